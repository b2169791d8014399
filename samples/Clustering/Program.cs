using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl;
using ProbDsl.Data;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Columns = 10;

Images images;
int epochs, components, codes, hidden;
ulong seed;
string picture;
bool isFile;
try
{
    CommandLine options = new(args, "images", "labels", "epochs", "components", "codes", "hidden", "seed", "output");
    seed = options.Seed();
    isFile = options.Text("images") is not null;
    if (!isFile && options.Text("labels") is not null)
        throw new ArgumentException("--labels are those of --images, which is not given.");
    images = options.Text("images") is not string path ? ProceduralImages.Create(2000, seed)
        : options.Text("labels") is string labels ? Idx.ReadImages(path, labels)
        : Idx.ReadImages(path);
    if (images.Count == 0)
        throw new InvalidDataException($"'{options.Text("images")}' has no images.");
    epochs = options.Integer("epochs", isFile ? 30 : 40);
    components = options.Integer("components", 10, least: 2);
    codes = options.Integer("codes", isFile ? 10 : 6);
    hidden = options.Integer("hidden", isFile ? 400 : 128);
    picture = Path.Combine(Directory.CreateDirectory(options.Text("output") ?? "clustering").FullName, "clusters.png");
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

Console.WriteLine($"Clustering {images.Count} {(isFile ? "images" : $"procedural images ({string.Join(", ", ProceduralImages.ClassNames)})")} of {images.Height} x {images.Width} by a mixture of {components} normals over codes of {codes} dimensions.");
Clustering model = new(images.Size, hidden, codes, components) { X = images.ToVectors() };
TrainingOptions settings = new() { Epochs = epochs, BatchSize = 100, HeldOutFraction = 0.1, Optimizer = new Adam(2e-3), Seed = seed, Progress = new EpochLines(Math.Max(1, epochs / 4)) };

// Components that start where no code is never get one: a first training lets codes spread before the prior counts.
Console.WriteLine("First the divergence counts 0.3, so that codes spread; then components go to where codes gather, and it counts fully.");
TrainingResult training = model.Fit(settings with { KlWeight = KlWeightSchedule.Constant(0.3) });
if (training.IsUsable)
{
    Vector<double>[] spread = model.Encode(model.X);
    model.Place(spread, KMeans.Assign(spread, components, seed));
    training = model.Fit(settings);
}
Console.WriteLine(training.Reason);
if (!training.IsUsable)
    return 2;

NormalMixture prior = model.Prior;
Vector<double>[] places = model.Encode(model.X);
Vector<double>[] responsibilities = [.. places.Select(prior.Responsibilities)];
int[] clusters = [.. responsibilities.Select(r => r.MaximumIndex())];
int[] order = [.. Enumerable.Range(0, components).OrderByDescending(k => clusters.Count(c => c == k)).ThenBy(k => k)];
Vector<double> weights = Functions.Softmax(prior.Logits);

Console.WriteLine();
Console.WriteLine("Each image belongs to the component that is most responsible for its code:");
Console.WriteLine($"{"cluster",9}{"images",9}{"weight",9}{"surety",9}  {(images.Labels.Count > 0 ? "labels in it" : "")}");
for (int row = 0; row < components; row++)
{
    int k = order[row];
    int[] members = [.. Enumerable.Range(0, clusters.Length).Where(n => clusters[n] == k)];
    string surety = members.Length == 0 ? "" : members.Average(n => responsibilities[n][k]).ToString("F2", CultureInfo.InvariantCulture);
    Console.WriteLine($"{row + 1,9}{members.Length,9}{weights[k],9:F3}{surety,9}  {Labels(members)}");
}

if (images.Labels.Count > 0)
{
    int[] labels = [.. images.Labels];
    Console.WriteLine();
    Console.WriteLine($"Purity:                         {Agreement.Purity(clusters, labels):F3}  (one cluster for all: {Agreement.Purity(new int[clusters.Length], labels):F3})");
    Console.WriteLine($"Normalised mutual information:  {Agreement.NormalizedMutualInformation(clusters, labels):F3}");
}

// A row a cluster: the decoded mean, then decoded draws of the component.
Rng random = new(seed);
List<Vector<double>> grid = [];
foreach (int k in order)
{
    grid.Add(prior.Means.Row(k));
    for (int i = 1; i < Columns; i++)
        grid.Add(Vector<double>.Build.Dense(codes, j => prior.Means[k, j] + (prior.StandardDeviations[k, j] * random.NextNormal())));
}
PngGrid.Write(picture, Images.FromVectors(model.Decode([.. grid]), images.Height, images.Width), Columns);
Console.WriteLine();
Console.WriteLine($"Decoded mean and {Columns - 1} decoded draws of each cluster, a row each: {picture}");
return 0;

string Labels(int[] members) => images.Labels.Count == 0 ? "" : string.Join(", ", members.CountBy(n => images.Labels[n])
    .OrderByDescending(label => label.Value).Take(3).Select(label => $"{Name(label.Key)} {label.Value / (double)members.Length:P0}"));

string Name(int label) => isFile ? label.ToString(CultureInfo.InvariantCulture) : ProceduralImages.ClassNames[label];
