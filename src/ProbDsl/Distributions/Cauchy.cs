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
[LogMass(Cauchy.MassFormula)]
public readonly record struct Cauchy(double Location, double Scale) : IContinuousDistribution
{
    /// <summary>
    /// The angle between the directions of the bounds, seen from the point over the location at the height of the scale, by the tangent of
    /// its half: no digits are lost where it is small, nor where it is nearly two right angles.
    /// </summary>
    internal const string MassFormula = "log(" + Cosine + " > 0 ? 2 * " + HalfAngle + " : pi - 2 * " + HalfAngle + ") - logPi";

    private const string Cosine = "1 + (lower - location) / scale * ((upper - location) / scale)";

    private const string HalfAngle = "atan((upper - lower) / scale / (sqrt(1 + square((lower - location) / scale)) * sqrt(1 + square((upper - location) / scale))"
        + " + abs(" + Cosine + ")))";

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

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper)
    {
        double a = (lower - Location) / Scale, b = (upper - Location) / Scale;
        if (double.IsInfinity(a) || double.IsInfinity(b))
            return double.IsInfinity(b) ? LogSurvival(lower) : Math.Log(Cdf(upper));
        double cosine = 1 + a * b;
        double half = Math.Atan((upper - lower) / Scale / (Math.Sqrt(1 + a * a) * Math.Sqrt(1 + b * b) + Math.Abs(cosine)));
        return Math.Log(cosine > 0 ? 2 * half : Math.PI - 2 * half) - LogConstants.LogPi;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Cauchy"/>
    /// <param name="location">Location (the median), any real.</param>
    /// <param name="scale">Scale (half the interquartile range), positive.</param>
    public static Cauchy Cauchy(double location, double scale) => new(location, scale);
}
