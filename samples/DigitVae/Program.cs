using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

int epochs, hidden, codes;
ulong seed;
string folder;
ImageSet set;
try
{
    CommandLine options = new(args, [.. ImageSet.Options, "epochs", "hidden", "codes", "output"]);
    seed = options.Seed();
    epochs = options.Integer("epochs", options.Text("images") is null ? 40 : 20);
    set = ImageSet.Read(options, made: 2000);
    bool areDigits = set.Train.Size >= 28 * 28;
    hidden = options.Integer("hidden", areDigits ? 400 : 128);
    codes = options.Integer("codes", areDigits ? 20 : 8, least: 2);
    folder = Directory.CreateDirectory(options.Text("output") ?? "digit-vae").FullName;
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

int pixels = set.Train.Size;
Console.WriteLine($"Variational autoencoder {pixels}-{hidden}-{codes} on {set.Description}.");
Console.WriteLine($"{epochs} epochs of Adam, step size 0.001, 100 images a step; bounds in nats an image, of training images as they are used and of the test images after the epoch.");

DigitVae model = new(pixels, hidden, codes) { X = set.Train.ToVectors() };
DigitVae test = new(pixels, hidden, codes) { X = set.Test.ToVectors() };
using CancellationTokenSource stop = new();
ConsoleCancelEventHandler onCancel = (_, pressed) => pressed.Cancel = !stop.IsCancellationRequested && Stop(stop);
Console.CancelKeyPress += onCancel;
TrainingResult training = model.Fit(new TrainingOptions { Epochs = epochs, BatchSize = 100, Optimizer = new Adam(1e-3), Seed = seed, Progress = new EpochLines() }, test, stop.Token);
Console.CancelKeyPress -= onCancel;
Console.WriteLine(training.Reason);
if (!training.IsUsable)
    return 2;

EvidenceEstimates evidence = model.EstimateEvidence(new EvidenceOptions { Samples = 500, Bounds = [1], Seed = seed }, test);
Console.WriteLine();
Console.WriteLine($"Test bound:                              {evidence.Bounds[0].Mean,8:F2} nats an image");
Console.WriteLine($"Test log p(x), 500 importance samples:   {evidence.LogEvidence.Mean,8:F2} ± {evidence.LogEvidence.StandardError:F2} (between images), {evidence.EffectiveSamples:F0} samples effective");

Vector<double>[] means = model.Encode(test.X);
LatentDiagnostics units = LatentDiagnostics.Diagnose(Matrix<double>.Build.DenseOfRowVectors(means));
Console.WriteLine($"Codes: {units.Verdict}");

Pictures pictures = new(model, set.Test, folder);
Console.WriteLine();
Console.WriteLine($"Pairs of test image and reconstruction:  {pictures.Reconstructions()}");
Console.WriteLine($"Decoded draws from the prior:            {pictures.Samples(seed)}");
Console.WriteLine($"{(codes == 2 ? "Map of the plane of codes:              " : "Map between the codes of four images:   ")} {pictures.LatentMap(means)}");
return 0;

static bool Stop(CancellationTokenSource source)
{
    source.Cancel();
    return true;
}
