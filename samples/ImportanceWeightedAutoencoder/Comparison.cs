using System.Diagnostics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Samples;

/// <summary>Trains autoencoders by bounds of several K and measures each by the same estimates.</summary>
/// <param name="set">The images.</param>
/// <param name="hidden">Units of a hidden layer.</param>
/// <param name="codes">Dimensions of a code.</param>
/// <param name="epochs">Epochs of each training.</param>
/// <param name="estimator">How the gradient of an importance-weighted bound is estimated.</param>
/// <param name="seed">Seed of each training and of the estimates.</param>
internal sealed class Comparison(ImageSet set, int hidden, int codes, int epochs, GradientEstimator estimator, ulong seed)
{
    /// <summary>Samples of a jackknife estimate.</summary>
    public const int JackknifeSamples = 50;

    /// <summary>The K of the bounds that are measured.</summary>
    private static readonly int[] _bounds = [1, 5, JackknifeSamples];

    private readonly Vector<double>[] _train = set.Train.ToVectors();
    private readonly Vector<double>[] _test = set.Test.ToVectors();

    /// <summary>Headings of the table.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["layers", "trained by", .. _bounds.Select(k => $"L{k}"), "JVI-0", "JVI-1", "JVI-2", "log p(x)", "±", "seconds"];

    /// <summary>Trains a model with the importance-weighted bound of K samples, the evidence lower bound where K is one.</summary>
    /// <param name="layers">Stochastic layers, one or two.</param>
    /// <param name="k">K.</param>
    /// <param name="cancellation">Ends the training.</param>
    /// <returns>A row of the table, or none where the training was ended or diverged.</returns>
    public string[]? Run(int layers, int k, CancellationToken cancellation)
    {
        Console.WriteLine($"{(layers == 1 ? "One stochastic layer" : "Two stochastic layers")}, trained by {Name(k)}:");
        TrainingOptions options = new()
        {
            Epochs = epochs,
            BatchSize = 100,
            Optimizer = new Adam(1e-3),
            Bound = k == 1 ? BoundKind.Elbo : BoundKind.ImportanceWeighted,
            Samples = k,
            Estimator = k == 1 ? GradientEstimator.Automatic : estimator,
            Seed = seed,
            Progress = new EpochLines(every: Math.Max(1, epochs / 5)),
        };
        EvidenceOptions measures = new() { Samples = 500, Bounds = _bounds, JackknifeSamples = JackknifeSamples, JackknifeOrders = [0, 1, 2], Seed = seed };
        long begin = Stopwatch.GetTimestamp();
        (TrainingResult training, Func<EvidenceEstimates> estimate) = layers == 1 ? FitOne(options, measures, cancellation) : FitTwo(options, measures, cancellation);
        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        if (training.Stopped != TrainingStop.Completed)
        {
            Console.WriteLine(training.Reason);
            return null;
        }
        EvidenceEstimates found = estimate();
        IEnumerable<double> numbers = [.. found.Bounds.Select(e => e.Mean), .. found.Jackknife.Select(e => e.Mean), found.LogEvidence.Mean, found.LogEvidence.StandardError];
        return [$"{layers}", Name(k), .. numbers.Select(number => $"{number:F2}"), $"{seconds:F0}"];
    }

    private static string Name(int k) => k == 1 ? "ELBO" : $"IWAE-{k}";

    private (TrainingResult, Func<EvidenceEstimates>) FitOne(TrainingOptions options, EvidenceOptions measures, CancellationToken cancellation)
    {
        OneLayer model = new(set.Train.Size, hidden, codes) { X = _train }, test = new(set.Train.Size, hidden, codes) { X = _test };
        return (model.Fit(options, test, cancellation), () => model.EstimateEvidence(measures, test));
    }

    private (TrainingResult, Func<EvidenceEstimates>) FitTwo(TrainingOptions options, EvidenceOptions measures, CancellationToken cancellation)
    {
        TwoLayers model = new(set.Train.Size, hidden, codes) { X = _train }, test = new(set.Train.Size, hidden, codes) { X = _test };
        return (model.Fit(options, test, cancellation), () => model.EstimateEvidence(measures, test));
    }
}
