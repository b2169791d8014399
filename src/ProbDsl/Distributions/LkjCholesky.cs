using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>LKJ distribution over correlation matrices, on their Cholesky factors L.</summary>
/// <remarks>
/// log p(L) = log c + Σₖ (K - k + 2 shape - 2) log Lₖₖ for k = 2 … K, with
/// log c = Σₖ [log Γ(shape + (K - 1) / 2) - k / 2 · log π - log Γ(shape + (K - 1 - k) / 2)] for k = 1 … K - 1: the density of
/// L Lᵀ is proportional to det(L Lᵀ)^(shape - 1). Lewandowski, Kurowicka and Joe, "Generating random correlation matrices
/// based on vines and extended onion method", Journal of Multivariate Analysis 100 (2009). Stan: <c>lkj_corr_cholesky</c>.
/// </remarks>
/// <param name="Dimension">Number of rows K.</param>
/// <param name="Shape">Shape, positive: one is uniform over correlation matrices, larger favours the identity.</param>
[Distribution(Support.CholeskyCorrelation)]
[DistributionParameter("dimension", Support.Count)]
[DistributionParameter("shape", Support.Positive)]
[LogDensity("lkjCholesky(y, shape)")]
public readonly record struct LkjCholesky(int Dimension, double Shape) : IMatrixDistribution
{
    /// <summary>How far from one a row's squared length may be: Stan's tolerance.</summary>
    private const double RowTolerance = 1e-8;

    /// <summary>Draws one matrix from the distribution.</summary>
    public static Matrix<double> operator ~(LkjCholesky distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    /// <remarks>Row i (from zero) is a uniform direction in its first i elements, of squared length Beta(i / 2, shape + (K - 1 - i) / 2): the onion method.</remarks>
    public Matrix<double> Sample(Rng rng)
    {
        Matrix<double> factor = Matrix<double>.Build.Dense(Dimension, Dimension);
        double[] direction = new double[Dimension];
        for (int i = 0; i < Dimension; i++)
        {
            Span<double> row = direction.AsSpan(0, i);
            double squaredLength = i == 0 ? 0 : rng.NextBeta(0.5 * i, Shape + 0.5 * (Dimension - 1 - i)), norm = 0;
            rng.FillNormal(row);
            foreach (double element in row)
                norm += element * element;
            for (int j = 0; j < i; j++)
                factor[i, j] = row[j] * Math.Sqrt(squaredLength / norm);
            factor[i, i] = Math.Sqrt(1 - squaredLength);
        }
        return factor;
    }

    /// <inheritdoc/>
    public double LogDensity(Matrix<double> y)
    {
        if (!(Shape >= 0))
            return double.NaN;
        if (!IsInSupport(y))
            return double.NegativeInfinity;
        double logDensity = LogNormalizer();
        for (int i = 1; i < Dimension; i++)
            logDensity += (Dimension - 1 - i + 2 * Shape - 2) * Math.Log(y[i, i]);
        return logDensity;
    }

    private double LogNormalizer()
    {
        double sum = (Dimension - 1) * Functions.LogGamma(Shape + 0.5 * (Dimension - 1));
        for (int k = 1; k < Dimension; k++)
            sum -= 0.5 * k * LogConstants.LogPi + Functions.LogGamma(Shape + 0.5 * (Dimension - 1 - k));
        return sum;
    }

    private bool IsInSupport(Matrix<double> y)
    {
        if (y.RowCount != Dimension || y.ColumnCount != Dimension)
            return false;
        for (int i = 0; i < Dimension; i++)
        {
            double squaredLength = 0;
            for (int j = 0; j < Dimension; j++)
            {
                if (j > i && y[i, j] != 0)
                    return false;
                squaredLength += y[i, j] * y[i, j];
            }
            if (y[i, i] <= 0 || Math.Abs(squaredLength - 1) > RowTolerance)
                return false;
        }
        return true;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.LkjCholesky"/>
    /// <param name="dimension">Number of rows K.</param>
    /// <param name="shape">Shape, positive: one is uniform over correlation matrices, larger favours the identity.</param>
    public static LkjCholesky LkjCholesky(int dimension, double shape) => new(dimension, shape);
}
