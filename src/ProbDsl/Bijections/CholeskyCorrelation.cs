using System.Globalization;
using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Cholesky factors of correlation matrices, by canonical partial correlations z = tanh(u).</summary>
/// <remarks>
/// Row i of the factor has unit length: x[i,j] = z[i,j] · f[i,j] below the diagonal and x[i,i] = f[i,i], where
/// f[i,j] = Π sqrt(1 - z[i,l]²) over l &lt; j, and sqrt(1 - tanh(u)²) = 1 / cosh(u). Over the elements below the diagonal
/// log |dx/du| = -Σ (i + 1 - j) · log cosh(u[i,j]) = Σ (log x[i,i] + Σ log f[i,j+1]) over j &lt; i. Coordinates
/// run row by row below the diagonal. Lewandowski, Kurowicka and Joe (2009); Stan Reference Manual 2.21, section 10.12,
/// "Cholesky factors of correlation matrices". The matrix is stored row by row; element i of an array over lanes <c>S</c>
/// lies at offset <c>i * S.Count</c>.
/// </remarks>
public static class CholeskyCorrelation
{
    /// <summary>Constrains; the part above the diagonal is set to zero.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <param name="u">First unconstrained coordinate, of size · (size - 1) / 2.</param>
    /// <param name="x">First value, of size · size, overwritten; must not overlap <paramref name="u"/>.</param>
    /// <param name="size">The number of rows of the matrix.</param>
    /// <returns>The log-Jacobian.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Forward<S>(ref double u, ref double x, int size)
        where S : struct, ILane<S>
    {
        S one = S.Create(1.0);
        S two = S.Create(2.0);
        var product = LogProduct<S>.One;
        S least = one;
        nint from = 0;
        nint to = 0;
        for (int i = 0; i < size; i++)
        {
            S factor = one;
            for (int j = 0; j < i; j++, from += S.Count, to += S.Count)
            {
                S angle = S.Load(ref Unsafe.Add(ref u, from));
                S.Store(LaneMath.Tanh(angle) * factor, ref Unsafe.Add(ref x, to));
                S decay = LaneMath.Exp(-S.Abs(angle));
                factor *= two * decay / S.MultiplyAdd(decay, decay, one);
                product.Multiply(factor);
            }
            S.Store(factor, ref Unsafe.Add(ref x, to));
            product.Multiply(factor);
            least = S.MinNative(least, factor);
            to += S.Count;
            for (int j = i + 1; j < size; j++, to += S.Count)
                S.Store(S.Zero, ref Unsafe.Add(ref x, to));
        }
        return S.Any(S.LessThan(least, S.Create(LogProduct<S>.SmallestFactor))) ? LogJacobian<S>(ref u, size) : product.Log();
    }

    /// <summary>-Σ (i + 1 - j) · log cosh(u[i,j]), whatever the size of the factors.</summary>
    private static S LogJacobian<S>(ref double u, int size)
        where S : struct, ILane<S>
    {
        S sum = S.Zero;
        nint from = 0;
        for (int i = 0; i < size; i++)
        {
            for (int j = 0; j < i; j++, from += S.Count)
            {
                S angle = S.Abs(S.Load(ref Unsafe.Add(ref u, from)));
                S logCosh = angle + LaneMath.Log1pExp(S.Create(-2.0) * angle) - S.Create(0.6931471805599453);
                sum = S.MultiplyAdd(S.Create(j - i - 1), logCosh, sum);
            }
        }
        return sum;
    }

    /// <summary>Adjoints of the unconstrained coordinates; adjoints above the diagonal are not read.</summary>
    /// <remarks>
    /// In row i, from the diagonal to the left, with g the adjoint of f[i,j+1] (g = dx[i,i] at first) and
    /// s = 1 / cosh(u[i,j]): du = f[i,j+1] · (dx[i,j] · s - g · z) - jacobian · (i + 1 - j) · z, then g becomes
    /// dx[i,j] · z + g · s. f[i,j] is the length of the rest of the row from column j on, so that s = f[i,j+1] / f[i,j].
    /// </remarks>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, as <see cref="Forward"/> wrote it.</param>
    /// <param name="dx">First adjoint of the values.</param>
    /// <param name="du">First adjoint of the unconstrained coordinates, overwritten.</param>
    /// <param name="size">The number of rows of the matrix.</param>
    /// <param name="jacobian">One where the log-Jacobian is part of the density, else zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse<S>(ref double u, ref double x, ref double dx, ref double du, int size, S jacobian)
        where S : struct, ILane<S>
    {
        S tiny = S.Create(1e-300);
        for (int i = 1; i < size; i++)
        {
            nint from = (nint)i * (i - 1) / 2;
            nint to = (nint)i * size;
            S factor = S.Load(ref Unsafe.Add(ref x, (to + i) * S.Count));
            S square = factor * factor;
            S g = S.Load(ref Unsafe.Add(ref dx, (to + i) * S.Count));
            for (int j = i - 1; j >= 0; j--)
            {
                S value = S.Load(ref Unsafe.Add(ref x, (to + j) * S.Count));
                S z = LaneMath.Tanh(S.Load(ref Unsafe.Add(ref u, (from + j) * S.Count)));
                square = S.MultiplyAdd(value, value, square);
                S before = S.Sqrt(square);
                S s = factor / S.Max(before, tiny);
                S adjoint = S.Load(ref Unsafe.Add(ref dx, (to + j) * S.Count));
                S ofJacobian = jacobian * S.Create(j - i - 1) * z;
                S slope = S.MultiplyAdd(adjoint, s, -(g * z));
                S.Store(S.MultiplyAdd(factor, slope, ofJacobian), ref Unsafe.Add(ref du, (from + j) * S.Count));
                g = S.MultiplyAdd(adjoint, z, g * s);
                factor = before;
            }
        }
    }

    /// <summary>The unconstrained coordinates of a given factor: u[i,j] = arsinh(x[i,j] / sqrt(Σ x[i,l]² over l > j)).</summary>
    /// <param name="x">The matrix of one draw, row by row: lower triangular, diagonal positive, rows of unit length.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="size">The number of rows of the matrix.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">The matrix is not the Cholesky factor of a correlation matrix.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, int size, string name)
    {
        Constraint.CheckLengths(name, x.Length, size * size, u.Length, size * (size - 1) / 2);
        for (int i = 0; i < size; i++)
        {
            ReadOnlySpan<double> row = x.Slice(i * size, size);
            CheckTriangle(row, i, name);
            double square = row[i] * row[i];
            for (int j = i - 1; j >= 0; j--)
            {
                u[i * (i - 1) / 2 + j] = Math.Asinh(row[j] / Math.Sqrt(square));
                square += row[j] * row[j];
            }
            if (!(Math.Abs(square - 1) <= Constraint.Tolerance))
                Constraint.Refuse("The squared length of row ", string.Create(
                    CultureInfo.InvariantCulture, $"{i} of {name}"), square, "be 1, because the matrix is the Cholesky factor of a correlation matrix");
        }
    }

    private static void CheckTriangle(ReadOnlySpan<double> row, int i, string name)
    {
        if (!(row[i] > 0))
            Constraint.Refuse(name, Position(i, i), row[i], "be positive, on the diagonal of a Cholesky factor");
        for (int j = i + 1; j < row.Length; j++)
            if (row[j] != 0)
                Constraint.Refuse(name, Position(i, j), row[j], "be 0, above the diagonal of a Cholesky factor");
    }

    private static string Position(int i, int j) => string.Create(CultureInfo.InvariantCulture, $"[{i}, {j}]");
}
