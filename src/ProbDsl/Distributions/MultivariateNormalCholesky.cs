using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Multivariate normal distribution with the given mean and Cholesky factor of the covariance.</summary>
/// <remarks>log p(y) = -K / 2 · log(2π) - Σ log Lₖₖ - |L⁻¹ (y - mean)|² / 2, with covariance L Lᵀ. Stan: <c>multi_normal_cholesky</c>.</remarks>
/// <param name="Mean">Mean of each element.</param>
/// <param name="Factor">Cholesky factor L of the covariance: lower triangular with a positive diagonal; what is above the diagonal is not read.</param>
[Distribution(Support.RealVector)]
[DistributionParameter("mean", Support.RealVector)]
[DistributionParameter("factor", Support.CholeskyFactor)]
[LogDensity("multivariateNormalCholesky(y, mean, factor)")]
public readonly record struct MultivariateNormalCholesky(Vector<double> Mean, Matrix<double> Factor) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(MultivariateNormalCholesky distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Mean.Count;

    /// <inheritdoc/>
    public Vector<double> Variance
    {
        get
        {
            Matrix<double> factor = Factor.LowerTriangle();
            return Vector<double>.Build.Dense(Dimension, row => factor.Row(row).DotProduct(factor.Row(row)));
        }
    }

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => LowerTriangular.SampleNormal(rng, Mean, Factor);

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => LowerTriangular.NormalLogDensity(y, Mean, Factor);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.MultivariateNormalCholesky"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="factor">Cholesky factor L of the covariance: lower triangular with a positive diagonal; what is above the diagonal is not read.</param>
    public static MultivariateNormalCholesky MultivariateNormalCholesky(Vector<double> mean, Matrix<double> factor) => new(mean, factor);

    /// <inheritdoc cref="ProbDsl.MultivariateNormalCholesky"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="factor">Cholesky factor L of the covariance: lower triangular with a positive diagonal; what is above the diagonal is not read.</param>
    public static MultivariateNormalCholesky MultivariateNormalCholesky(double[] mean, double[,] factor) =>
        new(Vector<double>.Build.DenseOfArray(mean), Matrix<double>.Build.DenseOfArray(factor));

    /// <inheritdoc cref="ProbDsl.MultivariateNormalCholesky"/>
    /// <param name="mean">Mean of each element.</param>
    /// <param name="factor">Cholesky factor L of the covariance: lower triangular with a positive diagonal; what is above the diagonal is not read.</param>
    public static MultivariateNormalCholesky MultivariateNormalCholesky(double[] mean, Matrix<double> factor) =>
        new(Vector<double>.Build.DenseOfArray(mean), factor);
}
