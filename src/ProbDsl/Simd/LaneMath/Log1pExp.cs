using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(1 + eˣ), the softplus function, to within 3 ulp.</summary>
    /// <remarks>
    /// max(x, 0) + log(1 + e) with e = exp(-|x|), and log(1 + e) by tables or as 2 artanh(e / (2 + e)). -∞ gives 0, ∞ gives ∞.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pExp<T>(T x)
        where T : struct, ILane<T>
    {
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        return T.MaxNative(T.Zero, x) + Log1pOfUnitInterval(e);
    }

    /// <summary>1 / (1 + e⁻ˣ), to within 3 ulp.</summary>
    /// <remarks>
    /// With e = exp(-|x|): 1 / (1 + e) for x ≥ 0, else e / (1 + e). -∞ gives 0, ∞ gives 1.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Logistic<T>(T x)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        return T.Select(T.LessThan(x, T.Zero), e, one) / (one + e);
    }

    /// <summary>log(1 + eˣ) and its derivative 1 / (1 + e⁻ˣ), each to within 4 ulp, with one exponential and one division.</summary>
    /// <remarks>
    /// <see cref="Log1pExp"/> and <see cref="Logistic"/> share e = exp(-|x|). Without tables they share v = 1 / ((1 + e)(2 + e)) too, as
    /// 1 / (1 + e) = (2 + e) v and e / (2 + e) = (e (1 + e)) v.
    /// </remarks>
    /// <param name="x">Any real.</param>
    /// <param name="logistic">Receives the logistic function of <paramref name="x"/>.</param>
    [MethodImpl(Inlined)]
    public static T Log1pExpAndLogistic<T>(T x, out T logistic)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T e = ExpOfNonPositive(T.Or(x, T.Create(-0.0)));
        T numerator = T.Select(T.LessThan(x, T.Zero), e, one);
        if (T.HasLookup)
        {
            logistic = numerator / (one + e);
            return T.MaxNative(T.Zero, x) + Log1pByTable(e);
        }

        T e1 = e + one;
        T e2 = e + T.Create(2.0);
        T inverse = one / (e1 * e2);
        logistic = numerator * (e2 * inverse);
        T s = (e * e1) * inverse;
        s = T.MultiplyAdd(T.MultiplyAdd(-s, e2, e), e1 * inverse, s);       // what the four roundings of s lost
        return T.MaxNative(T.Zero, x) + TwiceArtanh(s, e);
    }

    /// <summary>log(1 + e) for e in [0, 1].</summary>
    [MethodImpl(Inlined)]
    private static T Log1pOfUnitInterval<T>(T e)
        where T : struct, ILane<T> =>
        T.HasLookup ? Log1pByTable(e) : TwiceArtanh(e / (e + T.Create(2.0)), e);

    /// <summary>2 artanh(s) = 2s + s³ p(s²) for s = e / (e + 2) in [0, 1/3]; relative error of the polynomial 2^-59.</summary>
    /// <remarks>A tiny e is its own result: a subnormal one would lose its last bit to s.</remarks>
    [MethodImpl(Inlined)]
    private static T TwiceArtanh<T>(T s, T e)
        where T : struct, ILane<T>
    {
        T z = s * s;
        T z2 = z * z;
        T z4 = z2 * z2;
        T low = Cubic(z, z2, 0.6666666666666633, 0.4000000000015015, 0.28571428548595973, 0.22222223929959323);
        T middle = Cubic(z, z2, 0.18181745165106822, 0.1538653611191555, 0.13301259159814807, 0.12104001085133707);
        T high = Linear(z, 0.08348581615541824, 0.17003845878355442);
        T p = T.MultiplyAdd(T.MultiplyAdd(high, z4, middle), z4, low);
        return T.Select(T.LessThan(e, T.Create(1e-300)), e, T.MultiplyAdd(s * z, p, s + s));
    }

    /// <summary>log(1 + e) = log(1 + f) - log(c) for e in [0, 1], with c ≈ 1 / (1 + e) of 12 bits and -log(c) from tables.</summary>
    /// <remarks>c is one where e is below 1/30. log(1 + f) = f + f² q(f) for |f| ≤ 1/30; relative error of the polynomial 2^-55.</remarks>
    [MethodImpl(Inlined)]
    private static T Log1pByTable<T>(T e)
        where T : struct, ILane<T>
    {
        T index = T.MultiplyAdd(e, T.Create(15.0), T.Create(ToInteger));
        T c = T.Lookup(
            Vector512.Create(1.0, 0.9375, 0.88232421875, 0.833251953125, 0.78955078125, 0.75, 0.71435546875, 0.681884765625),
            Vector512.Create(0.652099609375, 0.625, 0.60009765625, 0.576904296875, 0.5556640625, 0.53564453125, 0.517333984375, 0.5),
            index);
        T minusLog = T.Lookup(
            Vector512.Create(
                0.0, 0.06453852113757118, 0.12519569556716992, 0.18241921781263667,
                0.23629112658229157, 0.2876820724517809, 0.3363745851392741, 0.3828946007741669),
            Vector512.Create(
                0.42755795360938287, 0.4700036292457356, 0.5106628765933636, 0.5500788895324359,
                0.5875913714731221, 0.6242845258841682, 0.6590666084510446, 0.6931471805599453),
            index);
        T f = T.MultiplyAdd(e, c, c - T.Create(1.0));
        T f2 = f * f;
        T q = Septic(
            f, f2, f2 * f2,
            -0.49999999999999506, 0.333333333333316, -0.2500000000621902, 0.20000000012437083,
            -0.16666646126178158, 0.14285685279724936, -0.12524888720742516, 0.11138516778856557);
        return minusLog + T.MultiplyAdd(f2, q, f);
    }
}
