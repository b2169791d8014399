namespace ProbDsl.Inference;

/// <summary>What the importance weights of draws from a guide say of the guide.</summary>
/// <remarks>
/// <para>k-hat alone does not tell a good guide from a bad one: it is the shape of the weights' tail whatever the tail's size. Where the
/// log weights of an almost exact guide spread by a few thousandths, their tail can have any shape and does no harm. So three figures
/// are judged: k-hat, how fast errors shrink with more draws; the efficiency, how much is lost by weighing these draws; and the
/// divergence, how far the guide is from the posterior as far as the draws reach. The divergence adds up over independent coordinates, so
/// that its limit grows with their number; the efficiency falls exponentially with it, and is only reported.</para>
/// <para>The limit of k-hat is that of Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling", JMLR 25 (2024):
/// min(1 - 1 / log10 S, 0.7) for S draws.</para>
/// </remarks>
public readonly record struct ImportanceDiagnosis
{
    /// <summary>Up to this divergence the guide counts as exact, whatever k-hat: no probability is off by more than 0.7 % (Pinsker).</summary>
    public const double NegligibleDivergence = 1e-4;

    /// <summary>
    /// Above this divergence for each coordinate the guide is not to be relied on, whatever k-hat. A Gaussian whose standard deviations
    /// are all too small by a factor of 1.23 has it.
    /// </summary>
    public const double MostDivergencePerCoordinate = 0.05;

    /// <summary>The shape of the tail of the weights; +infinity where it cannot be estimated.</summary>
    public required double KHat { get; init; }

    /// <summary>
    /// Effective draws over draws, 1 / (S Σ w²) for smoothed weights w of sum one: 1 for an exact guide; 1 / (1 + χ²) with the
    /// chi-squared divergence of the posterior from the guide.
    /// </summary>
    public required double Efficiency { get; init; }

    /// <summary>
    /// The estimate Σ w log (S w) of the Kullback-Leibler divergence of the posterior p from the guide q, E_p[log p/q]. No probability
    /// under the guide differs from the posterior's by more than the root of half of it (Pinsker's inequality). What no draw of the
    /// guide came near does not show.
    /// </summary>
    public required double Divergence { get; init; }

    /// <summary>The number of coordinates.</summary>
    public required int Dimension { get; init; }

    /// <summary>The number of draws weighed.</summary>
    public required int Draws { get; init; }

    /// <summary>What k-hat must be below: min(1 - 1 / log10 S, 0.7).</summary>
    public double KHatLimit => Draws > 1 ? Math.Min(1 - 1 / Math.Log10(Draws), ParetoSmoothedImportanceSampling.ReliableLimit) : 0;

    /// <summary>Whether the weights are so nearly equal that the shape of their tail does not matter.</summary>
    public bool IsNearlyExact => Divergence <= NegligibleDivergence;

    /// <summary>Whether estimates by the smoothed weights can be trusted: k-hat is below its limit, or does not matter.</summary>
    public bool IsWeighable => IsNearlyExact || KHat < KHatLimit;

    /// <summary>Whether the guide itself can be relied on: the weights can be trusted, and find it near the posterior.</summary>
    public bool IsReliable => IsWeighable && Divergence <= MostDivergencePerCoordinate * Dimension;
}
