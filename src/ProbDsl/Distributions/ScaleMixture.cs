namespace ProbDsl;

/// <summary>Mixture of two normals of mean zero: a prior of network weights with a narrow and a wide part.</summary>
/// <remarks>
/// log p(y) = log[weight · N(y; 0, first²) + (1 - weight) · N(y; 0, second²)]. Blundell, Cornebise, Kavukcuoglu and Wierstra,
/// "Weight uncertainty in neural networks" (2015), equation 7, for one weight.
/// </remarks>
/// <param name="Weight">Weight of the first part, in (0, 1).</param>
/// <param name="FirstStandardDeviation">Scale of the first part, positive.</param>
/// <param name="SecondStandardDeviation">Scale of the second part, positive.</param>
[Distribution(Support.Real)]
[DistributionParameter("weight", Support.UnitInterval)]
[DistributionParameter("firstStandardDeviation", Support.Positive)]
[DistributionParameter("secondStandardDeviation", Support.Positive)]
[LogDensity("logMix(weight, -log(firstStandardDeviation) - 0.5 * square(y / firstStandardDeviation),"
    + " -log(secondStandardDeviation) - 0.5 * square(y / secondStandardDeviation)) - halfLogTwoPi")]
[Mean("0")]
public readonly record struct ScaleMixture(double Weight, double FirstStandardDeviation, double SecondStandardDeviation) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(ScaleMixture distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => 0;

    /// <inheritdoc/>
    public double Variance =>
        Weight * FirstStandardDeviation * FirstStandardDeviation + (1 - Weight) * SecondStandardDeviation * SecondStandardDeviation;

    /// <inheritdoc/>
    public double Sample(Rng rng) => (rng.NextDouble() < Weight ? FirstStandardDeviation : SecondStandardDeviation) * rng.NextNormal();

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (double.IsInfinity(y))
            return double.NegativeInfinity;
        return Functions.LogSumExp(
            Math.Log(Weight) + First.LogDensity(y),
            Functions.Log1p(-Weight) + Second.LogDensity(y));
    }

    /// <inheritdoc/>
    public double Cdf(double y) => Weight * First.Cdf(y) + (1 - Weight) * Second.Cdf(y);

    /// <inheritdoc/>
    public double LogSurvival(double y) =>
        Functions.LogSumExp(Math.Log(Weight) + First.LogSurvival(y), Functions.Log1p(-Weight) + Second.LogSurvival(y));

    private Normal First => new(0, FirstStandardDeviation);

    private Normal Second => new(0, SecondStandardDeviation);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.ScaleMixture"/>
    /// <param name="weight">Weight of the first part, in (0, 1).</param>
    /// <param name="firstStandardDeviation">Scale of the first part, positive.</param>
    /// <param name="secondStandardDeviation">Scale of the second part, positive.</param>
    public static ScaleMixture ScaleMixture(double weight, double firstStandardDeviation, double secondStandardDeviation) =>
        new(weight, firstStandardDeviation, secondStandardDeviation);
}
