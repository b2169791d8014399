namespace ProbDsl;

/// <summary>Uniform distribution between two bounds.</summary>
/// <remarks>log p(y) = -log(upper - lower), for y in [lower, upper]. Stan: <c>uniform</c>.</remarks>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound, above the lower.</param>
[Distribution(Support.Interval, Lower = "lower", Upper = "upper")]
[DistributionParameter("lower", Support.Real)]
[DistributionParameter("upper", Support.Real)]
[LogDensity("-log(upper - lower)")]
[Mean("0.5 * (lower + upper)")]
[LogSurvival("log((upper - y) / (upper - lower))")]
[LogCdf("log((y - lower) / (upper - lower))")]
public readonly record struct Uniform(double Lower, double Upper) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Uniform distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => 0.5 * (Lower + Upper);

    /// <inheritdoc/>
    public double Variance => (Upper - Lower) * (Upper - Lower) / 12;

    /// <inheritdoc/>
    public double Sample(Rng rng) => Lower + (Upper - Lower) * rng.NextDouble();

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (!(Lower < Upper) || double.IsNaN(y))
            return double.NaN;
        return y < Lower || y > Upper ? double.NegativeInfinity : -Math.Log(Upper - Lower);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => Math.Clamp((y - Lower) / (Upper - Lower), 0, 1);

    /// <inheritdoc/>
    public double LogSurvival(double y) => Math.Log(Math.Clamp((Upper - y) / (Upper - Lower), 0, 1));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Uniform"/>
    /// <param name="lower">Lower bound.</param>
    /// <param name="upper">Upper bound, above the lower.</param>
    public static Uniform Uniform(double lower, double upper) => new(lower, upper);
}
