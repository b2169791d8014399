using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent normals, each with its own mean and standard deviation.</summary>
/// <remarks>log p(y) = Σ [-((yₖ - meanₖ) / sdₖ)² / 2 - log(sdₖ) - log(2π) / 2]. Stan: <c>normal</c> of vectors.</remarks>
/// <param name="Mean">Location of each element, any reals.</param>
/// <param name="StandardDeviation">Scale of each element, positive.</param>
[Distribution(Support.Real)]
[Elementwise]
[DistributionParameter("mean", Support.Real)]
[DistributionParameter("standardDeviation", Support.Positive)]
[LogDensity(Normal.DensityFormula)]
[Reparameterized(Normal.DrawFormula)]
[Mean("mean")]
[Divergence(typeof(NormalVector), Normal.DivergenceFormula)]
[Divergence(typeof(IsotropicNormal), Normal.DivergenceFormula)]
[Divergence(typeof(Normal), Normal.DivergenceFormula)]
[Divergence(typeof(StandardNormal), Normal.StandardDivergenceFormula)]
public readonly record struct NormalVector(Vector<double> Mean, Vector<double> StandardDeviation) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(NormalVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Mean.Count;

    /// <inheritdoc/>
    public Vector<double> Variance => StandardDeviation.PointwiseMultiply(StandardDeviation);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => d[k].Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => d[k].LogDensity(y));

    private Normal this[int k] => new(Mean[k], StandardDeviation[k]);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.NormalVector"/>
    /// <param name="mean">Location of each element, any reals.</param>
    /// <param name="standardDeviation">Scale of each element, positive.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static NormalVector Normal(Vector<double> mean, Vector<double> standardDeviation)
    {
        Elements.SameSize(nameof(Normal), nameof(mean), mean, nameof(standardDeviation), standardDeviation);
        return new(mean, standardDeviation);
    }
}
