using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent continuous Bernoulli numbers in (0, 1), by their log odds: a decoder of grey values.</summary>
/// <remarks>log p(y) = Σ [yₖ logitsₖ - log((exp(logitsₖ) - 1) / logitsₖ)]: <see cref="ProbDsl.ContinuousBernoulliLogits"/> element by element.</remarks>
/// <param name="Logits">Log odds of each element, any reals.</param>
[Distribution(Support.UnitInterval)]
[Elementwise]
[DistributionParameter("logits", Support.Real)]
[LogDensity(ContinuousBernoulliLogits.DensityFormula)]
[Mean(ContinuousBernoulliLogits.MeanFormula)]
public readonly record struct ContinuousBernoulliLogitsVector(Vector<double> Logits) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(ContinuousBernoulliLogitsVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Logits.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Logits.Map(logits => new ContinuousBernoulliLogits(logits).Mean, Zeros.Include);

    /// <inheritdoc/>
    public Vector<double> Variance => Logits.Map(logits => new ContinuousBernoulliLogits(logits).Variance, Zeros.Include);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) =>
        Elements.Draw(Dimension, this, rng, static (d, k, rng) => new ContinuousBernoulliLogits(d.Logits[k]).Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) =>
        Elements.Sum(Dimension, this, y, static (d, k, y) => new ContinuousBernoulliLogits(d.Logits[k]).LogDensity(y));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.ContinuousBernoulliLogitsVector"/>
    /// <param name="logits">Log odds of each element, any reals.</param>
    public static ContinuousBernoulliLogitsVector ContinuousBernoulliLogits(Vector<double> logits) => new(logits);
}
