namespace ProbDsl;

/// <summary>Laplace (double exponential) distribution with the given location and scale.</summary>
/// <remarks>log p(y) = -log 2 - log(scale) - |y - location| / scale. Stan: <c>double_exponential</c>.</remarks>
/// <param name="Location">Location (mean and median), any real.</param>
/// <param name="Scale">Scale, positive; the variance is 2 scale².</param>
[Distribution(Support.Real)]
[DistributionParameter("location", Support.Real)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity(Laplace.DensityFormula)]
[Reparameterized(Laplace.DrawFormula)]
[Mean("location")]
[Divergence(typeof(Laplace), Laplace.DivergenceFormula)]
[LogSurvival("y > location ? -logTwo - (y - location) / scale : log1p(-0.5 * exp((y - location) / scale))")]
[LogCdf("y < location ? -logTwo - (location - y) / scale : log1p(-0.5 * exp((location - y) / scale))")]
[LogMass(Laplace.MassFormula)]
public readonly record struct Laplace(double Location, double Scale) : IContinuousDistribution
{
    /// <summary>The masses on both sides of the location, over the density at the place of the range that is nearest to it.</summary>
    internal const string MassFormula = "-logTwo + (upper < location ? (upper - location) / scale : 0) - (location < lower ? (lower - location) / scale : 0)"
        + " + log(-expm1(location < lower ? 0 : upper < location ? (lower - upper) / scale : (lower - location) / scale)"
        + " - expm1(upper < location ? 0 : location < lower ? (lower - upper) / scale : (location - upper) / scale))";

    internal const string DensityFormula = "-logTwo - log(scale) - abs(y - location) / scale";

    /// <summary>The quantile of Φ(eps), taken in the nearer tail.</summary>
    internal const string DrawFormula = "location + scale * (eps < 0 ? logTwo + logPhi(eps) : -logTwo - logPhi(-eps))";

    internal const string DivergenceFormula = "log(otherScale) - log(scale)"
        + " + (abs(location - otherLocation) + scale * exp(-abs(location - otherLocation) / scale)) / otherScale - 1";

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Laplace distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => 2 * Scale * Scale;

    /// <inheritdoc/>
    public double Sample(Rng rng)
    {
        double u = rng.NextDouble();
        return Location + Scale * (u < 0.5 ? Math.Log(2 * u) : -Math.Log(2 * (1 - u)));
    }

    /// <inheritdoc/>
    public double LogDensity(double y) => -LogConstants.LogTwo - Math.Log(Scale) - Math.Abs(y - Location) / Scale;

    /// <inheritdoc/>
    public double Cdf(double y)
    {
        double z = (y - Location) / Scale;
        return z < 0 ? 0.5 * Math.Exp(z) : 1 - 0.5 * Math.Exp(-z);
    }

    /// <inheritdoc/>
    public double LogSurvival(double y)
    {
        double z = (y - Location) / Scale;
        return z > 0 ? -LogConstants.LogTwo - z : Functions.Log1p(-0.5 * Math.Exp(z));
    }

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper)
    {
        double a = (lower - Location) / Scale, b = (upper - Location) / Scale, width = (lower - upper) / Scale;
        double below = a > 0 ? 0 : b < 0 ? width : a;
        double above = b < 0 ? 0 : a > 0 ? width : -b;
        return -LogConstants.LogTwo + Math.Min(b, 0) - Math.Max(a, 0) + Math.Log(-Functions.Expm1(below) - Functions.Expm1(above));
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Laplace"/>
    /// <param name="location">Location (mean and median), any real.</param>
    /// <param name="scale">Scale, positive; the variance is 2 scale².</param>
    public static Laplace Laplace(double location, double scale) => new(location, scale);
}
