using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Multivariate normal distribution with the given mean and covariance.</summary>
/// <remarks>log p(y) = -K / 2 · log(2π) - log det(Σ) / 2 - (y - mean)ᵀ Σ⁻¹ (y - mean) / 2. Stan: <c>multi_normal</c>.</remarks>
/// <param name="Mean">Mean of each element.</param>
/// <param name="Covariance">Covariance Σ, symmetric positive definite.</param>
[Distribution(Support.RealVector)]
[DistributionParameter("mean", Support.RealVector)]
[DistributionParameter("covariance", Support.PositiveDefinite)]
[LogDensity("multivariateNormal(y, mean, covariance)")]
public readonly record struct MultivariateNormal(Vector<double> Mean, Matrix<double> Covariance) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(MultivariateNormal distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Mean.Count;

    /// <inheritdoc/>
    public Vector<double> Variance => Covariance.Diagonal();

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => LowerTriangular.SampleNormal(rng, Mean, LowerTriangular.Cholesky(Covariance));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => LowerTriangular.NormalLogDensity(y, Mean, LowerTriangular.Cholesky(Covariance));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.MultivariateNormal"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="covariance">Covariance Σ, symmetric positive definite.</param>
    public static MultivariateNormal MultivariateNormal(Vector<double> mean, Matrix<double> covariance) => new(mean, covariance);

    /// <inheritdoc cref="ProbDsl.MultivariateNormal"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="covariance">Covariance Σ, symmetric positive definite.</param>
    public static MultivariateNormal MultivariateNormal(double[] mean, double[,] covariance) =>
        new(Vector<double>.Build.DenseOfArray(mean), Matrix<double>.Build.DenseOfArray(covariance));

    /// <inheritdoc cref="ProbDsl.MultivariateNormal"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="covariance">Covariance Σ, symmetric positive definite.</param>
    public static MultivariateNormal MultivariateNormal(double[] mean, Matrix<double> covariance) =>
        new(Vector<double>.Build.DenseOfArray(mean), covariance);
}
