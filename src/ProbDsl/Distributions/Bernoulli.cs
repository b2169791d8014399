namespace ProbDsl;

/// <summary>Bernoulli distribution: one with the given probability, else zero.</summary>
/// <remarks>log p(y) = y log(probability) + (1 - y) log(1 - probability), for y in {0, 1}. Stan: <c>bernoulli</c>.</remarks>
/// <param name="Probability">Probability of one, in [0, 1].</param>
[Distribution(Support.Binary)]
[DistributionParameter("probability", Support.UnitInterval)]
[LogDensity(Bernoulli.DensityFormula)]
[DrawnFromUniform(Bernoulli.DrawFormula)]
[Mean("probability")]
[Divergence(typeof(Bernoulli), Bernoulli.DivergenceFormula)]
[Divergence(typeof(BernoulliLogits), Bernoulli.LogitsDivergenceFormula)]
public readonly record struct Bernoulli(double Probability) : IDiscreteDistribution
{
    internal const string DensityFormula = "xlogy(y, probability) + xlog1py(1 - y, -probability)";

    internal const string DrawFormula = "uniform < probability ? 1 : 0";

    internal const string DivergenceFormula = "xlogy(probability, probability) - xlogy(probability, otherProbability)"
        + " + xlog1py(1 - probability, -probability) - xlog1py(1 - probability, -otherProbability)";

    internal const string LogitsDivergenceFormula = "xlogy(probability, probability) + xlog1py(1 - probability, -probability)"
        + " - probability * otherLogits + log1pExp(otherLogits)";

    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(Bernoulli distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Probability;

    /// <inheritdoc/>
    public double Variance => Probability * (1 - Probability);

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextBernoulli(Probability);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (!(Probability is >= 0 and <= 1))
            return double.NaN;
        return y switch
        {
            0 => Functions.Log1p(-Probability),
            1 => Math.Log(Probability),
            _ => double.NegativeInfinity,
        };
    }

    /// <inheritdoc/>
    public double Cdf(int y)
    {
        if (y < 0)
            return 0;
        return y == 0 ? 1 - Probability : 1;
    }

    /// <inheritdoc/>
    public double LogSurvival(int y)
    {
        if (y < 0)
            return 0;
        return y == 0 ? Math.Log(Probability) : double.NegativeInfinity;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Bernoulli"/>
    /// <param name="probability">Probability of one, in [0, 1].</param>
    public static Bernoulli Bernoulli(double probability) => new(probability);
}
