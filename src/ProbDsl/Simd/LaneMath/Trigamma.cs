using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>ψ'(x) = d² log Γ(x) / dx², to within 4 ulp.</summary>
    /// <remarks>
    /// From 1 to 8 a minimax rational function; below ψ'(x + 1) + 1 / x²; above the asymptotic series (NIST DLMF 5.15.8); for
    /// negative x the reflection ψ'(1 - x) + ψ'(x) = π² / sin²(πx) (5.15.6). 0 and the negative integers give ∞.
    /// </remarks>
    /// <param name="x">Any real but 0, -1, -2, ….</param>
    [MethodImpl(Called)]
    public static T Trigamma<T>(T x)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T negative = T.LessThan(x, T.Zero);
        T a = T.Select(negative, one - x, x);
        T result = TrigammaOfPositive(a);
        return T.Any(negative) ? T.Select(negative, TrigammaOfNegative(x, result), result) : result;
    }

    /// <summary>ψ'(x) = π² / sin²(πx) - ψ'(1 - x).</summary>
    [MethodImpl(Called)]
    private static T TrigammaOfNegative<T>(T x, T ofComplement)
        where T : struct, ILane<T>
    {
        SinCosOfPiTimes(T.Abs(x), out T sin, out T sinLow, out _, out _);
        T ratio = QuotientInTwoParts(T.Create(Math.PI), T.Create(PiLow), sin, sinLow, out T ratioLow);
        T result = T.MultiplyAdd(ratio, ratio, T.MultiplyAdd(ratio + ratio, ratioLow, -ofComplement));

        // Where the square is beyond 2^106, the rest of it does not count and need not be a number.
        return T.Select(T.LessThan(T.Abs(ratio), T.Create(9007199254740992.0)), result, ratio * ratio);
    }

    [MethodImpl(Inlined)]
    private static T TrigammaOfPositive<T>(T a)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), a);
        T isSmall = T.LessThan(a, one);
        T u = T.Select(isSmall, a + one, a);
        T inverse = one / a;        // its square keeps all digits where that of a would be subnormal
        T result = TrigammaFromOneToEight(u) + T.And(isSmall, inverse * inverse);
        return T.Any(isLarge) ? T.Select(isLarge, TrigammaOfLarge(a), result) : result;
    }

    /// <summary>A rational function of relative error 2^-58.</summary>
    [MethodImpl(Inlined)]
    private static T TrigammaFromOneToEight<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T numerator = Septic(
            u, u2, u4,
            1109873.4208877585, 4762498.869663798, 10341293.41486909, 13379852.712578094,
            10744713.29476714, 5338940.678071236, 1542503.4068051153, 210996.317055581);
        T denominator = Septic(
            u, u2, u4,
            1.0, -12.389394999245884, 1109947.3238611852, 4762217.326406155,
            8516387.962715127, 8212576.237783126, 4585272.011325173, 1437005.2479196703);
        denominator = T.MultiplyAdd(T.Create(210996.31706140155), u4 * u4, denominator);
        return numerator / denominator;
    }

    /// <summary>1/a + 1/(2a²) + (1/6 - …) / a³ for a ≥ 8, the series as a minimax polynomial.</summary>
    [MethodImpl(Inlined)]
    private static T TrigammaOfLarge<T>(T a)
        where T : struct, ILane<T>
    {
        T inverse = T.Create(1.0) / a;
        T z = inverse * inverse;
        T z2 = z * z;
        T series = Septic(
            z, z2, z2 * z2,
            0.16666666666666666, -0.033333333333306035, 0.023809523772208036, -0.03333331385081543,
            0.0757525535730805, -0.25240311072392174, 1.1097510804211568, -4.582432731699336);
        return T.MultiplyAdd(z, T.MultiplyAdd(inverse, series, T.Create(0.5)), inverse);
    }
}
