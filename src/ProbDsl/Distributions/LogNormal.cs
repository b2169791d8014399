namespace ProbDsl;

/// <summary>Log-normal distribution: the exponential of a normal.</summary>
/// <remarks>log p(y) = -log y - log(s) - log(2π) / 2 - ((log y - m) / s)² / 2, for y > 0. Stan: <c>lognormal</c>.</remarks>
/// <param name="LogMean">Mean m of log y, any real.</param>
/// <param name="LogStandardDeviation">Standard deviation s of log y, positive.</param>
[Distribution(Support.Positive, WithoutZero = true)]
[DistributionParameter("logMean", Support.Real)]
[DistributionParameter("logStandardDeviation", Support.Positive)]
[LogDensity(LogNormal.DensityFormula)]
[Reparameterized(LogNormal.DrawFormula)]
[Mean(LogNormal.MeanFormula)]
[Divergence(typeof(LogNormal), LogNormal.DivergenceFormula)]
[LogSurvival("logPhi((logMean - log(y)) / logStandardDeviation)")]
[LogCdf("logPhi((log(y) - logMean) / logStandardDeviation)")]
[LogMass("logPhiDifference((log(upper) - logMean) / logStandardDeviation, (log(lower) - logMean) / logStandardDeviation)")]
public readonly record struct LogNormal(double LogMean, double LogStandardDeviation) : IContinuousDistribution
{
    /// <summary>The logarithm of zero is not -∞ here: the square outweighs it, and -∞ is the sum.</summary>
    internal const string DensityFormula =
        "-max(log(y), -1e300) - log(logStandardDeviation) - halfLogTwoPi - 0.5 * square((max(log(y), -1e300) - logMean) / logStandardDeviation)";

    internal const string DrawFormula = "exp(logMean + logStandardDeviation * eps)";

    internal const string MeanFormula = "exp(logMean + 0.5 * square(logStandardDeviation))";

    /// <summary>That of the normals of log y: a divergence does not change with the coordinate.</summary>
    internal const string DivergenceFormula = "log(otherLogStandardDeviation) - log(logStandardDeviation)"
        + " + 0.5 * (square(logStandardDeviation / otherLogStandardDeviation) + square((logMean - otherLogMean) / otherLogStandardDeviation) - 1)";

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(LogNormal distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Math.Exp(LogMean + 0.5 * LogStandardDeviation * LogStandardDeviation);

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double variance = LogStandardDeviation * LogStandardDeviation;
            return Functions.Expm1(variance) * Math.Exp(2 * LogMean + variance);
        }
    }

    /// <inheritdoc/>
    public double Sample(Rng rng) => Math.Exp(LogMean + LogStandardDeviation * rng.NextNormal());

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y <= 0)
            return double.NegativeInfinity;
        double logY = Math.Log(y), z = (logY - LogMean) / LogStandardDeviation;
        return -logY - Math.Log(LogStandardDeviation) - LogConstants.HalfLogTwoPi - 0.5 * z * z;
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : Functions.Phi((Math.Log(y) - LogMean) / LogStandardDeviation);

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : Functions.LogPhi((LogMean - Math.Log(y)) / LogStandardDeviation);

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper) => upper <= 0
        ? double.NegativeInfinity
        : Functions.LogPhiDifference((Math.Log(upper) - LogMean) / LogStandardDeviation, (Math.Log(Math.Max(lower, 0)) - LogMean) / LogStandardDeviation);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.LogNormal"/>
    /// <param name="logMean">Mean m of log y, any real.</param>
    /// <param name="logStandardDeviation">Standard deviation s of log y, positive.</param>
    public static LogNormal LogNormal(double logMean, double logStandardDeviation) => new(logMean, logStandardDeviation);
}
