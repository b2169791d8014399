namespace ProbDsl;

/// <summary>Weibull distribution with the given shape and scale.</summary>
/// <remarks>log p(y) = log(shape) - shape · log(scale) + (shape - 1) log y - (y / scale)^shape, for y > 0. Stan: <c>weibull</c>.</remarks>
/// <param name="Shape">Shape, positive.</param>
/// <param name="Scale">Scale, positive.</param>
[Distribution(Support.Positive)]
[DistributionParameter("shape", Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("log(shape) - shape * log(scale) + (shape - 1) * log(y) - pow(y / scale, shape)")]
[Mean("scale * exp(lgamma(1 + 1 / shape))")]
[LogSurvival("-pow(y / scale, shape)")]
[LogCdf("log(-expm1(-pow(y / scale, shape)))")]
public readonly record struct Weibull(double Shape, double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Weibull distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Scale * Math.Exp(Functions.LogGamma(1 + 1 / Shape));

    /// <inheritdoc/>
    public double Variance => Scale * Scale * Math.Exp(Functions.LogGamma(1 + 2 / Shape)) - Mean * Mean;

    /// <inheritdoc/>
    public double Sample(Rng rng) => Scale * Math.Pow(rng.NextExponential(), 1 / Shape);

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y <= 0 || double.IsPositiveInfinity(y))
            return double.NegativeInfinity;
        return Math.Log(Shape) - Shape * Math.Log(Scale) + (Shape - 1) * Math.Log(y) - Math.Pow(y / Scale, Shape);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : -Functions.Expm1(-Math.Pow(y / Scale, Shape));

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : -Math.Pow(y / Scale, Shape);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Weibull"/>
    /// <param name="shape">Shape, positive.</param>
    /// <param name="scale">Scale, positive.</param>
    public static Weibull Weibull(double shape, double scale) => new(shape, scale);
}
