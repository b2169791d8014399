using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Unconstrained values: x = u, with log-Jacobian zero.</summary>
/// <remarks>
/// Element i of an array over lanes <c>S</c> lies at offset <c>i * S.Count</c>; the type parameters are those of every
/// elementwise transform: the lane of a draw, the lane that runs over elements, and how both meet.
/// </remarks>
public static class RealLine
{
    /// <summary>Copies the unconstrained coordinates to the values.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, overwritten.</param>
    /// <param name="count">The number of elements.</param>
    public static void Forward<S, T, P>(ref double u, ref double x, int count)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T> =>
        MemoryMarshal.CreateReadOnlySpan(in u, count * S.Count).CopyTo(MemoryMarshal.CreateSpan(ref x, count * S.Count));

    /// <summary>Copies the adjoints of the values to those of the unconstrained coordinates: du = dx.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="dx">First adjoint of the values.</param>
    /// <param name="du">First adjoint of the unconstrained coordinates, overwritten.</param>
    /// <param name="count">The number of elements.</param>
    public static void Reverse<S, T, P>(ref double dx, ref double du, int count)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T> =>
        MemoryMarshal.CreateReadOnlySpan(in dx, count * S.Count).CopyTo(MemoryMarshal.CreateSpan(ref du, count * S.Count));

    /// <summary>The unconstrained coordinates of given values.</summary>
    /// <param name="x">Values of one draw, finite.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, string name)
    {
        Constraint.CheckLengths(name, x.Length, x.Length, u.Length, x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]))
                Constraint.Refuse(name, i, x[i], "be finite");
            u[i] = x[i];
        }
    }
}
