namespace ProbDsl;

/// <summary>Binomial distribution whose probability of success is given by its log odds.</summary>
/// <remarks>log p(y) = log C(trials, y) + y · logits - trials · log(1 + exp(logits)), for y in 0 … trials. Stan: <c>binomial_logit</c>.</remarks>
/// <param name="Trials">Number of trials, zero or above.</param>
/// <param name="Logits">Log odds of success, any real.</param>
[Distribution(Support.IntegerInterval, Lower = "0", Upper = "trials")]
[DistributionParameter("trials", Support.Count)]
[DistributionParameter("logits", Support.Real)]
[LogDensity("lchoose(trials, y) + y * logits - trials * log1pExp(logits)")]
[Mean("trials * logistic(logits)")]
public readonly record struct BinomialLogits(int Trials, double Logits) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(BinomialLogits distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Binomial.Mean;

    /// <inheritdoc/>
    public double Variance => Trials * Functions.Logistic(Logits) * Functions.Logistic(-Logits);

    /// <inheritdoc/>
    public int Sample(Rng rng) => Binomial.Sample(rng);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (Trials < 0)
            return double.NaN;
        if (y < 0 || y > Trials)
            return double.NegativeInfinity;
        return Functions.LogChoose(Trials, y) + y * Logits - Trials * Functions.Log1pExp(Logits);
    }

    /// <inheritdoc/>
    public double Cdf(int y) => Binomial.Cdf(y);

    /// <inheritdoc/>
    public double LogSurvival(int y) => Binomial.LogSurvival(y);

    private Binomial Binomial => new(Trials, Functions.Logistic(Logits));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.BinomialLogits"/>
    /// <param name="trials">Number of trials, zero or above.</param>
    /// <param name="logits">Log odds of success, any real.</param>
    public static BinomialLogits BinomialLogits(int trials, double logits) => new(trials, logits);
}
