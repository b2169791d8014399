using System.Numerics;
using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Dense linear algebra on row-major n × n arrays, in place and without allocation.</summary>
internal static class Dense
{
    /// <summary>Replaces the lower triangle of a symmetric positive definite A by L with A = L Lᵀ; false when A is not positive definite.</summary>
    public static bool TryCholesky(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Span<double> rowI = a.Slice(i * n, n);
            for (int j = 0; j < i; j++)
            {
                ReadOnlySpan<double> rowJ = a.Slice(j * n, n);
                rowI[j] = (rowI[j] - Dot(rowI[..j], rowJ[..j])) / rowJ[j];
            }
            double pivot = rowI[i] - Dot(rowI[..i], rowI[..i]);
            if (!(pivot > 0) || !double.IsFinite(pivot))
                return false;
            rowI[i] = Math.Sqrt(pivot);
        }
        return true;
    }

    /// <summary>Replaces the lower triangle of a symmetric positive definite A by R with A = Rᵀ R, R lower triangular.</summary>
    /// <remarks>Cholesky's recursion from the last row up, so that R⁻¹ is a lower-triangular square root of A⁻¹.</remarks>
    public static bool TryReverseCholesky(Span<double> a, int n)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = a.Slice(i * n, n);
            if (!(row[i] > 0) || !double.IsFinite(row[i]))
                return false;
            double pivot = Math.Sqrt(row[i]);
            row[i] = pivot;
            TensorPrimitives.Divide(row[..i], pivot, row[..i]);
            for (int k = 0; k < i; k++)
            {
                Span<double> target = a.Slice(k * n, k + 1);
                TensorPrimitives.MultiplyAdd(row[..(k + 1)], -row[k], target, target);
            }
        }
        return true;
    }

    /// <summary>Whether all eigenvalues of a symmetric A lie between two bounds: A - lower and upper - A are positive definite.</summary>
    public static bool HasEigenvaluesWithin(ReadOnlySpan<double> a, Span<double> scratch, int n, double lower, double upper)
    {
        a.CopyTo(scratch);
        for (int k = 0; k < n; k++)
            scratch[k * n + k] -= lower;
        if (!TryCholesky(scratch, n))
            return false;
        TensorPrimitives.Negate(a, scratch);
        for (int k = 0; k < n; k++)
            scratch[k * n + k] += upper;
        return TryCholesky(scratch, n);
    }

    /// <summary>Solves L x = b in place, L lower triangular.</summary>
    public static void SolveLower(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (int i = 0; i < n; i++)
            b[i] = (b[i] - Dot(l.Slice(i * n, i), b[..i])) / l[i * n + i];
    }

    /// <summary>Solves Lᵀ x = b in place, L lower triangular.</summary>
    public static void SolveLowerTransposed(ReadOnlySpan<double> l, int n, Span<double> b)
    {
        for (int i = n - 1; i >= 0; i--)
        {
            double value = b[i] / l[i * n + i];
            b[i] = value;
            TensorPrimitives.MultiplyAdd(l.Slice(i * n, i), -value, b[..i], b[..i]);
        }
    }

    /// <summary>Replaces lower-triangular A by A R⁻¹, R lower triangular.</summary>
    public static void DivideRight(Span<double> a, ReadOnlySpan<double> r, int n)
    {
        for (int i = 0; i < n; i++)
            SolveLowerTransposed(r, n, i + 1, a.Slice(i * n, i + 1));
    }

    /// <summary>Writes L x to <paramref name="result"/>, L lower triangular.</summary>
    public static void MultiplyLower(ReadOnlySpan<double> l, int n, ReadOnlySpan<double> x, Span<double> result)
    {
        for (int i = n - 1; i >= 0; i--)
            result[i] = Dot(l.Slice(i * n, i + 1), x[..(i + 1)]);
    }

    /// <summary>Copies the lower triangle to the upper.</summary>
    public static void MirrorLower(Span<double> a, int n)
    {
        for (int i = 0; i < n; i++)
            for (int j = 0; j < i; j++)
                a[j * n + i] = a[i * n + j];
    }

    /// <summary>The inner product.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        if (x.Length >= 8)
            return TensorPrimitives.Dot(x, y);
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
            sum += x[i] * y[i];
        return sum;
    }

    /// <summary>Clips the eigenvalues of a symmetric matrix to an interval; negative ones may be replaced by their absolute value first.</summary>
    /// <param name="a">The matrix; replaced by the clipped one.</param>
    /// <param name="vectors">Scratch of n × n.</param>
    /// <param name="n">The order.</param>
    /// <param name="lower">The least eigenvalue kept.</param>
    /// <param name="upper">The greatest eigenvalue kept.</param>
    /// <param name="absolute">Whether to take absolute values before clipping.</param>
    /// <returns>The least and greatest eigenvalue before clipping.</returns>
    public static (double Least, double Greatest) ClipEigenvalues(Span<double> a, Span<double> vectors, int n, double lower, double upper, bool absolute)
    {
        DiagonalizeByJacobi(a, vectors, n);
        double least = double.PositiveInfinity;
        double greatest = double.NegativeInfinity;
        for (int k = 0; k < n; k++)
        {
            double value = a[k * n + k];
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
            double root = Math.Sqrt(Math.Clamp(absolute ? Math.Abs(value) : value, lower, upper));
            Span<double> row = vectors.Slice(k * n, n);
            TensorPrimitives.Multiply(row, root, row);
        }
        a.Clear();
        for (int k = 0; k < n; k++)
        {
            ReadOnlySpan<double> row = vectors.Slice(k * n, n);
            for (int i = 0; i < n; i++)
            {
                Span<double> target = a.Slice(i * n, n);
                TensorPrimitives.MultiplyAdd(row, row[i], target, target);
            }
        }
        return (least, greatest);
    }

    /// <summary>Cyclic Jacobi rotations: leaves the eigenvalues on the diagonal of A and the eigenvectors in the rows of V.</summary>
    /// <remarks>Golub and Van Loan, Matrix Computations, section 8.5.</remarks>
    private static void DiagonalizeByJacobi(Span<double> a, Span<double> v, int n)
    {
        v[..(n * n)].Clear();
        for (int i = 0; i < n; i++)
            v[i * n + i] = 1;
        for (int sweep = 0; sweep < 40; sweep++)
        {
            double off = 0;
            double diagonal = 0;
            for (int i = 0; i < n; i++)
            {
                diagonal += a[i * n + i] * a[i * n + i];
                for (int j = 0; j < i; j++)
                    off += a[i * n + j] * a[i * n + j];
            }
            if (!(off > 1e-26 * diagonal))
                return;
            for (int p = 0; p < n - 1; p++)
                for (int q = p + 1; q < n; q++)
                    Rotate(a, v, n, p, q);
        }
    }

    private static void Rotate(Span<double> a, Span<double> v, int n, int p, int q)
    {
        double apq = a[p * n + q];
        if (apq == 0)
            return;
        double theta = (a[q * n + q] - a[p * n + p]) / (2 * apq);
        double t = (theta >= 0 ? 1 : -1) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        double c = 1 / Math.Sqrt(t * t + 1);
        double s = t * c;
        (double app, double aqq) = (a[p * n + p] - (t * apq), a[q * n + q] + (t * apq));
        RotateRows(a, n, p, q, c, s);
        RotateRows(v, n, p, q, c, s);

        // The columns are the rows over again, but for the block of both, which is rotated from both sides.
        (a[p * n + p], a[p * n + q], a[q * n + p], a[q * n + q]) = (app, 0, 0, aqq);
        for (int k = 0; k < n; k++)
            (a[k * n + p], a[k * n + q]) = (a[p * n + k], a[q * n + k]);
    }

    private static void RotateRows(Span<double> a, int n, int p, int q, double c, double s)
    {
        Span<double> rowP = a.Slice(p * n, n);
        Span<double> rowQ = a.Slice(q * n, n);
        int k = 0;
        for (; k <= n - Vector<double>.Count; k += Vector<double>.Count)
        {
            Vector<double> x = new(rowP[k..]);
            Vector<double> y = new(rowQ[k..]);
            ((c * x) - (s * y)).CopyTo(rowP[k..]);
            ((s * x) + (c * y)).CopyTo(rowQ[k..]);
        }
        for (; k < n; k++)
            (rowP[k], rowQ[k]) = ((c * rowP[k]) - (s * rowQ[k]), (s * rowP[k]) + (c * rowQ[k]));
    }

    private static void SolveLowerTransposed(ReadOnlySpan<double> l, int stride, int count, Span<double> b)
    {
        for (int i = count - 1; i >= 0; i--)
        {
            double value = b[i] / l[i * stride + i];
            b[i] = value;
            TensorPrimitives.MultiplyAdd(l.Slice(i * stride, i), -value, b[..i], b[..i]);
        }
    }
}
