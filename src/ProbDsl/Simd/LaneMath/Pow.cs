using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>x to the power y, to within 2 ulp.</summary>
    /// <remarks>
    /// exp(y log|x|) with the logarithm and the product in two parts of double precision each. y = 0 and x = 1 give 1, a negative x with an
    /// integer y the sign of its parity, with any other y NaN; 0 and ∞ as <see cref="Math.Pow"/> has them.
    /// </remarks>
    /// <param name="x">Positive, or any real where y is an integer.</param>
    /// <param name="y">Any real.</param>
    [MethodImpl(Called)]
    public static T Pow<T>(T x, T y)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T magnitude = T.Abs(x);
        T logHigh = LogInTwoParts(magnitude, out T logLow);
        T product = y * logHigh;
        T rest = T.MultiplyAdd(y, logLow, T.MultiplyAdd(y, logHigh, -product));

        // Where the product leaves the range of exp, the rest does not count and need not be a number.
        rest = T.And(T.LessThan(T.Abs(product), T.Create(800.0)), rest);
        T power = ExpOfSum(T.MaxNative(T.Create(ExpUnderflow), T.MinNative(T.Create(ExpOverflow), product)), rest);
        power = T.Select(T.Or(T.Equal(y, T.Zero), T.Equal(magnitude, one)), one, power);
        if (T.Any(T.LessThan(T.Or(T.And(x, T.Create(-0.0)), one), T.Zero)))
            power = WithSignOfBase(x, y, power);
        return T.Select(T.Or(T.Equal(y, T.Zero), T.Equal(x, one)), one, power);
    }

    [MethodImpl(Inlined)]
    private static T WithSignOfBase<T>(T x, T y, T power)
        where T : struct, ILane<T>
    {
        T isNegative = T.LessThan(x, T.Zero);
        T isFinite = T.LessThan(T.Abs(x), T.Create(double.PositiveInfinity));
        T isInteger = T.Equal(T.Floor(y), y);
        T half = y * T.Create(0.5);
        T isOdd = T.And(isInteger, T.Not(T.Equal(T.Floor(half), half)));
        T signed = T.Or(power, T.And(isOdd, T.And(x, T.Create(-0.0))));
        return T.Select(T.And(T.And(isNegative, isFinite), T.Not(isInteger)), T.Create(double.NaN), signed);
    }

    /// <summary>log(x) as a sum of two doubles, with a relative error of about 2^-63.</summary>
    /// <remarks>
    /// As <see cref="Log"/>, but s = f / (2 + f), s² and s³ (2/3 + …) each carry what their rounding lost.
    /// </remarks>
    [MethodImpl(Inlined)]
    private static T LogInTwoParts<T>(T x, out T low)
        where T : struct, ILane<T>
    {
        T.SplitExponent(x, out T mantissa, out T k);
        T f = mantissa - T.Create(1.0);
        T d = f + T.Create(2.0);
        T dLow = f - (d - T.Create(2.0));
        T inverse = T.Create(1.0) / d;
        T s = f * inverse;
        T sLow = T.MultiplyAdd(-s, dLow, T.MultiplyAdd(-s, d, f)) * inverse;
        T cubic = CubicTermOfLog(s, sLow, out T cubicLow);

        T exponentPart = k * T.Create(LogTwoHigh);
        T twice = s + s;
        T sum = exponentPart + twice;
        T sumLow = (exponentPart - sum) + twice;
        T high = sum + cubic;
        T rest = ((sum - high) + cubic) + (T.MultiplyAdd(k, T.Create(LogTwoLow), sLow + sLow) + (cubicLow + sumLow));

        // For 0 and ∞ the logarithm is infinite and has no rest.
        T isFinite = T.LessThan(T.Abs(k), T.Create(double.PositiveInfinity));
        rest = T.And(isFinite, rest);
        T total = high + rest;
        low = T.And(isFinite, (high - total) + rest);
        return total;
    }

    /// <summary>s³ (2/3 + s² p(s²)) in two parts, for s in two parts.</summary>
    [MethodImpl(Inlined)]
    private static T CubicTermOfLog<T>(T s, T sLow, out T low)
        where T : struct, ILane<T>
    {
        const double TwoThirds = 0.6666666666666666;
        const double TwoThirdsLow = 3.700743415417188e-17;
        T z = s * s;
        T zLow = T.MultiplyAdd(s + s, sLow, T.MultiplyAdd(s, s, -z));
        T z2 = z * z;
        T p = Septic(
            z, z2, z2 * z2,
            0.3999999999999997, 0.28571428571473817, 0.22222222207859388, 0.18181820169410254,
            0.15384468740891916, 0.1333953038598397, 0.11614638016687466, 0.12444553155587049);
        T v = z * p;
        T a = v + T.Create(TwoThirds);
        T aLow = ((T.Create(TwoThirds) - a) + v) + T.Create(TwoThirdsLow);
        T b = s * z;
        T bLow = T.MultiplyAdd(s, zLow, T.MultiplyAdd(sLow, z, T.MultiplyAdd(s, z, -b)));
        T c = a * b;
        low = T.MultiplyAdd(a, bLow, T.MultiplyAdd(aLow, b, T.MultiplyAdd(a, b, -c)));
        return c;
    }
}
