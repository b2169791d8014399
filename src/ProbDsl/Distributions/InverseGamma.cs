namespace ProbDsl;

/// <summary>Inverse gamma distribution: one over a gamma with the given shape and, as its rate, the scale.</summary>
/// <remarks>log p(y) = shape · log(scale) - log Γ(shape) - (shape + 1) log y - scale / y, for y > 0. Stan: <c>inv_gamma</c>.</remarks>
/// <param name="Shape">Shape, positive.</param>
/// <param name="Scale">Scale, positive; the mean is scale / (shape - 1).</param>
[Distribution(Support.Positive, WithoutZero = true)]
[DistributionParameter("shape", Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("shape * log(scale) - lgamma(shape) - (shape + 1) * log(y) - scale / y")]
[Mean("shape > 1 ? scale / (shape - 1) : infinity")]
public readonly record struct InverseGamma(double Shape, double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(InverseGamma distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Shape > 1 ? Scale / (Shape - 1) : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Variance => Shape > 2 ? Scale * Scale / ((Shape - 1) * (Shape - 1) * (Shape - 2)) : double.PositiveInfinity;

    /// <inheritdoc/>
    public double Sample(Rng rng) => Scale / rng.NextGamma(Shape);

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y <= 0)
            return double.NegativeInfinity;
        if (!(Shape >= 0))
            return double.NaN;
        double scaled = Scale / y;
        return Shape < SaddlePoint.First || !(scaled > 0.01 * Shape && scaled < 100 * Shape)
            ? Shape * (Math.Log(Scale) - Math.Log(y)) - Math.Log(y) - Functions.LogGamma(Shape) - scaled
            : SaddlePoint.LogGammaKernel(Shape, scaled, Difference(y)) - Math.Log(y);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : Math.Exp(IncompleteGamma.LogUpper(Shape, Scale / y, Difference(y)));

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : IncompleteGamma.LogLower(Shape, Scale / y, Difference(y));

    /// <summary>scale / y - shape, without the rounding of the quotient.</summary>
    private double Difference(double y) => Math.FusedMultiplyAdd(-Shape, y, Scale) / y;
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.InverseGamma"/>
    /// <param name="shape">Shape, positive.</param>
    /// <param name="scale">Scale, positive; the mean is scale / (shape - 1).</param>
    public static InverseGamma InverseGamma(double shape, double scale) => new(shape, scale);
}
