using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Vectors of positive elements in ascending order: x[k] = x[k-1] + exp(u[k]) with x[-1] = 0, log |dx/du| = Σ u[k].</summary>
/// <remarks>
/// Stan's <c>positive_ordered</c>: section 10.6 of its Reference Manual 2.21, "Ordered vector", with the first element
/// positive as well. Memory as in <see cref="Ordered"/>.
/// </remarks>
public static class PositiveOrdered
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
                last += LaneMath.Exp(element);
                logJacobian += element;
                S.Store(last, ref Unsafe.Add(ref x, at));
            }
        }
        return logJacobian;
    }

    /// <summary>Adjoints: du[k] = t[k] · exp(u[k]) + jacobian, with the tail sums t[k] = Σ dx[l] over l ≥ k.</summary>
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
                S adjoint = S.MultiplyAdd(tail, LaneMath.Exp(S.Load(ref Unsafe.Add(ref u, at))), jacobian);
                S.Store(adjoint, ref Unsafe.Add(ref du, at));
            }
        }
    }

    /// <summary>The unconstrained coordinates of given values: u[0] = log x[0], u[k] = log(x[k] - x[k-1]).</summary>
    /// <param name="x">Values of one draw, each vector positive, finite and strictly ascending.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="rows">The number of vectors.</param>
    /// <param name="size">The number of elements of each vector.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not positive, not finite, or not greater than the one before it.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, int rows, int size, string name)
    {
        Ordered.Inverse(x, u, rows, size, name);
        for (int row = 0; row < rows && size > 0; row++)
        {
            int first = row * size;
            if (!(x[first] > 0))
                Constraint.Refuse(name, Constraint.At(rows, row, 0), x[first], "be positive");
            u[first] = Math.Log(x[first]);
        }
    }
}
