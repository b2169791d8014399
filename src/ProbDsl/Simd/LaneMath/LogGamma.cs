using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double HalfLogTwoPi = 0.9189385332046728;

    /// <summary>log |Γ(x)|, to within 4 ulp for positive x, near its zeros at 1 and 2 too.</summary>
    /// <remarks>
    /// From 1 to 8 (x - 1)(x - 2) times a minimax rational function; below log Γ(x + 1) - log x; above Stirling's series (NIST DLMF 5.11.1);
    /// for negative x the reflection Γ(x) Γ(-x) = -π / (x sin πx) (5.5.3), whose error is relative to its largest term.
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
        if (!T.Any(negative))
            return result;

        SinCosOfPiTimes(a, out T sin, out _);
        T reflected = Log(T.Create(Math.PI) / (a * T.Abs(sin))) - result;
        T infinity = T.Create(double.PositiveInfinity);
        reflected = T.Select(T.Or(T.Equal(sin, T.Zero), T.Equal(a, infinity)), infinity, reflected);
        return T.Select(negative, reflected, result);
    }

    [MethodImpl(Called)]
    private static T LogGammaOfPositive<T>(T a)
        where T : struct, ILane<T>
    {
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), a);
        if (!T.Any(T.Not(isLarge)))
            return LogGammaOfLarge(a);

        T one = T.Create(1.0);
        T isSmall = T.LessThan(a, one);
        T result = LogGammaFromOneToEight(T.Select(isSmall, a, a - one));
        if (T.Any(isSmall))
            result -= T.And(isSmall, Log(a));
        return T.Any(isLarge) ? T.Select(isLarge, LogGammaOfLarge(a), result) : result;
    }

    /// <summary>log Γ(1 + u) = u (u - 1) (3/8 + r(u)) with a rational r, for u from 0 to 7; relative error 2^-54.8.</summary>
    [MethodImpl(Inlined)]
    private static T LogGammaFromOneToEight<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T u8 = u4 * u4;
        T numerator = T.MultiplyAdd(
            Linear(u, -2.522027919518085e-05, -2.042756445047438e-07),
            u8,
            Septic(
                u, u2, u4,
                0.20221566490153284, 0.46673700554022185, 0.3035002981072489, -0.04762311356036738,
                -0.13293208462727768, -0.05689114172281029, -0.010285738545032725, -0.0008192535753066823));
        T denominator = T.MultiplyAdd(
            Linear(u, 7.435029008298729e-05, 5.493127667730725e-07),
            u8,
            Septic(
                u, u2, u4,
                1.0, 3.520935800940508, 5.002482653344446, 3.6946448967268397,
                1.527141775124082, 0.3557448138407977, 0.0449674903462983, 0.002826011308983929));
        return (u - T.Create(1.0)) * u * (T.Create(0.375) + numerator / denominator);
    }

    /// <summary>(a - 1/2)(log a - 1) + (log 2π - 1)/2 + 1/(12a) - …, for a ≥ 8.</summary>
    [MethodImpl(Inlined)]
    private static T LogGammaOfLarge<T>(T a)
        where T : struct, ILane<T>
    {
        T rest = T.Create(HalfLogTwoPi - 0.5) + StirlingSeries(a);
        return T.MultiplyAdd(a - T.Create(0.5), Log(a) - T.Create(1.0), rest);
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
