using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent zeros and ones, each with its own probability of one.</summary>
/// <remarks>
/// log p(y) = Σ [yₖ log(pₖ) + (1 - yₖ) log(1 - pₖ)]. For yₖ in {0, 1} a probability. Any yₖ from 0 to 1 is taken: the value is then minus the cross entropy
/// of a Bernoulli with probability yₖ, the expected log probability of a pixel that is one with that probability, by Jensen's
/// inequality a bound below on the logarithm of its expected probability. It is no density on (0, 1), where it does not integrate to one;
/// <see cref="ProbDsl.ContinuousBernoulliLogits"/> does.
/// </remarks>
/// <param name="Probability">Probability of one of each element, in [0, 1].</param>
[Distribution(Support.UnitInterval)]
[Elementwise]
[DistributionParameter("probability", Support.UnitInterval)]
[LogDensity(Bernoulli.DensityFormula)]
[DrawnFromUniform(Bernoulli.DrawFormula)]
[Mean("probability")]
[Divergence(typeof(BernoulliVector), Bernoulli.DivergenceFormula)]
[Divergence(typeof(BernoulliLogitsVector), Bernoulli.LogitsDivergenceFormula)]
[Divergence(typeof(Bernoulli), Bernoulli.DivergenceFormula)]
[Divergence(typeof(BernoulliLogits), Bernoulli.LogitsDivergenceFormula)]
public readonly record struct BernoulliVector(Vector<double> Probability) : IVectorDistribution
{
    /// <summary>Draws one vector of zeros and ones from the distribution.</summary>
    public static VectorDraw operator ~(BernoulliVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Probability.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Probability;

    /// <inheritdoc/>
    public Vector<double> Variance => Mean.Map(p => p * (1 - p), Zeros.Include);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => new Bernoulli(d.Probability[k]).Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => Element(d.Probability[k], y));

    private static double Element(double probability, double y)
    {
        if (y is < 0 or > 1)
            return double.NegativeInfinity;
        if (!(probability is >= 0 and <= 1))
            return double.NaN;
        return Functions.XLogY(y, probability) + Functions.XLog1pY(1 - y, -probability);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.BernoulliVector"/>
    /// <param name="probability">Probability of one of each element, in [0, 1].</param>
    public static BernoulliVector Bernoulli(Vector<double> probability) => new(probability);
}
