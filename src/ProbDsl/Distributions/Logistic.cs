namespace ProbDsl;

/// <summary>Logistic distribution with the given location and scale.</summary>
/// <remarks>log p(y) = -log(scale) - z - 2 log(1 + exp(-z)), z = (y - location) / scale. Stan: <c>logistic</c>.</remarks>
/// <param name="Location">Location (mean and median), any real.</param>
/// <param name="Scale">Scale, positive; the variance is π² scale² / 3.</param>
[Distribution(Support.Real)]
[DistributionParameter("location", Support.Real)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("-log(scale) - abs((y - location) / scale) - 2 * log1pExp(-abs((y - location) / scale))")]
[Mean("location")]
[LogSurvival("-log1pExp((y - location) / scale)")]
[LogCdf("-log1pExp((location - y) / scale)")]
[LogMass("log(-expm1((lower - upper) / scale)) - log1pExp((lower - location) / scale) - log1pExp((location - upper) / scale)")]
public readonly record struct Logistic(double Location, double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Logistic distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Location;

    /// <inheritdoc/>
    public double Variance => Math.PI * Math.PI / 3 * Scale * Scale;

    /// <inheritdoc/>
    public double Sample(Rng rng)
    {
        double u = rng.NextDouble();
        return Location + Scale * Math.Log(u / (1 - u));
    }

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        double z = Math.Abs((y - Location) / Scale); // The density is symmetric: no overflow on either side.
        return -Math.Log(Scale) - z - 2 * Functions.Log1p(Math.Exp(-z));
    }

    /// <inheritdoc/>
    public double Cdf(double y) => Functions.Logistic((y - Location) / Scale);

    /// <inheritdoc/>
    public double LogSurvival(double y) => -Functions.Log1pExp((y - Location) / Scale);

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper) =>
        Math.Log(-Functions.Expm1((lower - upper) / Scale)) - Functions.Log1pExp((lower - Location) / Scale) - Functions.Log1pExp((Location - upper) / Scale);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Logistic"/>
    /// <param name="location">Location (mean and median), any real.</param>
    /// <param name="scale">Scale, positive; the variance is π² scale² / 3.</param>
    public static Logistic Logistic(double location, double scale) => new(location, scale);
}
