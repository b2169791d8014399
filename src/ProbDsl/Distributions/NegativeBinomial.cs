namespace ProbDsl;

/// <summary>Negative binomial distribution by its mean and dispersion: a Poisson whose rate is gamma distributed.</summary>
/// <remarks>
/// log p(y) = log Γ(y + φ) - log y! - log Γ(φ) + y log(μ / (μ + φ)) - φ log(1 + μ / φ), for y = 0, 1, 2, …;
/// the variance is μ + μ² / φ. Stan: <c>neg_binomial_2</c>.
/// For large φ it is a Poisson distribution to all digits; for an infinite μ all densities are zero.
/// </remarks>
/// <param name="Mean">Mean μ, positive.</param>
/// <param name="Dispersion">Dispersion φ, positive; the larger, the nearer to Poisson.</param>
[Distribution(Support.Count)]
[DistributionParameter("mean", Support.Positive)]
[DistributionParameter("dispersion", Support.Positive)]
[LogDensity("lgammaExcess(y + " + NegativeBinomial.Finite + ") - lgammaExcess(" + NegativeBinomial.Finite + ") + shiftedLogRatio(" + NegativeBinomial.Finite + ", y, mean)"
    + " - y + xlogy(y, mean) - lgamma(y + 1)")]
[Mean("mean")]
public readonly record struct NegativeBinomial(double Mean, double Dispersion) : IDiscreteDistribution
{
    /// <summary>The dispersion, or one that is a Poisson distribution as an infinite one is.</summary>
    private const string Finite = "min(dispersion, 1e300)";

    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(NegativeBinomial distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Variance => Mean + Mean * Mean / Dispersion;

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextNegativeBinomial(Mean, Dispersion);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (!(Mean >= 0 && Dispersion >= 0))
            return double.NaN;
        if (y < 0 || double.IsPositiveInfinity(Mean))
            return double.NegativeInfinity;
        if (double.IsPositiveInfinity(Dispersion))
            return new Poisson(Mean).LogDensity(y);
        if (y == 0)
            return Dispersion > 0 ? Functions.ShiftedLogRatio(Dispersion, 0, Mean) : double.NaN;
        double sum = y + Dispersion;
        return Functions.LogGammaExcess(sum) - Functions.LogGammaExcess(Dispersion) - Functions.LogGammaExcess(y) - Math.Log(y)
            - Dispersion * LogOfExcess((Mean - y) / sum, Mean + Dispersion, sum)
            - y * LogOfExcess(Dispersion / sum * ((y - Mean) / Mean), (Mean + Dispersion) / sum, Mean / y);
    }

    /// <summary>log(a / b) by the excess of the quotient over one, which is known to more digits, unless it is far away.</summary>
    private static double LogOfExcess(double excess, double a, double b) =>
        excess is > -0.9 and < 1e300 ? Functions.Log1p(excess) : Math.Log(a) - Math.Log(b);

    /// <inheritdoc/>
    public double Cdf(int y) => y < 0 ? 0 : Math.Exp(IncompleteBeta.LogLower(Dispersion, y + 1.0, Dispersion / (Mean + Dispersion), Mean / (Mean + Dispersion)));

    /// <inheritdoc/>
    public double LogSurvival(int y) => y < 0 ? 0 : IncompleteBeta.LogLower(y + 1.0, Dispersion, Mean / (Mean + Dispersion), Dispersion / (Mean + Dispersion));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.NegativeBinomial"/>
    /// <param name="mean">Mean μ, positive.</param>
    /// <param name="dispersion">Dispersion φ, positive; the larger, the nearer to Poisson.</param>
    public static NegativeBinomial NegativeBinomial(double mean, double dispersion) => new(mean, dispersion);
}
