using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double HalfLogTwoPi = 0.9189385332046728;

    /// <summary>
    /// log |Γ(x)|, to within 4 ulp for positive x, near its zeros at 1 and 2 too, and 4 ulp of max(1, |log |Γ(x)||, |log Γ(-x)|) for negative x.
    /// </summary>
    /// <remarks>
    /// From 1 to 8 (x - 1)(x - 2) times a minimax rational function; below log Γ(x + 1) - log x; above Stirling's series (NIST DLMF 5.11.1);
    /// for negative x the reflection Γ(x) Γ(-x) = -π / (x sin πx) (5.5.3), whose terms cancel near the zeros between the poles.
    /// 0, -1, -2, … and ±∞ give ∞.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T LogGamma<T>(T x)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        T result = LogGammaOfPositive(a);
        T negative = T.LessThan(x, T.Zero);
        return T.Any(negative) ? T.Select(negative, LogGammaOfNegative(a, result), result) : result;
    }

    /// <summary>-log |Γ(-a)| = log(a |sin πa| / π) + log Γ(a); below one log(|sin πa| / π) + log Γ(1 + a), lest the product vanish.</summary>
    [MethodImpl(Called)]
    private static T LogGammaOfNegative<T>(T a, T ofPositive)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        SinCosOfPiTimes(a, out T sin, out _, out _, out _);
        T isSmall = T.LessThan(a, one);
        T product = T.Abs(sin) * T.Create(1.0 / Math.PI) * T.Select(isSmall, one, a);
        T rest = T.Select(isSmall, LogGammaFromOneToEight(T.MinNative(one, a)), ofPositive);
        T reflected = -(Log(product) + rest);
        T infinity = T.Create(double.PositiveInfinity);
        return T.Select(T.Or(T.Equal(sin, T.Zero), T.Equal(a, infinity)), infinity, reflected);
    }

    [MethodImpl(Inlined)]
    private static T LogGammaOfPositive<T>(T a)
        where T : struct, ILane<T>
    {
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), a);
        if (!T.Any(T.Not(isLarge)))
            return LogGammaOfLarge(a, Log(a));

        T one = T.Create(1.0);
        T isSmall = T.LessThan(a, one);
        T result = LogGammaFromOneToEight(T.Select(isSmall, a, a - one));
        if (!T.Any(T.Or(isSmall, isLarge)))
            return result;
        T log = Log(a);
        return T.Select(isLarge, LogGammaOfLarge(a, log), result - T.And(isSmall, log));
    }

    /// <summary>log Γ(1 + u), for u from 0 to 7, without the rounding of the sum.</summary>
    [MethodImpl(Called)]
    internal static T LogGammaOfOnePlus<T>(T u)
        where T : struct, ILane<T> => LogGammaFromOneToEight(u);

    /// <summary>log Γ(1 + u) = u (u - 1) (5/16 + r(u)) with a rational r, for u from 0 to 7; relative error 2^-54.8.</summary>
    [MethodImpl(Inlined)]
    private static T LogGammaFromOneToEight<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T u8 = u4 * u4;
        T numerator = T.MultiplyAdd(
            Linear(u, -2.0573386064994146e-05, -1.6994359658142678e-07),
            u8,
            Septic(
                u, u2, u4,
                0.26471566490153287, 0.6867954930990036, 0.6161554639412767, 0.1832921924850601,
                -0.03748572368202256, -0.034657090857760434, -0.007475270398389081, -0.0006426278684951867));
        T denominator = T.MultiplyAdd(
            Linear(u, 7.435029008298729e-05, 5.493127667730725e-07),
            u8,
            Septic(
                u, u2, u4,
                1.0, 3.520935800940508, 5.002482653344446, 3.6946448967268397,
                1.527141775124082, 0.3557448138407977, 0.0449674903462983, 0.002826011308983929));
        return (u - T.Create(1.0)) * u * (T.Create(0.3125) + numerator / denominator);
    }

    /// <summary>(a - 1/2)(log a - 1) + (log 2π - 1)/2 + 1/(12a) - …, for a ≥ 8 and its logarithm.</summary>
    [MethodImpl(Inlined)]
    private static T LogGammaOfLarge<T>(T a, T log)
        where T : struct, ILane<T>
    {
        T rest = T.Create(HalfLogTwoPi - 0.5) + StirlingSeries(a);
        return T.MultiplyAdd(a - T.Create(0.5), log - T.Create(1.0), rest);
    }

    /// <summary>1/(12a) - 1/(360a³) + …, for a ≥ 8, as a minimax polynomial in 1/a²; its relative error is 2^-57.</summary>
    [MethodImpl(Inlined)]
    private static T StirlingSeries<T>(T a)
        where T : struct, ILane<T>
    {
        T inverse = T.Create(1.0) / a;
        T z = inverse * inverse;
        T z2 = z * z;
        T high = Quadratic(z, z2, 0.0008414728495168573, -0.0018905398389384466, 0.005069244253820121);
        T low = Cubic(z, z2, 0.08333333333333333, -0.0027777777777740994, 0.0007936507898350415, -0.0005952366069750761);
        return inverse * T.MultiplyAdd(z2 * z2, high, low);
    }
}
