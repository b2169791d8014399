using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Vectors of positive elements with sum one, by breaking a stick.</summary>
/// <remarks>
/// With K elements, z[k] = logistic(v[k]), v[k] = u[k] - log(K - 1 - k): x[k] = z[k] · Π (1 - z[l]) over l &lt; k, and the last
/// element is what is left. u = 0 gives equal elements. log |dx/du| over the first K - 1 elements is Σ log x[k] over all K,
/// because each z[k] · (1 - z[k]) · stick brings its factors. Stan Reference Manual 2.21, section 10.7, "Unit simplex". Vector r has its elements
/// from <c>r * size</c> and its coordinates from <c>r * (size - 1)</c>; element i of an array over lanes <c>S</c> lies at
/// offset <c>i * S.Count</c>.
/// </remarks>
public static class Simplex
{
    /// <summary>Constrains each vector.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <param name="u">First unconstrained coordinate, of rows · (size - 1).</param>
    /// <param name="x">First value, of rows · size, overwritten; must not overlap <paramref name="u"/>.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <returns>The log-Jacobian, summed over the vectors.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Forward<S>(ref double u, ref double x, int rows, int size)
        where S : struct, ILane<S>
    {
        if (size == 0)
            return S.Zero;
        var product = LogProduct<S>.One;
        S least = S.Create(1.0);
        nint from = 0;
        nint to = 0;
        for (int row = 0; row < rows; row++)
        {
            S stick = S.Create(1.0);
            for (int k = 0; k < size - 1; k++, from += S.Count, to += S.Count)
            {
                Break(S.Load(ref Unsafe.Add(ref u, from)), size - 1 - k, out S z, out S rest);
                S element = stick * z;
                S.Store(element, ref Unsafe.Add(ref x, to));
                product.Multiply(element);
                least = S.MinNative(least, element);
                stick *= rest;
            }
            S.Store(stick, ref Unsafe.Add(ref x, to));
            if (size > 1)
            {
                product.Multiply(stick);
                least = S.MinNative(least, stick);
            }
            to += S.Count;
        }
        // Where an element is too small for a double, so is its logarithm for the product.
        return S.Any(S.LessThan(least, S.Create(LogProduct<S>.SmallestFactor))) ? LogJacobian<S>(ref u, rows, size) : product.Log();
    }

    /// <summary>Σ log x[k] from the logarithms of the elements, whatever their size.</summary>
    private static S LogJacobian<S>(ref double u, int rows, int size)
        where S : struct, ILane<S>
    {
        S sum = S.Zero;
        nint from = 0;
        for (int row = 0; row < rows; row++)
        {
            S logStick = S.Zero;
            for (int k = 0; k < size - 1; k++, from += S.Count)
            {
                // log z = v - log(1 + e^v) and log (1 - z) = -log(1 + e^v).
                S v = S.Load(ref Unsafe.Add(ref u, from)) - S.Create(Math.Log(size - 1 - k));
                S logRest = -LaneMath.Log1pExp(v);
                sum += logStick + v + logRest;
                logStick += logRest;
            }
            sum += logStick;
        }
        return sum;
    }

    /// <summary>Adjoints of the unconstrained coordinates.</summary>
    /// <remarks>
    /// With g the adjoint of the stick that is left after element k (g = dx of the last element at first), from the last
    /// coordinate to the first: du[k] = x[k] · (1 - z[k]) · (dx[k] - g) + jacobian · (1 - (K - k) · z[k]), then
    /// g becomes dx[k] · z[k] + g · (1 - z[k]).
    /// </remarks>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, as <see cref="Forward"/> wrote it.</param>
    /// <param name="dx">First adjoint of the values.</param>
    /// <param name="du">First adjoint of the unconstrained coordinates, overwritten.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <param name="jacobian">One where the log-Jacobian is part of the density, else zero.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse<S>(
        ref double u, ref double x, ref double dx, ref double du, int rows, int size, S jacobian)
        where S : struct, ILane<S>
    {
        for (int row = 0; row < rows && size > 0; row++)
        {
            nint from = (nint)row * (size - 1);
            nint to = (nint)row * size;
            S g = S.Load(ref Unsafe.Add(ref dx, (to + size - 1) * S.Count));
            for (int k = size - 2; k >= 0; k--)
            {
                Break(S.Load(ref Unsafe.Add(ref u, (from + k) * S.Count)), size - 1 - k, out S z, out S rest);
                S adjoint = S.Load(ref Unsafe.Add(ref dx, (to + k) * S.Count));
                S slope = S.Load(ref Unsafe.Add(ref x, (to + k) * S.Count)) * rest;
                S ofJacobian = jacobian * S.MultiplyAdd(S.Create(k - size), z, S.Create(1.0));
                S.Store(S.MultiplyAdd(slope, adjoint - g, ofJacobian), ref Unsafe.Add(ref du, (from + k) * S.Count));
                g = S.MultiplyAdd(adjoint, z, g * rest);
            }
        }
    }

    /// <summary>The unconstrained coordinates of given values: u[k] = log(x[k] / Σ x[l] over l > k) + log(K - 1 - k).</summary>
    /// <param name="x">Values of one draw, each vector positive with sum one.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not positive, or a vector's sum is farther than 1e-8 from one.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, int rows, int size, string name)
    {
        Constraint.CheckLengths(name, x.Length, rows * size, u.Length, rows * Math.Max(0, size - 1));
        for (int row = 0; row < rows && size > 0; row++)
        {
            ReadOnlySpan<double> elements = x.Slice(row * size, size);
            Check(elements, rows, row, name);
            double rest = elements[size - 1];
            for (int k = size - 2; k >= 0; k--)
            {
                u[row * (size - 1) + k] = Math.Log(elements[k] / rest) + Math.Log(size - 1 - k);
                rest += elements[k];
            }
        }
    }

    /// <summary>logistic(u - log m) and its complement, both to full relative accuracy, from one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Break<S>(S u, int m, out S z, out S rest)
        where S : struct, ILane<S>
    {
        S one = S.Create(1.0);
        S decay = LaneMath.Exp(-S.Abs(u));
        S positive = S.LessThan(S.Zero, u);
        S taken = S.Select(positive, one, decay);
        S left = S.Create(m) * S.Select(positive, decay, one);
        S inverse = one / (taken + left);
        z = taken * inverse;
        rest = left * inverse;
    }

    private static void Check(ReadOnlySpan<double> elements, int rows, int row, string name)
    {
        double sum = 0;
        for (int k = 0; k < elements.Length; k++)
        {
            if (!(elements[k] > 0))
                Constraint.Refuse(name, Constraint.At(rows, row, k), elements[k], "be positive, as an element of a simplex");
            sum += elements[k];
        }
        if (!(Math.Abs(sum - 1) <= Constraint.Tolerance))
            Constraint.Refuse("The sum of " + name, Constraint.At(rows, row), sum, "be 1, because it is a simplex");
    }
}
