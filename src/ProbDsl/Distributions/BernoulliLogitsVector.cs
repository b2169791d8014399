using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent zeros and ones, whose probabilities of one are given by their log odds.</summary>
/// <remarks>
/// log p(y) = Σ [yₖ logitsₖ - log(1 + exp(logitsₖ))]. For yₖ in {0, 1} a probability. Any yₖ from 0 to 1 is taken: the value is then minus the cross entropy
/// of a Bernoulli with probability yₖ, the expected log probability of a pixel that is one with that probability, by Jensen's
/// inequality a bound below on the logarithm of its expected probability. It is no density on (0, 1), where it does not integrate to one;
/// <see cref="ProbDsl.ContinuousBernoulliLogits"/> does.
/// </remarks>
/// <param name="Logits">Log odds of one of each element, any reals.</param>
[Distribution(Support.UnitInterval)]
[Elementwise]
[DistributionParameter("logits", Support.Real)]
[LogDensity(BernoulliLogits.DensityFormula)]
[DrawnFromUniform(BernoulliLogits.DrawFormula)]
[Mean(BernoulliLogits.MeanFormula)]
[Divergence(typeof(BernoulliLogitsVector), BernoulliLogits.DivergenceFormula)]
[Divergence(typeof(BernoulliVector), BernoulliLogits.ProbabilityDivergenceFormula)]
[Divergence(typeof(BernoulliLogits), BernoulliLogits.DivergenceFormula)]
[Divergence(typeof(Bernoulli), BernoulliLogits.ProbabilityDivergenceFormula)]
public readonly record struct BernoulliLogitsVector(Vector<double> Logits) : IVectorDistribution
{
    /// <summary>Draws one vector of zeros and ones from the distribution.</summary>
    public static VectorDraw operator ~(BernoulliLogitsVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Logits.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Logits.Map(Functions.Logistic, Zeros.Include);

    /// <inheritdoc/>
    public Vector<double> Variance => Mean.Map(p => p * (1 - p), Zeros.Include);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => new BernoulliLogits(d.Logits[k]).Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => Element(d.Logits[k], y));

    private static double Element(double logits, double y)
    {
        if (y is < 0 or > 1)
            return double.NegativeInfinity;
        return Functions.BinomialLogitsKernel(y, 1, logits);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.BernoulliLogitsVector"/>
    /// <param name="logits">Log odds of one of each element, any reals.</param>
    public static BernoulliLogitsVector BernoulliLogits(Vector<double> logits) => new(logits);
}
