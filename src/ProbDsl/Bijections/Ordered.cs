using System.Globalization;
using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Vectors in ascending order: x[0] = u[0], x[k] = x[k-1] + exp(u[k]), log |dx/du| = Σ u[k] over k ≥ 1.</summary>
/// <remarks>
/// Stan Reference Manual 2.21, section 10.6, "Ordered vector". Element k of vector r is element <c>r * size + k</c> of the
/// array; element i of an array over lanes <c>S</c> lies at offset <c>i * S.Count</c>.
/// </remarks>
public static class Ordered
{
    /// <summary>Constrains each vector.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <param name="u">First unconstrained coordinate, of rows · size.</param>
    /// <param name="x">First value, of rows · size, overwritten; must not overlap <paramref name="u"/>.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <returns>The log-Jacobian, summed over the vectors.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Forward<S>(ref double u, ref double x, int rows, int size)
        where S : struct, ILane<S>
    {
        S logJacobian = S.Zero;
        nint at = 0;
        for (int row = 0; row < rows; row++)
        {
            S last = S.Zero;
            for (int k = 0; k < size; k++, at += S.Count)
            {
                S element = S.Load(ref Unsafe.Add(ref u, at));
                last = k == 0 ? element : last + LaneMath.Exp(element);
                if (k > 0)
                    logJacobian += element;
                S.Store(last, ref Unsafe.Add(ref x, at));
            }
        }
        return logJacobian;
    }

    /// <summary>Adjoints: with the tail sums t[k] = Σ dx[l] over l ≥ k, du[0] = t[0] and du[k] = t[k] · exp(u[k]) + jacobian.</summary>
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
        for (int row = 0; row < rows; row++)
        {
            nint first = (nint)row * size * S.Count;
            S tail = S.Zero;
            for (int k = size - 1; k >= 0; k--)
            {
                nint at = first + k * S.Count;
                tail += S.Load(ref Unsafe.Add(ref dx, at));
                S adjoint = k == 0 ? tail : S.MultiplyAdd(tail, LaneMath.Exp(S.Load(ref Unsafe.Add(ref u, at))), jacobian);
                S.Store(adjoint, ref Unsafe.Add(ref du, at));
            }
        }
    }

    /// <summary>The unconstrained coordinates of given values: u[0] = x[0], u[k] = log(x[k] - x[k-1]).</summary>
    /// <param name="x">Values of one draw, each vector finite and strictly ascending.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not finite, or not greater than the one before it.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, int rows, int size, string name)
    {
        Constraint.CheckLengths(name, x.Length, rows * size, u.Length, rows * size);
        for (int row = 0; row < rows; row++)
            for (int k = 0; k < size; k++)
            {
                int at = row * size + k;
                if (!double.IsFinite(x[at]))
                    Constraint.Refuse(name, Constraint.At(rows, row, k), x[at], "be finite");
                if (k > 0 && !(x[at] > x[at - 1]))
                    Constraint.Refuse(name, Constraint.At(rows, row, k), x[at], string.Create(
                        CultureInfo.InvariantCulture, $"be greater than the element before it, {x[at - 1]:R}, to be in ascending order"));
                u[at] = k == 0 ? x[at] : Math.Log(x[at] - x[at - 1]);
            }
    }
}
