using System.Globalization;
using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Values above a bound: x = lower + exp(u), log |dx/du| = u.</summary>
/// <remarks>Stan Reference Manual 2.21, section 10.2, "Lower bounded scalar". Memory and type parameters as in <see cref="RealLine"/>.</remarks>
public static class LowerBound
{
    /// <summary>Constrains: x[i] = lower + exp(u[i]).</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, overwritten; must not overlap <paramref name="u"/>.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="lower">The bound.</param>
    /// <returns>The log-Jacobian Σ u[i].</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Forward<S, T, P>(ref double u, ref double x, int count, S lower)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T>
    {
        if (P.Width > 1 && count == 1)
            return Forward<S, S, DrawLanes<S>>(ref u, ref x, 1, lower);
        T shift = P.Spread(lower);
        T sum = T.Zero;
        nint n = (nint)count * S.Count;
        nint i = 0;
        for (; i + T.Count <= n; i += T.Count)
        {
            T element = T.Load(ref Unsafe.Add(ref u, i));
            T.Store(shift + LaneMath.Exp(element), ref Unsafe.Add(ref x, i));
            sum += element;
        }
        if (P.Width == 1 || i == n)
            return P.Sum(sum);
        T rest = PartialLane.Load<T>(ref Unsafe.Add(ref u, i), n - i);
        PartialLane.Store(shift + LaneMath.Exp(rest), ref Unsafe.Add(ref x, i), n - i);
        return P.Sum(sum + rest);
    }

    /// <summary>Adjoints: du = dx · exp(u) + jacobian, and dLower grows by Σ dx.</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, as <see cref="Forward"/> wrote it.</param>
    /// <param name="dx">First adjoint of the values.</param>
    /// <param name="du">First adjoint of the unconstrained coordinates, overwritten.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="jacobian">One where the log-Jacobian is part of the density, else zero.</param>
    /// <param name="lower">The bound.</param>
    /// <param name="dLower">Adjoint of the bound, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, int count, S jacobian, S lower, ref S dLower)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T>
    {
        if (P.Width > 1 && count == 1)
        {
            Reverse<S, S, DrawLanes<S>>(ref u, ref x, ref dx, ref du, 1, jacobian, lower, ref dLower);
            return;
        }
        // At the bound zero x is exp(u); elsewhere x - lower would cancel.
        bool shifted = S.Any(S.Not(S.Equal(lower, S.Zero)));
        T offset = P.Spread(jacobian);
        T sum = T.Zero;
        nint n = (nint)count * S.Count;
        nint i = 0;
        for (; i + T.Count <= n; i += T.Count)
        {
            T adjoint = T.Load(ref Unsafe.Add(ref dx, i));
            T slope = shifted ? LaneMath.Exp(T.Load(ref Unsafe.Add(ref u, i))) : T.Load(ref Unsafe.Add(ref x, i));
            T.Store(T.MultiplyAdd(adjoint, slope, offset), ref Unsafe.Add(ref du, i));
            sum += adjoint;
        }
        if (P.Width > 1 && i < n)
        {
            T adjoint = PartialLane.Load<T>(ref Unsafe.Add(ref dx, i), n - i);
            T slope = shifted
                ? LaneMath.Exp(PartialLane.Load<T>(ref Unsafe.Add(ref u, i), n - i))
                : PartialLane.Load<T>(ref Unsafe.Add(ref x, i), n - i);
            PartialLane.Store(T.MultiplyAdd(adjoint, slope, offset), ref Unsafe.Add(ref du, i), n - i);
            sum += adjoint;
        }
        dLower += P.Sum(sum);
    }

    /// <summary>The unconstrained coordinates of given values: u = log(x - lower).</summary>
    /// <param name="x">Values of one draw, above the bound.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="lower">The bound.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not above the bound, or not finite.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, double lower, string name)
    {
        Constraint.CheckLengths(name, x.Length, x.Length, u.Length, x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (!(x[i] > lower && double.IsFinite(x[i])))
                Constraint.Refuse(name, i, x[i], string.Create(
                    CultureInfo.InvariantCulture, $"be finite and greater than its lower bound {lower:R}"));
            u[i] = Math.Log(x[i] - lower);
        }
    }
}
