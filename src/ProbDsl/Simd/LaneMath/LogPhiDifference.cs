using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Intervals narrower than this are integrated by their midpoint.</summary>
    private const double NarrowInterval = 1e-3;

    /// <summary>log(Φ(a) - Φ(b)), in the tails too, where the difference itself underflows or cancels; to a relative error of 1e-13.</summary>
    /// <remarks>
    /// The interval is moved to the lower tail, log Φ(a) + log(1 - Φ(b)/Φ(a)) with the quotient from exp(x²/2) (1 - Φ(x)); across zero
    /// (erf(a/√2) - erf(b/√2)) / 2; a narrow interval by the density at its midpoint. a = b gives -∞, a below b NaN.
    /// </remarks>
    /// <param name="a">The upper end, any real or ∞.</param>
    /// <param name="b">The lower end, at most <paramref name="a"/>; any real or -∞.</param>
    [MethodImpl(Called)]
    public static T LogPhiDifference<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T upper = LowerTail(a, b, out T lower);
        T result = T.Select(
            T.And(T.LessThan(lower, T.Zero), T.LessThan(T.Zero, upper)),
            LogPhiDifferenceAcross(upper, lower),
            LogPhi(upper) + Log(OneMinusRatio(upper, lower)));
        T isNarrow = T.LessThan(upper - lower, T.Create(NarrowInterval));
        if (T.Any(isNarrow))
            result = T.Select(isNarrow, LogPhiDifferenceNarrow(upper, lower), result);
        result = T.Select(T.Equal(a, b), T.Create(double.NegativeInfinity), result);
        return T.Select(T.LessThan(a, b), T.Create(double.NaN), result);
    }

    /// <summary>φ(a) / (Φ(a) - Φ(b)), the derivative of log(Φ(a) - Φ(b)) by a; to a relative error of 1e-12.</summary>
    /// <remarks>The derivative by b is minus the same of (-b, -a). An infinite a gives 0.</remarks>
    /// <param name="a">The upper end.</param>
    /// <param name="b">The lower end, below <paramref name="a"/>.</param>
    /// <param name="logDifference">log(Φ(a) - Φ(b)).</param>
    [MethodImpl(Called)]
    public static T LogPhiDifferenceSlope<T>(T a, T b, T logDifference)
        where T : struct, ILane<T>
    {
        T result = Exp(T.MultiplyAdd(T.Create(-0.5) * a, a, T.Create(-HalfLogTwoPi)) - logDifference);
        T isFar = T.And(T.LessThan(T.Create(LargestMillsExponent), T.Abs(a)), T.LessThan(b, a));
        return T.Any(isFar) ? T.Select(isFar, FarSlope(a, b), result) : result;
    }

    /// <summary>The interval, or its mirror image if that has the larger part below zero.</summary>
    [MethodImpl(Inlined)]
    private static T LowerTail<T>(T a, T b, out T lower)
        where T : struct, ILane<T>
    {
        // An interval that starts at zero has no part below it: its mirror image has all of itself there.
        T isMirrored = T.LessThanOrEqual(T.Zero, b);
        lower = T.Select(isMirrored, -a, b);
        return T.Select(isMirrored, -b, a);
    }

    [MethodImpl(Called)]
    private static T LogPhiDifferenceAcross<T>(T upper, T lower)
        where T : struct, ILane<T>
    {
        T half = T.Create(0.5);
        T inner = T.Create(1.0 / RootTwo);
        T outside = Phi(lower) + Phi(-upper);
        T central = half * (Erf(upper * inner) - Erf(lower * inner));
        return T.Select(T.LessThan(outside, half), CalledLog1p(-outside), Log(central));
    }

    /// <summary>1 - Φ(lower) / Φ(upper), for both below zero.</summary>
    [MethodImpl(Called)]
    private static T OneMinusRatio<T>(T upper, T lower)
        where T : struct, ILane<T>
    {
        // Φ(-x) = exp(-x²/2) h(x), and half the difference of the squares is the product of half the sum with the difference.
        T limit = T.Create(1e150);
        T near = T.MinNative(limit, T.MaxNative(T.Zero, -upper));
        T far = T.MinNative(limit, T.MaxNative(T.Zero, -lower));
        T exponent = T.Create(-0.5) * (far + near) * (far - near);
        T ratio = Log(ScaledNormalTail(far) / ScaledNormalTail(near));
        return -Expm1(exponent + ratio);
    }

    /// <summary>log of φ(m) w sinh(mw/2) / (mw/2) (1 - w² v/2), for an interval of width w about m.</summary>
    [MethodImpl(Called)]
    private static T LogPhiDifferenceNarrow<T>(T upper, T lower)
        where T : struct, ILane<T>
    {
        T half = T.Create(0.5);
        T width = upper - lower;
        T middle = T.MultiplyAdd(half, width, lower);
        T argument = T.Abs(half * middle * width);

        // log(sinh u / u) by its series below 1/16, else u + log((1 - exp(-2u)) / (2u)).
        T square = argument * argument;
        T series = square * T.MultiplyAdd(square, T.MultiplyAdd(square, T.MultiplyAdd(square,
            T.Create(-1.0 / 37800.0), T.Create(1.0 / 2835.0)), T.Create(-1.0 / 180.0)), T.Create(1.0 / 6.0));
        T twice = argument + argument;
        T direct = argument + Log(-Expm1(-twice) / twice);
        T growth = T.Select(T.LessThan(argument, T.Create(1.0 / 16.0)), series, direct);
        T density = T.MultiplyAdd(-half * middle, middle, T.Create(-HalfLogTwoPi));
        return (density + growth) + T.MultiplyAdd(-half * SpreadWithin(twice), width * width, Log(width));
    }

    /// <summary>v = 1/4 - coth(d/2)/d + 2/d²: the mean square from the midpoint under exp(-d t) on an interval of width one, for d ≥ 0.</summary>
    [MethodImpl(Called)]
    private static T SpreadWithin<T>(T d)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T square = d * d;
        T series = T.MultiplyAdd(square, T.MultiplyAdd(square, T.Create(-1.0 / 15120.0), T.Create(1.0 / 360.0)), T.Create(1.0 / 12.0));
        T fall = Exp(-d);
        T inverse = one / d;
        T coth = (one + fall) / (one - fall);
        T direct = T.MultiplyAdd(inverse, T.MultiplyAdd(T.Create(2.0), inverse, -coth), T.Create(0.25));
        return T.Select(T.LessThan(d, T.Create(0.3)), series, direct);
    }

    /// <summary>φ(a) / Φ(a) / (1 - Φ(b)/Φ(a)) in the lower tail; in the upper one the same of the mirror image, times φ(a)/φ(b).</summary>
    [MethodImpl(Called)]
    private static T FarSlope<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T upper = LowerTail(a, b, out T lower);
        T slope = InverseMillsRatio(upper, LogPhi(upper)) / OneMinusRatio(upper, lower);
        T width = a - b;
        T fall = T.Create(0.5) * (a + b) * width;
        slope = T.Select(T.LessThanOrEqual(T.Zero, b), slope * Exp(-fall), slope);
        T isNarrow = T.LessThan(width, T.Create(NarrowInterval));
        if (T.Any(isNarrow))
            slope = T.Select(isNarrow, NarrowSlope(fall, width), slope);
        return T.Select(T.Equal(a, T.Create(double.PositiveInfinity)), T.Zero, slope);
    }

    /// <summary>d / (e^d - 1) / w (1 - w²/8 + w² v/2), for an interval of width w about d/w.</summary>
    [MethodImpl(Called)]
    private static T NarrowSlope<T>(T d, T width)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T quotient = T.Select(T.LessThan(T.Abs(d), T.Create(1e-300)), one, d / Expm1(d));
        T spread = T.Create(0.5) * SpreadWithin(T.Abs(d)) - T.Create(0.125);
        return quotient / width * T.MultiplyAdd(spread, width * width, one);
    }
}
