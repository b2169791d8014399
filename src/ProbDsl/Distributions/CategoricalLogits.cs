using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Categorical distribution over 0 … K - 1 with probabilities proportional to exp(logits).</summary>
/// <remarks>log p(y) = logits[y] - log Σ exp(logits[k]). Stan: <c>categorical_logit</c>, which counts from one.</remarks>
/// <param name="Logits">K log weights, any reals; a constant added to all changes nothing.</param>
[Distribution(Support.IntegerInterval, Lower = "0", Upper = "count(logits) - 1")]
[DistributionParameter("logits", Support.RealVector)]
[LogDensity("at(logits, y) - logSumExp(logits)")]
public readonly record struct CategoricalLogits(double[] Logits) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(CategoricalLogits distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Categorical.Mean;

    /// <inheritdoc/>
    public double Variance => Categorical.Variance;

    /// <inheritdoc/>
    public int Sample(Rng rng) => Categorical.Sample(rng);

    /// <inheritdoc/>
    public double LogDensity(int y) => y < 0 || y >= Logits.Length ? double.NegativeInfinity : Logits[y] - LogTotal();

    /// <inheritdoc/>
    public double Cdf(int y) => Categorical.Cdf(y);

    /// <inheritdoc/>
    public double LogSurvival(int y) => Categorical.LogSurvival(y);

    private Categorical Categorical
    {
        get
        {
            double logTotal = LogTotal();
            return new Categorical(Array.ConvertAll(Logits, logit => Math.Exp(logit - logTotal)));
        }
    }

    private double LogTotal()
    {
        double maximum = double.NegativeInfinity, sum = 0;
        foreach (double logit in Logits)
            maximum = Math.Max(maximum, logit);
        foreach (double logit in Logits)
            sum += Math.Exp(logit - maximum);
        return maximum + Math.Log(sum);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.CategoricalLogits"/>
    /// <param name="logits">K log weights, any reals; a constant added to all changes nothing.</param>
    public static CategoricalLogits CategoricalLogits(double[] logits) => new(logits);

    /// <inheritdoc cref="ProbDsl.CategoricalLogits"/>
    /// <param name="logits">K log weights, any reals.</param>
    public static CategoricalLogits CategoricalLogits(Vector<double> logits) => new(logits.ToArray());
}
