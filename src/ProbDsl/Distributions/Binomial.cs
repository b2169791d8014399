namespace ProbDsl;

/// <summary>Binomial distribution: the number of successes in independent trials.</summary>
/// <remarks>log p(y) = log C(trials, y) + y log(probability) + (trials - y) log(1 - probability), for y in 0 … trials. Stan: <c>binomial</c>.</remarks>
/// <param name="Trials">Number of trials, zero or above.</param>
/// <param name="Probability">Probability of success, in [0, 1].</param>
[Distribution(Support.IntegerInterval, Lower = "0", Upper = "trials")]
[DistributionParameter("trials", Support.Count)]
[DistributionParameter("probability", Support.UnitInterval)]
[LogDensity("lchoose(trials, y) + xlogy(y, probability) + xlog1py(trials - y, -probability)")]
[Mean("trials * probability")]
public readonly record struct Binomial(int Trials, double Probability) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(Binomial distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Trials * Probability;

    /// <inheritdoc/>
    public double Variance => Trials * Probability * (1 - Probability);

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextBinomial(Trials, Probability);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        if (Trials < 0 || !(Probability is >= 0 and <= 1))
            return double.NaN;
        if (y < 0 || y > Trials)
            return double.NegativeInfinity;
        return y == 0 || y == Trials || Probability is 0 or 1 || Trials < SaddlePoint.First
            ? Functions.LogChoose(Trials, y) + Functions.XLogY(y, Probability) + Functions.XLog1pY(Trials - y, -Probability)
            : SaddlePoint.LogBinomial(y, Trials, Probability, 1 - Probability);
    }

    /// <inheritdoc/>
    public double Cdf(int y)
    {
        if (y < 0)
            return 0;
        return y >= Trials ? 1 : Math.Exp(IncompleteBeta.LogUpper(y + 1.0, Trials - y, Probability, 1 - Probability));
    }

    /// <inheritdoc/>
    public double LogSurvival(int y)
    {
        if (y < 0)
            return 0;
        return y >= Trials ? double.NegativeInfinity : IncompleteBeta.LogLower(y + 1.0, Trials - y, Probability, 1 - Probability);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Binomial"/>
    /// <param name="trials">Number of trials, zero or above.</param>
    /// <param name="probability">Probability of success, in [0, 1].</param>
    public static Binomial Binomial(int trials, double probability) => new(trials, probability);
}
