using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A matrix of independent normals, each with its own mean and standard deviation.</summary>
/// <remarks>log p(y) = Σ [-((yᵢⱼ - meanᵢⱼ) / sdᵢⱼ)² / 2 - log(sdᵢⱼ) - log(2π) / 2].</remarks>
/// <param name="Mean">Location of each element, any reals.</param>
/// <param name="StandardDeviation">Scale of each element, positive.</param>
[Distribution(Support.Real)]
[Elementwise]
[DistributionParameter("mean", Support.Real)]
[DistributionParameter("standardDeviation", Support.Positive)]
[LogDensity(Normal.DensityFormula)]
[Reparameterized(Normal.DrawFormula)]
[Mean("mean")]
[Divergence(typeof(NormalMatrix), Normal.DivergenceFormula)]
[Divergence(typeof(Normal), Normal.DivergenceFormula)]
public readonly record struct NormalMatrix(Matrix<double> Mean, Matrix<double> StandardDeviation) : IMatrixDistribution
{
    /// <summary>Draws one matrix from the distribution.</summary>
    public static Matrix<double> operator ~(NormalMatrix distribution) => distribution.Sample(Sampling.Current);

    /// <summary>The marginal variance of each element.</summary>
    public Matrix<double> Variance => StandardDeviation.PointwiseMultiply(StandardDeviation);

    /// <inheritdoc/>
    public Matrix<double> Sample(Rng rng)
    {
        Matrix<double> values = Matrix<double>.Build.Dense(Mean.RowCount, Mean.ColumnCount);
        for (int i = 0; i < values.RowCount; i++)
            for (int j = 0; j < values.ColumnCount; j++)
                values[i, j] = new Normal(Mean[i, j], StandardDeviation[i, j]).Sample(rng);
        return values;
    }

    /// <inheritdoc/>
    public double LogDensity(Matrix<double> y)
    {
        if (y.RowCount != Mean.RowCount || y.ColumnCount != Mean.ColumnCount)
            return double.NegativeInfinity;
        double sum = 0;
        for (int i = 0; i < y.RowCount; i++)
            for (int j = 0; j < y.ColumnCount; j++)
                sum += new Normal(Mean[i, j], StandardDeviation[i, j]).LogDensity(y[i, j]);
        return sum;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.NormalMatrix"/>
    /// <param name="mean">Location of each element, any reals.</param>
    /// <param name="standardDeviation">Scale of each element, positive.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static NormalMatrix Normal(Matrix<double> mean, Matrix<double> standardDeviation)
    {
        Elements.SameSize(nameof(Normal), nameof(mean), mean, nameof(standardDeviation), standardDeviation);
        return new(mean, standardDeviation);
    }
}
