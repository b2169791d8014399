namespace ProbDsl;

/// <summary>Gamma distribution with the given shape and rate (the inverse scale).</summary>
/// <remarks>log p(y) = shape · log(rate) - log Γ(shape) + (shape - 1) log y - rate · y, for y > 0. Stan: <c>gamma</c>.</remarks>
/// <param name="Shape">Shape, positive.</param>
/// <param name="Rate">Rate, positive; the mean is shape / rate.</param>
[Distribution(Support.Positive, WithoutZero = true)]
[DistributionParameter("shape", Support.Positive)]
[DistributionParameter("rate", Support.Positive)]
[LogDensity("shape * log(rate) - lgamma(shape) + (shape - 1) * log(y) - rate * y")]
[Mean("shape / rate")]
[Divergence(typeof(Gamma), "(shape - otherShape) * digamma(shape) - lgamma(shape) + lgamma(otherShape)"
    + " + otherShape * (log(rate) - log(otherRate)) + shape * (otherRate / rate - 1)")]
public readonly record struct Gamma(double Shape, double Rate) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Gamma distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Shape / Rate;

    /// <inheritdoc/>
    public double Variance => Shape / (Rate * Rate);

    /// <inheritdoc/>
    public double Sample(Rng rng) => rng.NextGamma(Shape) / Rate;

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y <= 0 || double.IsPositiveInfinity(y))
            return double.NegativeInfinity;
        if (!(Shape >= 0))
            return double.NaN;
        double scaled = Rate * y;
        return Shape < SaddlePoint.First || !(scaled > 0.01 * Shape && scaled < 100 * Shape)
            ? Shape * (Math.Log(Rate) + Math.Log(y)) - Math.Log(y) - Functions.LogGamma(Shape) - scaled
            : SaddlePoint.LogGammaKernel(Shape, scaled, Difference(y)) - Math.Log(y);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : Math.Exp(IncompleteGamma.LogLower(Shape, Rate * y, Difference(y)));

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : IncompleteGamma.LogUpper(Shape, Rate * y, Difference(y));

    /// <summary>rate · y - shape, rounded once.</summary>
    private double Difference(double y) => Math.FusedMultiplyAdd(Rate, y, -Shape);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Gamma"/>
    /// <param name="shape">Shape, positive.</param>
    /// <param name="rate">Rate, positive; the mean is shape / rate.</param>
    public static Gamma Gamma(double shape, double rate) => new(shape, rate);
}
