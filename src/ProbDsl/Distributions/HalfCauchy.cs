namespace ProbDsl;

/// <summary>Half-Cauchy distribution: the absolute value of a Cauchy centred at zero.</summary>
/// <remarks>log p(y) = log 2 - log π - log(scale) - log(1 + (y / scale)²), for y >= 0. Stan: <c>cauchy(0, scale)</c> on a parameter bounded below by zero, plus log 2.</remarks>
/// <param name="Scale">Scale (the median), positive.</param>
[Distribution(Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("logTwo - logPi - log(scale) - log1pSquare(y / scale)")]
[LogSurvival("log(atan(scale / y)) + logTwo - logPi")]
[LogCdf("log(atan(y / scale)) + logTwo - logPi")]
[LogMass("log(atan((upper - lower) / scale / (1 + upper / scale * (lower / scale)))) + logTwo - logPi")]
public readonly record struct HalfCauchy(double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(HalfCauchy distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => double.PositiveInfinity;

    /// <inheritdoc/>
    public double Sample(Rng rng) => Scale * Math.Abs(rng.NextCauchy());

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y < 0)
            return double.NegativeInfinity;
        double z = y / Scale;
        return LogConstants.LogTwo - LogConstants.LogPi - Math.Log(Scale) - Functions.Log1pSquare(z);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : 2 / Math.PI * Math.Atan(y / Scale);

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : Math.Log(2 / Math.PI * Math.Atan2(1, y / Scale));

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper)
    {
        double a = Math.Max(lower, 0) / Scale, b = upper / Scale;
        return b <= 0 ? double.NegativeInfinity : double.IsInfinity(b) ? LogSurvival(lower) : Math.Log(2 / Math.PI * Math.Atan((upper - Math.Max(lower, 0)) / Scale / (1 + a * b)));
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.HalfCauchy"/>
    /// <param name="scale">Scale (the median), positive.</param>
    public static HalfCauchy HalfCauchy(double scale) => new(scale);
}
