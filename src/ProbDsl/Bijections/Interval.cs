using System.Globalization;
using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Values between two bounds: x = lower + (upper - lower) · logistic(u).</summary>
/// <remarks>
/// log |dx/du| = log(upper - lower) - |u| - 2 log(1 + exp(-|u|)). Stan Reference Manual 2.21, section 10.4, "Lower and upper
/// bounded scalar". Where rounding would put x on a bound it is the next double inside instead (Stan: 1e-15 of the width
/// inside), so that a density with a pole or a zero at the bound stays finite. The bounds are finite; at bounds in the wrong
/// order the log-Jacobian is -∞. Memory and type parameters as in <see cref="RealLine"/>.
/// </remarks>
public static class Interval
{
    // Each factor 1 + exp(-|u|) is at most two, so that a product of this many does not overflow.
    private const int FactorsPerLog = 512;

    /// <summary>Constrains: x[i] = lower + (upper - lower) · logistic(u[i]).</summary>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, overwritten; must not overlap <paramref name="u"/>.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="lower">The lower bound.</param>
    /// <param name="upper">The upper bound.</param>
    /// <returns>The log-Jacobian, summed over the elements.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Forward<S, T, P>(ref double u, ref double x, int count, S lower, S upper)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T>
    {
        if (count == 0)
            return S.Zero;
        if (P.Width > 1 && count == 1)
            return Forward<S, S, DrawLanes<S>>(ref u, ref x, 1, lower, upper);
        S logWidth = LaneMath.Log(S.Max(upper - lower, S.Zero));
        var bounds = new Bounds<T>(P.Spread(lower), P.Spread(upper), P.Spread(NextAbove(lower)), P.Spread(NextBelow(upper)));
        T one = T.Create(1.0);
        T lost = T.Zero;
        nint n = (nint)count * S.Count;
        nint i = 0;
        while (i + T.Count <= n)
        {
            // Σ log(1 + e) = log Π (1 + e): one logarithm for many elements.
            T product = one;
            nint end = Math.Min(n, i + (nint)FactorsPerLog * T.Count);
            for (; i + T.Count <= end; i += T.Count)
            {
                var pair = new LogisticPair<T>(T.Load(ref Unsafe.Add(ref u, i)));
                T.Store(bounds.Place(pair), ref Unsafe.Add(ref x, i));
                product *= one + pair.Decay;
                lost += pair.Magnitude;
            }
            lost += T.Create(2.0) * LaneMath.Log(product);
        }
        if (P.Width > 1 && i < n)
        {
            var pair = new LogisticPair<T>(PartialLane.Load<T>(ref Unsafe.Add(ref u, i), n - i));
            PartialLane.Store(bounds.Place(pair), ref Unsafe.Add(ref x, i), n - i);
            T present = PartialLane.Ones<T>(n - i);
            lost += pair.Magnitude + T.Create(2.0) * LaneMath.Log1p(pair.Decay * present);
        }
        return S.Create(count) * logWidth - P.Sum(lost);
    }

    /// <summary>Adjoints of the unconstrained coordinates and the bounds.</summary>
    /// <remarks>
    /// With s = logistic(u): du = dx · (upper - lower) · s · (1 - s) + jacobian · (1 - 2s); dUpper grows by
    /// Σ dx · s + jacobian · count / (upper - lower), dLower by Σ dx · (1 - s) - jacobian · count / (upper - lower).
    /// </remarks>
    /// <typeparam name="S">Lane type of a draw or a block of draws.</typeparam>
    /// <typeparam name="T">Lane type that runs over elements.</typeparam>
    /// <typeparam name="P">How draws and elements meet the lanes.</typeparam>
    /// <param name="u">First unconstrained coordinate.</param>
    /// <param name="x">First value, as <see cref="Forward"/> wrote it.</param>
    /// <param name="dx">First adjoint of the values.</param>
    /// <param name="du">First adjoint of the unconstrained coordinates, overwritten.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="jacobian">One where the log-Jacobian is part of the density, else zero.</param>
    /// <param name="lower">The lower bound.</param>
    /// <param name="upper">The upper bound.</param>
    /// <param name="dLower">Adjoint of the lower bound, added to.</param>
    /// <param name="dUpper">Adjoint of the upper bound, added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Reverse<S, T, P>(
        ref double u, ref double x, ref double dx, ref double du, int count, S jacobian, S lower, S upper, ref S dLower, ref S dUpper)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : IPlate<S, T>
    {
        if (P.Width > 1 && count == 1)
        {
            Reverse<S, S, DrawLanes<S>>(ref u, ref x, ref dx, ref du, 1, jacobian, lower, upper, ref dLower, ref dUpper);
            return;
        }
        S width = upper - lower;
        T spreadWidth = P.Spread(width);
        T spreadJacobian = P.Spread(jacobian);
        T toLower = T.Zero;
        T toUpper = T.Zero;
        nint n = (nint)count * S.Count;
        nint i = 0;
        for (; i + T.Count <= n; i += T.Count)
        {
            var pair = new LogisticPair<T>(T.Load(ref Unsafe.Add(ref u, i)));
            T adjoint = T.Load(ref Unsafe.Add(ref dx, i));
            T.Store(Adjoint(pair, adjoint, spreadWidth, spreadJacobian), ref Unsafe.Add(ref du, i));
            toLower = T.MultiplyAdd(adjoint, pair.Complement, toLower);
            toUpper = T.MultiplyAdd(adjoint, pair.Value, toUpper);
        }
        if (P.Width > 1 && i < n)
        {
            var pair = new LogisticPair<T>(PartialLane.Load<T>(ref Unsafe.Add(ref u, i), n - i));
            T adjoint = PartialLane.Load<T>(ref Unsafe.Add(ref dx, i), n - i);
            PartialLane.Store(Adjoint(pair, adjoint, spreadWidth, spreadJacobian), ref Unsafe.Add(ref du, i), n - i);
            toLower = T.MultiplyAdd(adjoint, pair.Complement, toLower);
            toUpper = T.MultiplyAdd(adjoint, pair.Value, toUpper);
        }
        S fromWidth = jacobian * S.Create(count) / width;
        dLower += P.Sum(toLower) - fromWidth;
        dUpper += P.Sum(toUpper) + fromWidth;
    }

    /// <summary>The unconstrained coordinates of given values: u = log((x - lower) / (upper - x)).</summary>
    /// <param name="x">Values of one draw, strictly between the bounds.</param>
    /// <param name="u">Unconstrained coordinates, overwritten.</param>
    /// <param name="lower">The lower bound, finite.</param>
    /// <param name="upper">The upper bound, finite.</param>
    /// <param name="name">The member, for the message.</param>
    /// <exception cref="ArgumentException">A value is not strictly between the bounds.</exception>
    public static void Inverse(ReadOnlySpan<double> x, Span<double> u, double lower, double upper, string name)
    {
        Constraint.CheckLengths(name, x.Length, x.Length, u.Length, x.Length);
        for (int i = 0; i < x.Length; i++)
        {
            if (!(x[i] > lower && x[i] < upper))
                Constraint.Refuse(name, i, x[i], string.Create(
                    CultureInfo.InvariantCulture, $"lie strictly between its bounds {lower:R} and {upper:R}"));
            u[i] = Math.Log((x[i] - lower) / (upper - x[i]));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Adjoint<T>(in LogisticPair<T> pair, T adjoint, T width, T jacobian)
        where T : struct, ILane<T>
    {
        T slope = width * (pair.Larger * pair.Smaller);
        return T.MultiplyAdd(adjoint, slope, jacobian * (pair.Complement - pair.Value));
    }

    /// <summary>The next double above a finite value; the least normal one above zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S NextAbove<S>(S value)
        where S : struct, ILane<S>
    {
        S step = S.CreateBits(1);
        S next = S.Select(S.LessThan(value, S.Zero), S.SubtractBits(value, step), S.AddBits(value, step));
        return S.Select(S.Equal(value, S.Zero), S.Create(2.2250738585072014e-308), next);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S NextBelow<S>(S value)
        where S : struct, ILane<S> =>
        -NextAbove(-value);

    /// <summary>The bounds over the lane that runs over elements.</summary>
    private readonly struct Bounds<T>(T lower, T upper, T least, T greatest)
        where T : struct, ILane<T>
    {
        private readonly T lower = lower;
        private readonly T upper = upper;
        private readonly T width = upper - lower;
        private readonly T least = least;
        private readonly T greatest = greatest;

        /// <summary>The value, measured from the nearer bound and kept inside.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Place(in LogisticPair<T> pair)
        {
            T distance = width * pair.Smaller;
            T x = T.Select(pair.Positive, upper - distance, lower + distance);
            return T.Min(T.Max(x, least), greatest);
        }
    }
}
