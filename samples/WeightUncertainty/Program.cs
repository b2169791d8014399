using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int Draws = 200, Batch = 32;

Cases training, heldOut;
string? path;
int epochs;
ulong seed;
try
{
    CommandLine options = new(args, "data", "epochs", "seed");
    seed = options.Seed();
    path = options.Text("data");
    epochs = options.Integer("epochs", 600);
    (training, heldOut) = (path is null ? Cases.Curve(400, seed) : Cases.Read(path)).Split(0.1, seed);
}
catch (Exception fault) when (fault is ArgumentException or InvalidDataException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine(fault.Message);
    return 1;
}

Console.WriteLine(path is null
    ? "Weight uncertainty: y = x + 0.3 sin(2π(x + ε)) + 0.3 sin(4π(x + ε)) + ε, known for x between 0 and 0.5."
    : $"Weight uncertainty on {Path.GetFileName(path)}: {training.X[0].Count} predictors, the outcome in the last column.");
Console.WriteLine($"{training.Y.Length} cases to train on, {heldOut.Y.Length} held out; predictors and outcome standardised; {epochs} epochs of Adam, batches of {Batch}.");
Console.WriteLine("The divergence of batch i of M counts 2^(M-i) / (2^M - 1): the prior first, then the data.");
Console.WriteLine();

Scaling scaling = new(training);
(Vector<double>[] x, double[] y) = (scaling.Predictors(training.X), scaling.Outcomes(training.Y));
int inputs = x[0].Count;
(string Name, IRegression Model)[] models =
[
    ("one draw a batch", new SharedRegression(inputs) { X = x, Y = y }),
    ("local reparameterisation", new LocalRegression(inputs) { X = x, Y = y }),
    ("flipout", new FlipoutRegression(inputs) { X = x, Y = y }),
];

Console.WriteLine("Bounds are nats a case by 400 draws; the noise is the standard deviation of the log likelihood over single draws;");
Console.WriteLine("the error is the root mean squared one of the held-out cases in the outcome's units, the density the mean log predictive one.");
Console.WriteLine($"{"",-26}{"bound",10}{"noise",10}{"error",10}{"density",10}{"seconds",10}");
foreach ((string name, IRegression model) in models)
{
    TrainingResult result = model.Train(new TrainingOptions
    {
        Epochs = epochs,
        BatchSize = Batch,
        Optimizer = new Adam(5e-3),
        Schedule = new CosineDecay(0.02),
        MinibatchWeights = MinibatchWeights.Decreasing,
        Seed = seed,
    });
    if (!result.IsUsable)
    {
        Console.Error.WriteLine(result.Reason);
        return 2;
    }
    (double bound, double noise) = Report.Bounds(model);
    (double error, double density) = new Report(model, scaling, Draws, seed).Score(heldOut);
    Console.WriteLine($"{name,-26}{bound,10:F3}{noise,10:F3}{error,10:F4}{density,10:F3}{result.Elapsed.TotalSeconds,10:F1}");
}

Report report = new(models[1].Model, scaling, Draws, seed);
Console.WriteLine();
Console.WriteLine($"Predictions by local reparameterisation: the mean, its spread over {Draws} draws of the weights, and the noise {report.Noise:F4} of an outcome around it.");
if (path is null)
{
    double[] places = [-0.6, -0.4, -0.2, 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9, 1.1];
    (double Mean, double Spread)[] predictions = report.Predict(places.Select(place => Vector<double>.Build.Dense(1, place)));
    Console.WriteLine($"{"x",8}{"curve",10}{"mean",10}{"spread",10}");
    for (int i = 0; i < places.Length; i++)
        Console.WriteLine($"{places[i],8:F1}{Cases.Curve(places[i]),10:F3}{predictions[i].Mean,10:F3}{predictions[i].Spread,10:F3}  {(places[i] is >= 0 and <= 0.5 ? "inside" : "outside")} the data");
}
else
{
    Vector<double> centre = training.X.Aggregate((a, b) => a + b) / training.X.Length;
    Console.WriteLine("Held-out cases where they are, and moved away from the centre of the data:");
    foreach (int factor in new[] { 1, 2, 4 })
        Console.WriteLine($"  {factor} times as far: mean spread {report.Predict(heldOut.X.Select(row => centre + ((row - centre) * factor))).Average(p => p.Spread):F3}");
}
return 0;
