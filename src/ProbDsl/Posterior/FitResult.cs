using ProbDsl.Inference;

namespace ProbDsl;

/// <summary>What a fit found: draws of the model's own values, how far to trust them, and how they were reached.</summary>
public sealed class FitResult
{
    private readonly double[] _columns;

    internal FitResult(IReadOnlyList<string> names, int draws, double[] columns)
    {
        ParameterNames = [.. names];
        DrawCount = draws;
        _columns = columns;
    }

    /// <summary>Names of the values, flattened: <c>mu</c>, <c>theta[0]</c>.</summary>
    public IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The number of draws.</summary>
    public int DrawCount { get; }

    /// <summary>The family of the guide.</summary>
    public GuideFamily Family { get; internal init; }

    /// <summary>Whether the optimiser met its stopping rule. Says nothing of how well the best Gaussian fits: see <see cref="Importance"/>.</summary>
    public bool Converged { get; internal init; }

    /// <summary>Why the fit ended, as a clause.</summary>
    public required string Reason { get; init; }

    /// <summary>Steps of the optimiser.</summary>
    public int Iterations { get; internal init; }

    /// <summary>Gradients of the log density evaluated.</summary>
    public long Gradients { get; internal init; }

    /// <summary>Log densities evaluated without a gradient, for the importance weights.</summary>
    public long Values { get; internal init; }

    /// <summary>What the importance weights say of the guide: k-hat, efficiency, divergence.</summary>
    public required ImportanceDiagnosis Importance { get; init; }

    /// <summary>
    /// The Pareto shape of the importance weights: below 0.5 the tails of the guide are as heavy as they need be, below 0.7 usable,
    /// above not to be relied on, unless all weights are all but equal: see <see cref="ImportanceDiagnosis"/>.
    /// </summary>
    public double KHat => Importance.KHat;

    /// <summary>What the importance weights say of each value, in the order of <see cref="ParameterNames"/>; nothing of derived values.</summary>
    public required IReadOnlyList<ReportedError> Errors { get; init; }

    /// <summary>What is known of the reported numbers.</summary>
    public FitTrust Trust { get; internal init; }

    /// <summary>
    /// The number of modes that climbs from dispersed points found, the guide's own among them. Where there are more than one, as with components
    /// that may change places, means and standard deviations run over all of them and describe none.
    /// </summary>
    public int Modes { get; internal init; } = 1;

    /// <summary>Whether the reported means and standard deviations were measured to be right: <see cref="Trust"/> is Guide or Weighted.</summary>
    public bool IsReliable => Trust is FitTrust.Guide or FitTrust.Weighted;

    /// <summary>The evidence lower bound of the final guide.</summary>
    public double Elbo { get; internal init; }

    /// <summary>Its Monte Carlo standard error.</summary>
    public double ElboStandardError { get; internal init; }

    /// <summary>Estimates of the evidence lower bound during the fit; the last is of the final guide.</summary>
    public required IReadOnlyList<ElboEstimate> ElboTrace { get; init; }

    /// <summary>Whether the draws were resampled by their importance weights, and so follow the posterior rather than the guide.</summary>
    public bool IsResampled { get; internal init; }

    /// <summary>The mean of the guide in unconstrained coordinates.</summary>
    public required IReadOnlyList<double> GuideMean { get; init; }

    /// <summary>The standard deviations of the guide in unconstrained coordinates.</summary>
    public required IReadOnlyList<double> GuideStandardDeviation { get; init; }

    /// <summary>Time the fit took.</summary>
    public TimeSpan Elapsed { get; internal init; }

    /// <summary>The same fit with more values for each draw.</summary>
    internal FitResult With(IReadOnlyList<string> names, IReadOnlyList<double[]> columns)
    {
        var all = new double[_columns.Length + (names.Count * DrawCount)];
        _columns.CopyTo(all, 0);
        for (int c = 0; c < columns.Count; c++)
            columns[c].CopyTo(all, _columns.Length + (c * DrawCount));
        return new FitResult([.. ParameterNames, .. names], DrawCount, all)
        {
            Family = Family,
            Converged = Converged,
            Reason = Reason,
            Iterations = Iterations,
            Gradients = Gradients,
            Values = Values,
            Importance = Importance,
            Elbo = Elbo,
            ElboStandardError = ElboStandardError,
            ElboTrace = ElboTrace,
            IsResampled = IsResampled,
            Errors = Errors,
            Trust = Trust,
            Modes = Modes,
            GuideMean = GuideMean,
            GuideStandardDeviation = GuideStandardDeviation,
            Elapsed = Elapsed,
        };
    }

    /// <summary>One value of one draw.</summary>
    /// <param name="draw">The draw, from 0.</param>
    /// <param name="parameter">The place in <see cref="ParameterNames"/>.</param>
    public double this[int draw, int parameter] => Column(parameter)[draw];

    /// <summary>All draws of one value.</summary>
    /// <param name="parameter">The place in <see cref="ParameterNames"/>.</param>
    public ReadOnlySpan<double> Column(int parameter)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(parameter);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(parameter, ParameterNames.Count);
        return _columns.AsSpan(parameter * DrawCount, DrawCount);
    }

    /// <summary>Copies the values of one draw.</summary>
    /// <param name="draw">The draw, from 0.</param>
    /// <param name="values">Receives as many values as there are names.</param>
    public void CopyDraw(int draw, Span<double> values)
    {
        for (int p = 0; p < ParameterNames.Count; p++)
            values[p] = Column(p)[draw];
    }

    /// <summary>The verdict in words: whether the optimiser converged, and what is known of the reported numbers.</summary>
    public string Verdict => FitVerdict.Describe(this);

    /// <inheritdoc/>
    public override string ToString() => Verdict;
}
