using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>The little linear algebra that the multivariate normals need; it answers NaN where MathNet's throws.</summary>
internal static class LowerTriangular
{
    /// <summary>The Cholesky factor of a symmetric matrix, read from its lower triangle; NaN throughout where it is not positive definite.</summary>
    internal static Matrix<double> Cholesky(Matrix<double> matrix)
    {
        int n = matrix.RowCount;
        Matrix<double> factor = Matrix<double>.Build.Dense(n, n);
        for (int j = 0; j < n; j++)
        {
            double pivot = matrix[j, j];
            for (int k = 0; k < j; k++)
                pivot -= factor[j, k] * factor[j, k];
            if (!(pivot > 0))
                return Matrix<double>.Build.Dense(n, n, double.NaN);
            factor[j, j] = Math.Sqrt(pivot);
            for (int i = j + 1; i < n; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = sum / factor[j, j];
            }
        }
        return factor;
    }

    /// <summary>log N(y; mean, L Lᵀ) = -K / 2 · log(2π) - Σ log Lₖₖ - |L⁻¹ (y - mean)|² / 2, by forward substitution.</summary>
    internal static double NormalLogDensity(ReadOnlySpan<double> y, Vector<double> mean, Matrix<double> factor)
    {
        int n = mean.Count;
        if (y.Length != n)
            return double.NegativeInfinity;
        double[] z = new double[n];
        double logDensity = -n * LogConstants.HalfLogTwoPi;
        for (int i = 0; i < n; i++)
        {
            double sum = y[i] - mean[i];
            for (int k = 0; k < i; k++)
                sum -= factor[i, k] * z[k];
            z[i] = sum / factor[i, i];
            logDensity -= Math.Log(factor[i, i]) + 0.5 * z[i] * z[i];
        }
        return logDensity;
    }

    /// <summary>Draws mean + L z with a standard normal z.</summary>
    internal static double[] SampleNormal(Rng rng, Vector<double> mean, Matrix<double> factor)
    {
        double[] z = new double[mean.Count], value = mean.ToArray();
        rng.FillNormal(z);
        for (int i = 0; i < value.Length; i++)
            for (int k = 0; k <= i; k++)
                value[i] += factor[i, k] * z[k];
        return value;
    }
}
