using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Φ⁻¹(p), the standard normal quantile function, to within 4 ulp.</summary>
    /// <remarks>
    /// q (47/16 + R(0.180625 - q²)) in the centre |q| ≤ 0.425 with q = p - 1/2, and √2 r + R(r) with r = √(-log min(p, 1 - p)) in
    /// two pieces of the tails, with minimax rational functions R (the pieces are those of Wichura, Applied Statistics 37, 1988).
    /// 0 gives -∞, 1 gives ∞, outside gives NaN.
    /// </remarks>
    /// <param name="p">From 0 to 1.</param>
    [MethodImpl(Called)]
    public static T InversePhi<T>(T p)
        where T : struct, ILane<T>
    {
        T q = p - T.Create(0.5);
        T result = CentralQuantile(q);
        T isTail = T.LessThan(T.Create(0.425), T.Abs(q));
        return T.Any(isTail) ? T.Select(isTail, TailQuantile(p, q), result) : result;
    }

    [MethodImpl(Inlined)]
    private static T CentralQuantile<T>(T q)
        where T : struct, ILane<T>
    {
        T r = T.MultiplyAdd(-q, q, T.Create(0.180625));
        T r2 = r * r;
        T r4 = r2 * r2;
        T numerator = Septic(
            r, r2, r4,
            0.44963287279636693, 10.07801066856013, -27.672856671833703, -2303.2634191470083,
            -21296.89110156762, -76906.74464071408, -109221.58397783169, -45418.45590638688);
        numerator = T.MultiplyAdd(T.Create(-576.4154628228782), r4 * r4, numerator);
        T denominator = Septic(
            r, r2, r4,
            1.0, 45.052791686890956, 792.2361857753137, 6895.724431919056,
            31144.572455988957, 70000.15642483319, 68145.60815792254, 20041.18374520775);
        return q * (T.Create(2.9375) + numerator / denominator);
    }

    [MethodImpl(Inlined)]
    private static T TailQuantile<T>(T p, T q)
        where T : struct, ILane<T>
    {
        T smaller = T.MinNative(T.Create(1.0) - p, p);
        T r = T.Sqrt(-Log(smaller));
        T rest = NearTail(r - T.Create(1.6));
        T isFar = T.LessThan(T.Create(5.0), r);
        if (T.Any(isFar))
            rest = T.Select(isFar, FarTail(r - T.Create(5.0)), rest);
        T magnitude = T.MultiplyAdd(T.Create(RootTwo), r, rest);
        magnitude = T.Select(T.Equal(smaller, T.Zero), T.Create(double.PositiveInfinity), magnitude);
        return T.Or(magnitude, T.And(q, T.Create(-0.0)));
    }

    /// <summary>The quantile's magnitude less √2 r, for r = √(-log p) from 1.6 to 5, u = r - 1.6; error 2^-56 of the quantile.</summary>
    [MethodImpl(Inlined)]
    private static T NearTail<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T numerator = Septic(
            u, u2, u4,
            -0.8393045890472687, -1.4237138445647948, -0.9266900932542107, -0.29183759755780775,
            -0.04554884272869929, -0.003122570982558919, -6.61103793094361e-05, -7.008781135654419e-08);
        T denominator = Septic(
            u, u2, u4,
            1.0, 2.0460378674455684, 1.6730608049846627, 0.6993694716920148,
            0.15791672540619794, 0.018493952906097594, 0.0009605415093560664, 1.473937866422e-05);
        return numerator / denominator;
    }

    /// <summary>The quantile's magnitude less √2 r, for r = √(-log p) from 5 to 27.4, u = r - 5; error 2^-55 of the quantile.</summary>
    [MethodImpl(Inlined)]
    private static T FarTail<T>(T u)
        where T : struct, ILane<T>
    {
        T u2 = u * u;
        T u4 = u2 * u2;
        T numerator = Septic(
            u, u2, u4,
            -0.41316316836437206, -0.19659143194358847, -0.03378406969868713, -0.0025929477929513126,
            -8.959049702461413e-05, -1.2402468576101996e-06, -4.917774820222301e-09, -7.913343351687185e-13);
        T denominator = Septic(
            u, u2, u4,
            1.0, 0.6112286058420909, 0.1435056708299784, 0.01630241715980805,
            0.0009315533214957009, 2.5400804439575107e-05, 2.8305379006316576e-07, 8.713891827706337e-10);
        return numerator / denominator;
    }
}
