using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    // The positive zero of digamma in two parts.
    private const double DigammaZeroHigh = 1.4616321449683622;
    private const double DigammaZeroLow = 9.549995429965697e-17;

    private const double FirstAsymptotic = 8.0;

    /// <summary>
    /// ψ(x) = d log Γ(x) / dx, to within 4 ulp for positive x, near its zero at 1.46 too, and 4 ulp of max(log(2 - x), |ψ|) for negative x.
    /// </summary>
    /// <remarks>
    /// From 1 to 8 (x - x₀) times a minimax rational function; below ψ(x + 1) - 1 / x; above the asymptotic series (NIST DLMF 5.11.2);
    /// for negative x the reflection ψ(x) = ψ(1 - x) - π cot(πx) (5.5.4), whose terms cancel near the zeros between the poles.
    /// 0 gives -∞, a negative integer or -∞ gives NaN.
    /// </remarks>
    /// <param name="x">Any real but 0, -1, -2, ….</param>
    [MethodImpl(Called)]
    public static T Digamma<T>(T x)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        T result = DigammaOfPositive(a);
        T negative = T.LessThan(x, T.Zero);
        return T.Any(negative) ? T.Select(negative, DigammaOfNegative(a), result) : result;
    }

    /// <summary>ψ(-a) = ψ(1 + a) + π cot(πa).</summary>
    /// <remarks>The cotangent is made in two parts; the rounding of v = 1 + a is made good by ψ'(v) ≈ 1/v + 1/(2v²) + 1/(6v³).</remarks>
    [MethodImpl(Called)]
    private static T DigammaOfNegative<T>(T a)
        where T : struct, ILane<T>
    {
        SinCosOfPiTimes(a, out T sin, out T sinLow, out T cos, out T cosLow);
        T quotient = QuotientInTwoParts(cos, cosLow, sin, sinLow, out T quotientLow);
        T cotangent = ProductInTwoParts(T.Create(Math.PI), T.Create(PiLow), quotient, quotientLow, out T cotangentLow);
        T v = TwoSum(T.Create(1.0), a, out T lost);
        T inverse = T.Create(1.0) / v;
        T slope = inverse * T.MultiplyAdd(inverse, T.MultiplyAdd(inverse, T.Create(1.0 / 6.0), T.Create(0.5)), T.Create(1.0));
        T sum = cotangent + (DigammaOfPositive(v) + T.MultiplyAdd(slope, lost, cotangentLow));

        // At a pole and beside it nothing but the sign of an infinite quotient is left of the low part.
        T isFinite = T.LessThan(T.Abs(quotient), T.Create(1e300));
        return T.Select(T.Equal(sin, T.Zero), T.Create(double.NaN), T.Select(isFinite, sum, cotangent));
    }

    [MethodImpl(Inlined)]
    private static T DigammaOfPositive<T>(T a)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), a);
        T isSmall = T.LessThan(a, one);
        T u = T.Select(isSmall, a + one, a);
        T result = DigammaFromOneToEight(u) - T.And(isSmall, one / a);
        return T.Any(isLarge) ? T.Select(isLarge, DigammaOfLarge(a), result) : result;
    }

    /// <summary>(u - x₀) (1/2 + r(u)) with a rational r, for u from 1 to 8; relative error 2^-56.</summary>
    [MethodImpl(Inlined)]
    private static T DigammaFromOneToEight<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T u8 = u4 * u4;
        T numerator = Septic(
            u, u2, u4,
            74665753.38761437, 197277156.59535572, 140337584.73604745, 24979790.067635193,
            -5986702.915621404, -2298564.053721213, -221807.48254405925, -7052.815507870923);
        numerator = T.MultiplyAdd(T.Create(-54.74119224093908), u8, numerator);
        T denominator = Septic(
            u, u2, u4,
            1.0, 109133855.16038129, 230443936.86746505, 168191954.9363504,
            54666428.854910485, 8345997.681670952, 574181.1854288776, 15404.726586027322);
        denominator = T.MultiplyAdd(T.Create(110.12278624805236), u8, denominator);
        T fromZero = (u - T.Create(DigammaZeroHigh)) - T.Create(DigammaZeroLow);
        return fromZero * (T.Create(0.5) + numerator / denominator);
    }

    /// <summary>log a - 1/(2a) - (1/12 - …) / a² for a ≥ 8.</summary>
    [MethodImpl(Inlined)]
    private static T DigammaOfLarge<T>(T a)
        where T : struct, ILane<T> => Log(a) - DigammaSeries(a);

    /// <summary>1/(2a) + (1/12 - …) / a² for a ≥ 8, the series as a minimax polynomial.</summary>
    [MethodImpl(Inlined)]
    private static T DigammaSeries<T>(T a)
        where T : struct, ILane<T>
    {
        T inverse = T.Create(1.0) / a;
        T z = inverse * inverse;
        T z2 = z * z;
        T series = Septic(
            z, z2, z2 * z2,
            0.08333333333333333, -0.008333333333331734, 0.0039682539660696545, -0.004166665528235582,
            0.0075754647853719815, -0.021051515992142885, 0.08004449601034926, -0.29981065552987224);
        return T.MultiplyAdd(z, series, inverse * T.Create(0.5));
    }
}
