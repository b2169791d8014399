namespace ProbDsl.Inference;

/// <summary>What the importance weights of draws from a guide say of the guide.</summary>
/// <remarks>
/// <para>k-hat alone does not tell good weights from bad ones: it is the shape of the weights' tail whatever the tail's size. The log weights of a
/// good proposal are a smooth function with maxima inside; where one lies near the cutoff of the tail, the largest weights are a mixture that no
/// Pareto tail fits, and k-hat runs from 0 to 8. So it is asked as well whether any one weight matters (<see cref="LargestShare"/>), and whether the
/// weights differ at all (<see cref="Divergence"/>).</para>
/// <para>The limit of k-hat is that of Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling", JMLR 25 (2024):
/// min(1 - 1 / log10 S, 0.7) for S draws.</para>
/// </remarks>
public readonly record struct ImportanceDiagnosis
{
    /// <summary>Up to this divergence the guide counts as exact, whatever k-hat: no probability is off by more than 0.7 % (Pinsker).</summary>
    public const double NegligibleDivergence = 1e-4;

    /// <summary>Below this <see cref="LargestShare"/> the weights of a thousand draws and more count as bounded.</summary>
    public const double MostLargestShare = 0.01;

    /// <summary>A diagnosis of no weights.</summary>
    public ImportanceDiagnosis()
    {
    }

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

    /// <summary>
    /// The largest squared weight over the sum of them all, of weights as they are. It tends to zero where the variance of the weights is finite,
    /// and does not otherwise (the ratio of maximum and sum; Embrechts, Klüppelberg and Mikosch, Modelling Extremal Events, section 6.2.6).
    /// </summary>
    public double LargestShare { get; init; } = 1;

    /// <summary>The number of coordinates.</summary>
    public required int Dimension { get; init; }

    /// <summary>The number of draws weighed.</summary>
    public required int Draws { get; init; }

    /// <summary>What k-hat must be below: min(1 - 1 / log10 S, 0.7).</summary>
    public double KHatLimit => Draws > 1 ? Math.Min(1 - 1 / Math.Log10(Draws), ParetoSmoothedImportanceSampling.ReliableLimit) : 0;

    /// <summary>The standard error of <see cref="KHat"/>, (1 + k) / √M for a tail of M draws, by the asymptotic variance of the maximum likelihood estimate (Smith, Annals of Statistics 15, 1987).</summary>
    public double KHatStandardError => (1 + Math.Max(0, KHat)) / Math.Sqrt(Math.Max(1, Math.Min(0.2 * Draws, 3 * Math.Sqrt(Draws))));

    /// <summary>Whether the weights are so nearly equal that the shape of their tail does not matter.</summary>
    public bool IsNearlyExact => Divergence <= NegligibleDivergence;

    /// <summary>
    /// Whether the weights are bounded in all likelihood, whatever k-hat: with a tail of shape 0.5 and more, the largest of thousands of squares would have a
    /// larger share of their sum.
    /// </summary>
    public bool IsBounded => Draws >= 1000 && LargestShare < MostLargestShare;

    /// <summary>
    /// Whether standard errors of estimates by the weights mean what they say: the weights' variance is finite, k-hat below 0.5 by more than its own error, or most draws count.
    /// </summary>
    public bool HasErrors => IsNearlyExact || IsBounded || KHat + KHatStandardError < 0.5 || (KHat < KHatLimit && Efficiency >= 0.5);

    /// <summary>Whether estimates by the weights can be trusted: k-hat is below its limit, or does not matter.</summary>
    public bool IsWeighable => IsNearlyExact || IsBounded || KHat < KHatLimit;
}
