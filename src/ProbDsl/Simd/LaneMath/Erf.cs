using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>erf(x), the error function, to within 4 ulp.</summary>
    /// <remarks>x + x p(x²) for |x| &lt; 1/2, else sign(x) (1 - erfc|x|). ±∞ gives ±1. NIST DLMF 7.2.1.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T Erf<T>(T x)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        T large = T.Or(T.Create(1.0) - ErfcOfNonNegative(a), T.And(x, T.Create(-0.0)));
        return T.Select(T.LessThan(a, T.Create(0.5)), ErfOfSmall(x), large);
    }

    /// <summary>erfc(x) = 1 - erf(x), to within 4 ulp in the tail too.</summary>
    /// <remarks>2 exp(-x²) h(√2 x) with h(x) = exp(x²/2) (1 - Φ(x)). ∞ gives 0, -∞ gives 2. NIST DLMF 7.2.2.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T Erfc<T>(T x)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        T tail = ErfcOfNonNegative(a);
        T large = T.Select(T.LessThan(x, T.Zero), T.Create(2.0) - tail, tail);
        return T.Select(T.LessThan(a, T.Create(0.5)), T.Create(1.0) - ErfOfSmall(x), large);
    }

    [MethodImpl(Inlined)]
    private static T ErfcOfNonNegative<T>(T a)
        where T : struct, ILane<T>
    {
        T clamped = T.MinNative(T.Create(28.0), a);     // erfc is zero from 27.3
        T h = ScaledNormalTailOfRootTwoTimes(clamped);
        return ExpOfMinusSquare(clamped, 1.0) * (h + h);
    }

    /// <summary>x + x p(x²) for |x| ≤ 1/2; relative error of the polynomial 2^-57.8.</summary>
    [MethodImpl(Inlined)]
    private static T ErfOfSmall<T>(T x)
        where T : struct, ILane<T>
    {
        T z = x * x;
        T z2 = z * z;
        T z4 = z2 * z2;
        T p = Septic(
            z, z2, z4,
            0.12837916709551258, -0.37612638903183465, 0.11283791670924816, -0.026866170632716322,
            0.005223977370332408, -0.0008548297524748163, 0.00012053324323886661, -1.4845583855143466e-05);
        return T.MultiplyAdd(x, T.MultiplyAdd(T.Create(1.4723215353508247e-06), z4 * z4, p), x);
    }
}
