namespace ProbDsl;

/// <summary>Poisson distribution with the given rate.</summary>
/// <remarks>log p(y) = y log(rate) - rate - log y!, for y = 0, 1, 2, …. Stan: <c>poisson</c>.</remarks>
/// <param name="Rate">Rate: mean and variance, zero or above.</param>
[Distribution(Support.Count)]
[DistributionParameter("rate", Support.NonNegative)]
[LogDensity(Poisson.DensityFormula)]
[Mean("rate")]
public readonly record struct Poisson(double Rate) : IDiscreteDistribution
{
    internal const string DensityFormula = "xlogy(y, rate) - rate - lgamma(y + 1)";

    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(Poisson distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Rate;

    /// <inheritdoc/>
    public double Variance => Rate;

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextPoisson(Rate);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (!(Rate >= 0))
            return double.NaN;
        if (y < 0 || double.IsPositiveInfinity(Rate))
            return double.NegativeInfinity;
        return y < SaddlePoint.First ? Functions.XLogY(y, Rate) - Rate - Functions.LogGamma(y + 1.0) : SaddlePoint.LogPoisson(y, Rate);
    }

    /// <inheritdoc/>
    public double Cdf(int y) => y < 0 ? 0 : Functions.RegularizedGammaQ(y + 1.0, Rate);

    /// <inheritdoc/>
    public double LogSurvival(int y) => y < 0 ? 0 : IncompleteGamma.LogLower(y + 1.0, Rate);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Poisson"/>
    /// <param name="rate">Rate: mean and variance, zero or above.</param>
    public static Poisson Poisson(double rate) => new(rate);
}
