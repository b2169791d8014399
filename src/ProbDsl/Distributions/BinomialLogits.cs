namespace ProbDsl;

/// <summary>Binomial distribution whose probability of success is given by its log odds.</summary>
/// <remarks>log p(y) = log C(trials, y) + y · logits - trials · log(1 + exp(logits)), for y in 0 … trials. Stan: <c>binomial_logit</c>.</remarks>
/// <param name="Trials">Number of trials, zero or above.</param>
/// <param name="Logits">Log odds of success, any real.</param>
[Distribution(Support.IntegerInterval, Lower = "0", Upper = "trials")]
[DistributionParameter("trials", Support.Count)]
[DistributionParameter("logits", Support.Real)]
[LogDensity("lchoose(trials, y) + binomialLogits(y, trials, logits)")]
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
        return y == 0 || y == Trials || !(Math.Abs(Logits) < 700) || Trials < SaddlePoint.First
            ? Functions.LogChoose(Trials, y) + Functions.BinomialLogitsKernel(y, Trials, Logits)
            : SaddlePoint.LogBinomial(y, Trials, Functions.Logistic(Logits), Functions.Logistic(-Logits));
    }

    /// <inheritdoc/>
    public double Cdf(int y)
    {
        if (y < 0)
            return 0;
        return y >= Trials ? 1 : Math.Exp(IncompleteBeta.LogUpper(y + 1.0, Trials - y, Functions.Logistic(Logits), Functions.Logistic(-Logits)));
    }

    /// <inheritdoc/>
    public double LogSurvival(int y)
    {
        if (y < 0)
            return 0;
        return y >= Trials
            ? double.NegativeInfinity
            : IncompleteBeta.LogLower(y + 1.0, Trials - y, Functions.Logistic(Logits), Functions.Logistic(-Logits));
    }

    private Binomial Binomial => new(Trials, Functions.Logistic(Logits));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.BinomialLogits"/>
    /// <param name="trials">Number of trials, zero or above.</param>
    /// <param name="logits">Log odds of success, any real.</param>
    public static BinomialLogits BinomialLogits(int trials, double logits) => new(trials, logits);
}
