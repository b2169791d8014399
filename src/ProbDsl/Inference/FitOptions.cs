using System.Globalization;

namespace ProbDsl;

/// <summary>Settings of a variational fit. The defaults need no tuning; every value is checked when the fit begins.</summary>
public sealed record class FitOptions
{
    /// <summary>The largest dimension for which the default family is <see cref="GuideFamily.FullRank"/>.</summary>
    public const int FullRankLimit = 100;

    internal const double DefaultTolerance = 0.05;

    /// <summary>The family of guides; null chooses full rank up to <see cref="FullRankLimit"/> dimensions, mean-field above.</summary>
    public GuideFamily? Family { get; init; }

    /// <summary>How the guide is optimised.</summary>
    public VariationalOptimizer Optimizer { get; init; } = VariationalOptimizer.Automatic;

    /// <summary>Seed of all randomness: equal seeds give equal results.</summary>
    public ulong Seed { get; init; } = 20260101;

    /// <summary>The number of draws that are reported, at least 2. What is measured of them rests on 1,280 draws or more, whatever this is.</summary>
    public int Draws { get; init; } = 4000;

    /// <summary>
    /// Whether draws follow their Pareto-smoothed importance weights where the guide's own numbers are not right and the weights can be trusted
    /// (<see cref="Inference.ImportanceDiagnosis.IsWeighable"/>). Otherwise the draws are the guide's own.
    /// </summary>
    public bool ImportanceResampling { get; init; } = true;

    /// <summary>Monte Carlo samples in a step, an even number; null chooses from the dimension and lets it grow as the fit needs. Adam takes 64 at most.</summary>
    public int? SamplesPerStep { get; init; }

    /// <summary>The most steps the optimiser takes; null means 1,000 of the natural gradient, 20,000 of Adam.</summary>
    public int? MaxIterations { get; init; }

    /// <summary>The most gradients the fit evaluates before it stops, converged or not.</summary>
    public long MaxGradients { get; init; } = 1_000_000;

    /// <summary>
    /// The Monte Carlo error at which the fit stops: of every mean in units of its standard deviation, and of every log standard
    /// deviation. Between 0.0001 and 1.
    /// </summary>
    public double Tolerance { get; init; } = DefaultTolerance;

    /// <summary>Where the search for a mode begins, in unconstrained coordinates; null tries several points.</summary>
    public IReadOnlyList<double>? InitialPosition { get; init; }

    /// <summary>Receives reports while the fit runs, on the fit's own thread.</summary>
    public IProgress<FitProgress>? Progress { get; init; }

    /// <summary>Ends the fit early; what it has so far is returned, marked not converged.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>Checks every value.</summary>
    /// <param name="dimension">The model's number of unconstrained coordinates.</param>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it.</exception>
    internal void Validate(int dimension)
    {
        Require(Family is null || Enum.IsDefined(Family.Value), nameof(Family), "is not a family");
        Require(Enum.IsDefined(Optimizer), nameof(Optimizer), "is not an optimizer");
        Require(Draws >= 2, nameof(Draws), Invariant($"must be at least 2, not {Draws}"));
        Require(SamplesPerStep is null or >= 2, nameof(SamplesPerStep), Invariant($"must be at least 2, not {SamplesPerStep}"));
        Require(SamplesPerStep is null || SamplesPerStep % 2 == 0, nameof(SamplesPerStep), Invariant($"must be even (samples come in antithetic pairs), not {SamplesPerStep}"));
        Require(MaxIterations is null or >= 1, nameof(MaxIterations), Invariant($"must be at least 1, not {MaxIterations}"));
        Require(MaxGradients >= 1, nameof(MaxGradients), Invariant($"must be at least 1, not {MaxGradients}"));
        Require(Tolerance is >= 1e-4 and <= 1, nameof(Tolerance), Invariant($"must lie between 0.0001 and 1, not {Tolerance}"));
        if (InitialPosition is null)
            return;
        Require(InitialPosition.Count == dimension, nameof(InitialPosition), Invariant($"has {InitialPosition.Count} coordinates, but the model has {dimension}"));
        for (int k = 0; k < dimension; k++)
            Require(double.IsFinite(InitialPosition[k]), nameof(InitialPosition), Invariant($"is {InitialPosition[k]} at coordinate {k}"));
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Require(bool condition, string name, string problem)
    {
        if (!condition)
            throw new ArgumentException($"FitOptions.{name} {problem}.", name);
    }
}
