namespace ProbDsl;

/// <summary>Cauchy distribution with the given location and scale.</summary>
/// <remarks>log p(y) = -log π - log(scale) - log(1 + ((y - location) / scale)²). It has no mean. Stan: <c>cauchy</c>.</remarks>
/// <param name="Location">Location (the median), any real.</param>
/// <param name="Scale">Scale (half the interquartile range), positive.</param>
[Distribution(Support.Real)]
[DistributionParameter("location", Support.Real)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("-logPi - log(scale) - log1pSquare((y - location) / scale)")]
[LogSurvival("y > location ? log(atan(scale / (y - location))) - logPi : log(0.5 + atan((location - y) / scale) / pi)")]
[LogCdf("y < location ? log(atan(scale / (location - y))) - logPi : log(0.5 + atan((y - location) / scale) / pi)")]
public readonly record struct Cauchy(double Location, double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Cauchy distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => double.NaN;

    /// <inheritdoc/>
    public double Variance => double.NaN;

    /// <inheritdoc/>
    public double Sample(Rng rng) => Location + Scale * rng.NextCauchy();

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        double z = (y - Location) / Scale;
        return -LogConstants.LogPi - Math.Log(Scale) - Functions.Log1pSquare(z);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => Math.Atan2(1, (Location - y) / Scale) / Math.PI;

    /// <inheritdoc/>
    public double LogSurvival(double y) => Math.Log(Math.Atan2(1, (y - Location) / Scale)) - LogConstants.LogPi;
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Cauchy"/>
    /// <param name="location">Location (the median), any real.</param>
    /// <param name="scale">Scale (half the interquartile range), positive.</param>
    public static Cauchy Cauchy(double location, double scale) => new(location, scale);
}
