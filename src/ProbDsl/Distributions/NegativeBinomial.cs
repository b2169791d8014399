namespace ProbDsl;

/// <summary>Negative binomial distribution by its mean and dispersion: a Poisson whose rate is gamma distributed.</summary>
/// <remarks>
/// log p(y) = log Γ(y + φ) - log y! - log Γ(φ) + y log(μ / (μ + φ)) - φ log(1 + μ / φ), for y = 0, 1, 2, …;
/// the variance is μ + μ² / φ. Stan: <c>neg_binomial_2</c>. For a dispersion φ above 1e8 the lgammas cancel: use Poisson.
/// </remarks>
/// <param name="Mean">Mean μ, positive.</param>
/// <param name="Dispersion">Dispersion φ, positive; the larger, the nearer to Poisson.</param>
[Distribution(Support.Count)]
[DistributionParameter("mean", Support.Positive)]
[DistributionParameter("dispersion", Support.Positive)]
[LogDensity("lgamma(y + dispersion) - lgamma(y + 1) - lgamma(dispersion) + xlogy(y, mean) - y * log(mean + dispersion)"
    + " - dispersion * log1p(mean / dispersion)")]
[Mean("mean")]
public readonly record struct NegativeBinomial(double Mean, double Dispersion) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(NegativeBinomial distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Variance => Mean + Mean * Mean / Dispersion;

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextNegativeBinomial(Mean, Dispersion);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (!(Mean >= 0 && Dispersion > 0))
            return double.NaN;
        if (y < 0)
            return double.NegativeInfinity;
        return Functions.LogGamma(y + Dispersion) - Functions.LogGamma(y + 1.0) - Functions.LogGamma(Dispersion)
            + Functions.XLogY(y, Mean) - y * Math.Log(Mean + Dispersion) - Dispersion * Functions.Log1p(Mean / Dispersion);
    }

    /// <inheritdoc/>
    public double Cdf(int y) => y < 0 ? 0 : Functions.RegularizedBeta(a: Dispersion, b: y + 1.0, x: Dispersion / (Mean + Dispersion));

    /// <inheritdoc/>
    public double LogSurvival(int y) => y < 0 ? 0 : Math.Log(Functions.RegularizedBeta(a: y + 1.0, b: Dispersion, x: Mean / (Mean + Dispersion)));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.NegativeBinomial"/>
    /// <param name="mean">Mean μ, positive.</param>
    /// <param name="dispersion">Dispersion φ, positive; the larger, the nearer to Poisson.</param>
    public static NegativeBinomial NegativeBinomial(double mean, double dispersion) => new(mean, dispersion);
}
