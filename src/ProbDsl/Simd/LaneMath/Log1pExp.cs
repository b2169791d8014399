using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(1 + eˣ), the softplus function, to within 3 ulp.</summary>
    /// <remarks>max(x, 0) + log(1 + e) with e = exp(-|x|) and log(1 + e) = 2 artanh(e / (2 + e)). -∞ gives 0, ∞ gives ∞.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1pExp<T>(T x)
        where T : struct, ILane<T>
    {
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        T s = e / (e + T.Create(2.0));
        return T.MaxNative(T.Zero, x) + TwiceArtanh(s);
    }

    /// <summary>1 / (1 + e⁻ˣ), to within 2 ulp.</summary>
    /// <remarks>With e = exp(-|x|): 1 / (1 + e) for x ≥ 0, else e / (1 + e). -∞ gives 0, ∞ gives 1.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Logistic<T>(T x)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        return T.Select(T.LessThan(x, T.Zero), e, one) / (one + e);
    }

    /// <summary>log(1 + eˣ) and its derivative 1 / (1 + e⁻ˣ), with one exponential and one division.</summary>
    /// <remarks>
    /// With e = exp(-|x|) and v = 1 / ((1 + e)(2 + e)): 1 / (1 + e) = (2 + e) v and e / (2 + e) = (e (1 + e)) v. Both results are
    /// within 4 ulp.
    /// </remarks>
    /// <param name="x">Any real.</param>
    /// <param name="logistic">Receives the logistic function of <paramref name="x"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        T e1 = e + one;
        T e2 = e + T.Create(2.0);
        T inverse = one / (e1 * e2);
        logistic = T.Select(T.LessThan(x, T.Zero), e, one) * (e2 * inverse);
        return T.MaxNative(T.Zero, x) + TwiceArtanh((e * e1) * inverse);
    }

    /// <summary>2 artanh(s) = 2s + s³ p(s²) for s in [0, 1/3]; relative error of the polynomial 2^-59.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T TwiceArtanh<T>(T s)
        where T : struct, ILane<T>
    {
        T z = s * s;
        T z2 = z * z;
        T z4 = z2 * z2;
        T low = Cubic(z, z2, 0.6666666666666633, 0.4000000000015015, 0.28571428548595973, 0.22222223929959323);
        T middle = Cubic(z, z2, 0.18181745165106822, 0.1538653611191555, 0.13301259159814807, 0.12104001085133707);
        T high = Linear(z, 0.08348581615541824, 0.17003845878355442);
        T p = T.MultiplyAdd(T.MultiplyAdd(high, z4, middle), z4, low);
        return T.MultiplyAdd(s * z, p, s + s);
    }
}
