namespace ProbDsl;

/// <summary>Weibull distribution with the given shape and scale.</summary>
/// <remarks>log p(y) = log(shape) - shape · log(scale) + (shape - 1) log y - (y / scale)^shape, for y > 0. Stan: <c>weibull</c>.</remarks>
/// <param name="Shape">Shape, positive.</param>
/// <param name="Scale">Scale, positive.</param>
[Distribution(Support.Positive, WithoutZero = true)]
[DistributionParameter("shape", Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("log(shape) - log(scale) + (shape - 1) * (log(y) - log(scale)) - exp(shape * (log(y) - log(scale)))")]
[Mean("scale * exp(lgamma(1 + 1 / shape))")]
[LogSurvival("-pow(y / scale, shape)")]
[LogCdf("log(-expm1(-pow(y / scale, shape)))")]
[LogMass("log(-expm1(pow(upper / scale, shape) * expm1(shape * log1p((lower - upper) / upper)))) - pow(lower / scale, shape)")]
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
        double u = LogRatio(y);
        return Math.Log(Shape) - Math.Log(Scale) + (Shape - 1) * u - Math.Exp(Shape * u);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : -Functions.Expm1(-Math.Exp(Shape * LogRatio(y)));

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : -Math.Exp(Shape * LogRatio(y));

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper)
    {
        if (upper <= Math.Max(lower, 0))
            return double.NegativeInfinity;
        double share = Functions.Expm1(Shape * Functions.Log1p((Math.Max(lower, 0) - upper) / upper));
        return Math.Log(-Functions.Expm1(-LogSurvival(upper) * share)) + LogSurvival(lower);
    }

    /// <summary>log(y / scale), to all digits where it is near zero.</summary>
    private double LogRatio(double y) =>
        y > 0.5 * Scale && y < 2 * Scale ? Functions.Log1p((y - Scale) / Scale) : Math.Log(y) - Math.Log(Scale);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Weibull"/>
    /// <param name="shape">Shape, positive.</param>
    /// <param name="scale">Scale, positive.</param>
    public static Weibull Weibull(double shape, double scale) => new(shape, scale);
}
