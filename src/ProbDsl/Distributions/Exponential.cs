namespace ProbDsl;

/// <summary>Exponential distribution with the given rate.</summary>
/// <remarks>log p(y) = log(rate) - rate · y, for y >= 0. Stan: <c>exponential</c>.</remarks>
/// <param name="Rate">Rate (one over the mean), positive.</param>
[Distribution(Support.Positive)]
[DistributionParameter("rate", Support.Positive)]
[LogDensity("log(rate) - rate * y")]
[Reparameterized("-logPhi(-eps) / rate")]
[Mean("1 / rate")]
[Divergence(typeof(Exponential), "log(rate) - log(otherRate) + otherRate / rate - 1")]
[LogSurvival("-rate * y")]
[LogCdf("log(-expm1(-rate * y))")]
[LogMass("log(-expm1(rate * (lower - upper))) - rate * lower")]
public readonly record struct Exponential(double Rate) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Exponential distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => 1 / Rate;

    /// <inheritdoc/>
    public double Variance => 1 / (Rate * Rate);

    /// <inheritdoc/>
    public double Sample(Rng rng) => rng.NextExponential() / Rate;

    /// <inheritdoc/>
    public double LogDensity(double y) => y < 0 ? double.NegativeInfinity : Math.Log(Rate) - Rate * y;

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : -Functions.Expm1(-Rate * y);

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : -Rate * y;

    /// <inheritdoc/>
    double IContinuousDistribution.LogMass(double lower, double upper)
    {
        lower = Math.Max(lower, 0);
        return upper <= lower ? double.NegativeInfinity : Math.Log(-Functions.Expm1(Rate * (lower - upper))) - Rate * lower;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Exponential"/>
    /// <param name="rate">Rate (one over the mean), positive.</param>
    public static Exponential Exponential(double rate) => new(rate);
}
