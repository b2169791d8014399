namespace ProbDsl.Conformance.MoreModels;

/// <summary>Helpers that models call; the generator reads their bodies.</summary>
internal static class DenseLinearAlgebra
{
    /// <summary>The lower triangular Cholesky factor of a symmetric positive definite matrix.</summary>
    public static double[,] Cholesky(double[,] matrix, int n)
    {
        double[,] factor = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = matrix[i, j];
                for (int k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }

    /// <summary>The covariance of a Gaussian process with two squared exponential kernels at the integers.</summary>
    public static double[,] TwoScaleCovariance(int n, double longSd, double longScale, double shortSd, double shortScale)
    {
        double[,] covariance = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double squared = Square(i - j);
                covariance[i, j] = Square(longSd) * Math.Exp(-0.5 * squared / Square(longScale))
                    + Square(shortSd) * Math.Exp(-0.5 * squared / Square(shortScale))
                    + (i == j ? 1e-6 : 0);
            }
        }

        return covariance;
    }
}
