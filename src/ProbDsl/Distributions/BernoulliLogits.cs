namespace ProbDsl;

/// <summary>Bernoulli distribution whose probability of one is given by its log odds.</summary>
/// <remarks>log p(y) = y · logits - log(1 + exp(logits)), for y in {0, 1}. Stan: <c>bernoulli_logit</c>.</remarks>
/// <param name="Logits">Log odds of one, any real.</param>
[Distribution(Support.Binary)]
[DistributionParameter("logits", Support.Real)]
[LogDensity(BernoulliLogits.DensityFormula)]
[DrawnFromUniform(BernoulliLogits.DrawFormula)]
[Mean(BernoulliLogits.MeanFormula)]
[Divergence(typeof(BernoulliLogits), BernoulliLogits.DivergenceFormula)]
[Divergence(typeof(Bernoulli), BernoulliLogits.ProbabilityDivergenceFormula)]
public readonly record struct BernoulliLogits(double Logits) : IDiscreteDistribution
{
    internal const string DensityFormula = "binomialLogits(y, 1, logits)";

    internal const string DrawFormula = "uniform < logistic(logits) ? 1 : 0";

    internal const string MeanFormula = "logistic(logits)";

    internal const string DivergenceFormula = "logistic(logits) * (logits - otherLogits) - log1pExp(logits) + log1pExp(otherLogits)";

    internal const string ProbabilityDivergenceFormula = "logistic(logits) * logits - log1pExp(logits)"
        + " - xlogy(logistic(logits), otherProbability) - xlog1py(logistic(-logits), -otherProbability)";

    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(BernoulliLogits distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Functions.Logistic(Logits);

    /// <inheritdoc/>
    public double Variance => Functions.Logistic(Logits) * Functions.Logistic(-Logits);

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextBernoulli(Mean);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        return y switch
        {
            0 => -Functions.Log1pExp(Logits),
            1 => -Functions.Log1pExp(-Logits),
            _ => double.NegativeInfinity,
        };
    }

    /// <inheritdoc/>
    public double Cdf(int y)
    {
        if (y < 0)
            return 0;
        return y == 0 ? Functions.Logistic(-Logits) : 1;
    }

    /// <inheritdoc/>
    public double LogSurvival(int y)
    {
        if (y < 0)
            return 0;
        return y == 0 ? -Functions.Log1pExp(-Logits) : double.NegativeInfinity;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.BernoulliLogits"/>
    /// <param name="logits">Log odds of one, any real.</param>
    public static BernoulliLogits BernoulliLogits(double logits) => new(logits);
}
