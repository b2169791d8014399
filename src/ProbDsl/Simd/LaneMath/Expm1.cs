using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>eˣ - 1 to within 2 ulp, accurate near zero.</summary>
    /// <remarks>
    /// x = n log 2 + r, and eˣ - 1 = 2ⁿ (eʳ - 1) + (2ⁿ - 1), where 2ⁿ - 1 is zero for |x| ≤ log(2) / 2. -∞ gives -1.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Expm1<T>(T x)
        where T : struct, ILane<T>
    {
        // Below -64 the result is -1; clamping there keeps the powers of two normal.
        T clamped = T.MaxNative(T.Create(-64.0), T.MinNative(T.Create(ExpOverflow), x));
        T n = T.MultiplyAdd(clamped, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoHigh), clamped);
        r = T.MultiplyAdd(n, T.Create(-LogTwoLow), r);

        // Half of the power, so that it is finite wherever the result is.
        T halfPower = T.ScaleByPowerOfTwo(T.Create(0.5), n);
        T reduced = Expm1OfReduced(r);
        T half = T.MultiplyAdd(halfPower, reduced, halfPower - T.Create(0.5));
        return T.Select(T.Equal(n, T.Zero), reduced, half + half);     // the half of a subnormal number would lose a bit
    }

    /// <summary>r + r² q(r) = eʳ - 1 for |r| ≤ log(2) / 2; relative error of the polynomial 2^-61.</summary>
    [MethodImpl(Inlined)]
    private static T Expm1OfReduced<T>(T r)
        where T : struct, ILane<T>
    {
        T r2 = r * r;
        T r4 = r2 * r2;
        T low = Cubic(r, r2, 0.5, 0.16666666666666677, 0.0416666666666667, 0.00833333333332221);
        T middle = Cubic(r, r2, 0.0013888888888867056, 0.00019841269884790662, 2.4801587360497427e-05, 2.7557245453410397e-06);
        T high = Quadratic(r, r2, 2.7557242631595127e-07, 2.510863130664741e-08, 2.092451547674348e-09);
        T q = T.MultiplyAdd(T.MultiplyAdd(high, r4, middle), r4, low);
        return T.MultiplyAdd(q, r2, r);
    }
}
