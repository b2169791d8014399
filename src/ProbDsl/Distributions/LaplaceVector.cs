using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent Laplace (double exponential) numbers, each with its own location and scale.</summary>
/// <remarks>log p(y) = Σ [-log 2 - log(scaleₖ) - |yₖ - locationₖ| / scaleₖ]. Stan: <c>double_exponential</c> of vectors.</remarks>
/// <param name="Location">Location of each element, any reals.</param>
/// <param name="Scale">Scale of each element, positive; the variance is 2 scale².</param>
[Distribution(Support.Real)]
[Elementwise]
[DistributionParameter("location", Support.Real)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity(Laplace.DensityFormula)]
[Reparameterized(Laplace.DrawFormula)]
[Mean("location")]
[Divergence(typeof(LaplaceVector), Laplace.DivergenceFormula)]
[Divergence(typeof(Laplace), Laplace.DivergenceFormula)]
public readonly record struct LaplaceVector(Vector<double> Location, Vector<double> Scale) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(LaplaceVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Location.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Location;

    /// <inheritdoc/>
    public Vector<double> Variance => 2 * Scale.PointwiseMultiply(Scale);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => d[k].Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => d[k].LogDensity(y));

    private Laplace this[int k] => new(Location[k], Scale[k]);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.LaplaceVector"/>
    /// <param name="location">Location of each element, any reals.</param>
    /// <param name="scale">Scale of each element, positive; the variance is 2 scale².</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static LaplaceVector Laplace(Vector<double> location, Vector<double> scale)
    {
        Elements.SameSize(nameof(Laplace), nameof(location), location, nameof(scale), scale);
        return new(location, scale);
    }
}
