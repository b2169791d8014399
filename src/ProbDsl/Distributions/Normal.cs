namespace ProbDsl;

/// <summary>Normal distribution with the given mean and standard deviation.</summary>
/// <remarks>log p(y) = -((y - mean) / sd)² / 2 - log(sd) - log(2π) / 2. Stan: <c>normal</c>.</remarks>
/// <param name="Mean">Location, any real.</param>
/// <param name="StandardDeviation">Scale, positive.</param>
[Distribution(Support.Real)]
[DistributionParameter("mean", Support.Real)]
[DistributionParameter("standardDeviation", Support.Positive)]
[LogDensity(Normal.DensityFormula)]
[Reparameterized(Normal.DrawFormula)]
[Mean("mean")]
[Divergence(typeof(Normal), Normal.DivergenceFormula)]
[Divergence(typeof(StandardNormal), Normal.StandardDivergenceFormula)]
[LogSurvival("logPhi((mean - y) / standardDeviation)")]
[LogCdf("logPhi((y - mean) / standardDeviation)")]
[LogMass("logPhiDifference((upper - mean) / standardDeviation, (lower - mean) / standardDeviation)")]
public readonly record struct Normal(double Mean, double StandardDeviation) : IContinuousDistribution
{
    internal const string DensityFormula = "-0.5 * square((y - mean) / standardDeviation) - log(standardDeviation) - halfLogTwoPi";

    internal const string DrawFormula = "mean + standardDeviation * eps";

    internal const string DivergenceFormula = "log(otherStandardDeviation) - log(standardDeviation)"
        + " + 0.5 * (square(standardDeviation / otherStandardDeviation) + square((mean - otherMean) / otherStandardDeviation) - 1)";

    /// <summary>Kingma and Welling, "Auto-encoding variational Bayes" (2014), appendix B.</summary>
    internal const string StandardDivergenceFormula = "0.5 * (square(standardDeviation) + square(mean) - 1) - log(standardDeviation)";

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Normal distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Sample(Rng rng) => Mean + StandardDeviation * rng.NextNormal();

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        double z = (y - Mean) / StandardDeviation;
        return -0.5 * z * z - Math.Log(StandardDeviation) - 0.5 * Math.Log(2 * Math.PI);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => Functions.Phi((y - Mean) / StandardDeviation);

    /// <inheritdoc/>
    public double LogSurvival(double y) => Functions.LogPhi((Mean - y) / StandardDeviation);

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper) =>
        Functions.LogPhiDifference((upper - Mean) / StandardDeviation, (lower - Mean) / StandardDeviation);

    /// <inheritdoc/>
    public double Variance => StandardDeviation * StandardDeviation;
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Normal"/>
    /// <param name="mean">Location, any real.</param>
    /// <param name="standardDeviation">Scale, positive.</param>
    public static Normal Normal(double mean, double standardDeviation) => new(mean, standardDeviation);
}
