using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent normals of mean zero and standard deviation one.</summary>
/// <remarks>log p(y) = Σ [-yₖ² / 2 - log(2π) / 2]. Stan: <c>std_normal</c>.</remarks>
/// <param name="Dimension">The number of elements.</param>
[Distribution(Support.Real)]
[Elementwise]
[DistributionParameter("dimension", Support.Count)]
[LogDensity("-0.5 * square(y) - halfLogTwoPi")]
[Reparameterized("eps")]
[Mean("0")]
[Divergence(typeof(StandardNormal), "0")]
[Divergence(typeof(Normal), StandardNormal.DivergenceFormula)]
[Divergence(typeof(NormalVector), StandardNormal.DivergenceFormula)]
[Divergence(typeof(IsotropicNormal), StandardNormal.DivergenceFormula)]
public readonly record struct StandardNormal(int Dimension) : IVectorDistribution
{
    private const string DivergenceFormula = "log(otherStandardDeviation) + 0.5 * ((1 + square(otherMean)) / square(otherStandardDeviation) - 1)";

    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(StandardNormal distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public Vector<double> Mean => Vector<double>.Build.Dense(Dimension);

    /// <inheritdoc/>
    public Vector<double> Variance => Vector<double>.Build.Dense(Dimension, 1);

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (_, _, rng) => rng.NextNormal());

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) =>
        Elements.Sum(Dimension, this, y, static (_, _, y) => -0.5 * y * y - LogConstants.HalfLogTwoPi);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.StandardNormal"/>
    /// <param name="dimension">The number of elements.</param>
    public static StandardNormal StandardNormal(int dimension) => new(dimension);
}
