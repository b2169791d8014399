using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent Poisson counts.</summary>
/// <remarks>log p(y) = Σ [yₖ log(rateₖ) - rateₖ - log yₖ!], for yₖ = 0, 1, 2, …. Stan: <c>poisson</c> of vectors.</remarks>
/// <param name="Rate">Rate of each element: mean and variance, zero or above.</param>
[Distribution(Support.Count)]
[Elementwise]
[DistributionParameter("rate", Support.NonNegative)]
[LogDensity(Poisson.DensityFormula)]
[Mean("rate")]
public readonly record struct PoissonVector(Vector<double> Rate) : IVectorDistribution
{
    /// <summary>Draws one vector of counts from the distribution.</summary>
    public static VectorDraw operator ~(PoissonVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Rate.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Rate.Clone();

    /// <inheritdoc/>
    public Vector<double> Variance => Mean;

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => new Poisson(d.Rate[k]).Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => Elements.OfCount(y, new Poisson(d.Rate[k])));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.PoissonVector"/>
    /// <param name="rate">Rate of each element: mean and variance, zero or above.</param>
    public static PoissonVector Poisson(Vector<double> rate) => new(rate);
}
