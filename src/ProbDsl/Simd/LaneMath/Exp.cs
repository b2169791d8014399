using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double InvLogTwo = 1.4426950408889634;

    // log(2) in two parts: the high one has 32 bits, so that its products with exponents are exact.
    private const double LogTwoHigh = 0.6931471803691238;
    private const double LogTwoLow = 1.9082149292705877e-10;

    private const double ToInteger = 6755399441055744.0;    // 1.5 · 2^52: adding and subtracting it rounds to an integer
    private const double ExpOverflow = 710.0;               // exp is infinite from here
    private const double ExpUnderflow = -746.0;             // exp is zero from here

    /// <summary>eˣ to within 1 ulp.</summary>
    /// <remarks>
    /// x = n log 2 + r with |r| ≤ log(2) / 2, and eˣ = 2ⁿ (1 + r + r² q(r)) with the minimax polynomial q of degree 9.
    /// -∞ gives 0, ∞ gives ∞, NaN gives NaN; results below the normal range are rounded correctly to subnormals.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Exp<T>(T x)
        where T : struct, ILane<T>
    {
        // The argument stands on the right of the clamps, where a NaN passes through.
        T clamped = T.MaxNative(T.Create(ExpUnderflow), T.MinNative(T.Create(ExpOverflow), x));
        return ExpOfClamped(clamped);
    }

    /// <summary>eˣ for x ≤ 0, sparing the clamp from above.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfNonPositive<T>(T x)
        where T : struct, ILane<T> =>
        ExpOfClamped(T.MaxNative(T.Create(ExpUnderflow), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfClamped<T>(T x)
        where T : struct, ILane<T>
    {
        T n = T.MultiplyAdd(x, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoHigh), x);
        r = T.MultiplyAdd(n, T.Create(-LogTwoLow), r);
        return T.ScaleByPowerOfTwo(ExpOfReduced(r), n);
    }

    /// <summary>1 + r + r² q(r) for |r| ≤ log(2) / 2; relative error of the polynomial 2^-57.8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T ExpOfReduced<T>(T r)
        where T : struct, ILane<T>
    {
        T r2 = r * r;
        T r4 = r2 * r2;
        T low = Cubic(r, r2, 0.500000000000001, 0.1666666666666642, 0.04166666666653554, 0.008333333333493217);
        T middle = Cubic(r, r2, 0.0013888888942393549, 0.0001984126950646171, 2.4801494248620795e-05, 2.755758826791248e-06);
        T high = Linear(r, 2.7629873914699445e-07, 2.4999038616430368e-08);
        T q = T.MultiplyAdd(T.MultiplyAdd(high, r4, middle), r4, low);
        return T.MultiplyAdd(q, r2, r) + T.Create(1.0);
    }
}
