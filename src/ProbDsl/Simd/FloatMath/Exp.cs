using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    private const float InvLogTwo = 1.44269502f;

    // log(2) in two parts: the high one has 9 bits, so that its products with exponents are exact, without fused multiply-adds too.
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194442e-4f;

    private const float ToInteger = 12582912f;      // 1.5 · 2^23: adding and subtracting it rounds to an integer
    private const float ExpOverflow = 89f;          // exp is infinite from here
    private const float ExpUnderflow = -105f;       // exp is zero from here

    /// <summary>eˣ to within 1 ulp, and 1.5 ulp below the normal range.</summary>
    /// <remarks>
    /// eˣ = 2ⁿ eʳ with |r| ≤ log(2) / 2 and eʳ = 1 + r + r² q(r) with a minimax polynomial q. -∞ gives 0, ∞ gives ∞, NaN gives NaN;
    /// results below the normal range are rounded to subnormals.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Exp<T>(T x)
        where T : struct, IFloatLane<T> =>

        // The argument stands on the right of the clamps, where a NaN passes through.
        ExpOfClamped(T.MaxNative(T.Create(ExpUnderflow), T.MinNative(T.Create(ExpOverflow), x)));

    /// <summary>eˣ for x ≤ 0.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfNonPositive<T>(T x)
        where T : struct, IFloatLane<T> =>
        ExpOfClamped(T.MaxNative(T.Create(ExpUnderflow), x));

    [MethodImpl(Inlined)]
    private static T ExpOfClamped<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T r = ReduceByLogTwo(x, out T n);
        return T.ScaleByPowerOfTwo(ExpOfReduced(r), n);
    }

    /// <summary>exp(x + low) for a clamped x and a low part below the last digit of x.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfSum<T>(T x, T low)
        where T : struct, IFloatLane<T>
    {
        T r = ReduceByLogTwo(x, out T n) + low;
        return T.ScaleByPowerOfTwo(ExpOfReduced(r), n);
    }

    /// <summary>r = x - n log(2) for the nearest integer n.</summary>
    [MethodImpl(Inlined)]
    private static T ReduceByLogTwo<T>(T x, out T n)
        where T : struct, IFloatLane<T>
    {
        n = T.MultiplyAdd(x, T.Create(InvLogTwo), T.Create(ToInteger)) - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-LogTwoHigh), x);
        return T.MultiplyAdd(n, T.Create(-LogTwoLow), r);
    }

    /// <summary>1 + r + r² q(r) for |r| ≤ log(2) / 2; relative error of the polynomial 2^-28.3.</summary>
    [MethodImpl(Inlined)]
    private static T ExpOfReduced<T>(T r)
        where T : struct, IFloatLane<T>
    {
        T high = T.MultiplyAdd(T.Create(0.00138146104f), r, T.Create(0.00836871751f));
        T q = Cubic(r, 0.49999994f, 0.166665211f, 0.041668389f, high);
        return T.MultiplyAdd(q, r * r, r) + T.Create(1f);
    }
}
