namespace ProbDsl;

/// <summary>Half-normal distribution: the absolute value of a normal centred at zero.</summary>
/// <remarks>log p(y) = log 2 - (y / scale)² / 2 - log(scale) - log(2π) / 2, for y >= 0. Stan: <c>normal(0, scale)</c> on a parameter bounded below by zero, plus log 2.</remarks>
/// <param name="Scale">Scale, positive: the standard deviation of the normal.</param>
[Distribution(Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("logTwo - halfLogTwoPi - log(scale) - 0.5 * square(y / scale)")]
[Mean("scale * sqrt(2 / pi)")]
[LogSurvival("logTwo + logPhi(-y / scale)")]
[LogCdf("log(erf(y / (scale * sqrt(2))))")]
[LogMass("logTwo + logPhiDifference(upper / scale, lower / scale)")]
public readonly record struct HalfNormal(double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(HalfNormal distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Scale * Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public double Variance => Scale * Scale * (1 - 2 / Math.PI);

    /// <inheritdoc/>
    public double Sample(Rng rng) => Scale * Math.Abs(rng.NextNormal());

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y < 0)
            return double.NegativeInfinity;
        double z = y / Scale;
        return LogConstants.LogTwo - LogConstants.HalfLogTwoPi - Math.Log(Scale) - 0.5 * z * z;
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : Functions.Erf(y / (Scale * Math.Sqrt(2)));

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : LogConstants.LogTwo + Functions.LogPhi(-y / Scale);

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper) =>
        upper <= 0 ? double.NegativeInfinity : LogConstants.LogTwo + Functions.LogPhiDifference(upper / Scale, Math.Max(lower, 0) / Scale);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.HalfNormal"/>
    /// <param name="scale">Scale, positive: the standard deviation of the normal.</param>
    public static HalfNormal HalfNormal(double scale) => new(scale);
}
