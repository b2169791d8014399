namespace ProbDsl.Runtime;

/// <summary>The triangular factor of a tall matrix by Householder reflections (Golub and Van Loan, section 5.2).</summary>
internal static class Householder
{
    /// <summary>Overwrites the first rows of <paramref name="a"/> (rows ≥ columns) with R, zeros below the diagonal.</summary>
    /// <remarks>Columns whose remainder is below rounding error are set to zero, so that rank-deficient rows vanish.</remarks>
    public static void Triangularize(double[,] a)
    {
        int rows = a.GetLength(0);
        int columns = a.GetLength(1);
        for (int k = 0; k < columns; k++)
        {
            double full = ColumnNorm(a, 0, k);
            double norm = ColumnNorm(a, k, k);
            if (norm <= 1e-15 * full)
            {
                for (int i = k; i < rows; i++)
                    a[i, k] = 0;
                continue;
            }
            if (a[k, k] > 0)
                norm = -norm;
            Reflect(a, k, norm);
        }
    }

    private static void Reflect(double[,] a, int k, double norm)
    {
        int rows = a.GetLength(0);
        double head = a[k, k] - norm;
        double scale = -head / norm;
        for (int j = k + 1; j < a.GetLength(1); j++)
        {
            double dot = a[k, j];
            for (int i = k + 1; i < rows; i++)
                dot += a[i, k] / head * a[i, j];
            dot *= scale;
            a[k, j] -= dot;
            for (int i = k + 1; i < rows; i++)
                a[i, j] -= dot * (a[i, k] / head);
        }
        a[k, k] = norm;
        for (int i = k + 1; i < rows; i++)
            a[i, k] = 0;
    }

    private static double ColumnNorm(double[,] a, int fromRow, int column)
    {
        double largest = 0;
        for (int i = fromRow; i < a.GetLength(0); i++)
            largest = Math.Max(largest, Math.Abs(a[i, column]));
        if (largest == 0)
            return 0;
        double sum = 0;
        for (int i = fromRow; i < a.GetLength(0); i++)
            sum += a[i, column] / largest * (a[i, column] / largest);
        return largest * Math.Sqrt(sum);
    }
}
