using System.Globalization;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

int epochs, hidden, codes;
int[] samples, layers;
GradientEstimator estimator;
ulong seed;
ImageSet set;
try
{
    CommandLine options = new(args, [.. ImageSet.Options, "epochs", "hidden", "codes", "samples", "layers", "estimator"]);
    seed = options.Seed();
    epochs = options.Integer("epochs", 20);
    samples = options.Integers("samples", [1, 5, 50]);
    layers = options.Integers("layers", [1, 2], most: 2);
    estimator = options.Text("estimator") switch
    {
        null or "path" => GradientEstimator.PathDerivative,
        "joint" => GradientEstimator.Joint,
        string other => throw new ArgumentException($"--estimator must be path or joint, but is '{other}'."),
    };
    set = ImageSet.Read(options, made: 1000);
    bool areDigits = set.Train.Size >= 28 * 28;
    hidden = options.Integer("hidden", areDigits ? 400 : 96, least: 2);
    codes = options.Integer("codes", areDigits ? 20 : 8);
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

Console.WriteLine($"Autoencoders {set.Train.Size}-{hidden}-{codes} on {set.Description}.");
Console.WriteLine($"Each is trained for {epochs} epochs of Adam, step size 0.001, 100 images a step. All numbers are nats an image.");

using CancellationTokenSource stop = new();
ConsoleCancelEventHandler onCancel = (_, pressed) =>
{
    pressed.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
};
Console.CancelKeyPress += onCancel;
Comparison comparison = new(set, hidden, codes, epochs, estimator, seed);
List<string[]> rows = [];
bool isComplete = true;
foreach ((int layer, int k) in layers.SelectMany(layer => samples.Select(k => (layer, k))))
{
    if (stop.IsCancellationRequested)
        break;
    string[]? row = comparison.Run(layer, k, stop.Token);
    isComplete &= row is not null;
    if (row is not null)
        rows.Add(row);
}
Console.CancelKeyPress -= onCancel;

Console.WriteLine();
Console.WriteLine($"Test images, means over 500 importance samples: bounds L of 1, 5 and {Comparison.JackknifeSamples} samples, jackknife estimates (JVI) on {Comparison.JackknifeSamples},");
Console.WriteLine("whose order 0 is the bound, and log p(x) by all 500 with its standard error between images.");
foreach (IReadOnlyList<string> line in rows.Prepend([.. Comparison.Columns]))
    Console.WriteLine(string.Concat(line.Select((cell, c) => c == 1 ? $"  {cell,-10}" : cell.PadLeft(c == 0 ? 6 : 9))));
return isComplete ? 0 : 2;
