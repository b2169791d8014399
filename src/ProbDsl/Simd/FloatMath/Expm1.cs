using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>eˣ - 1 to within 2 ulp, accurate near zero.</summary>
    /// <remarks>
    /// x = n log 2 + r, and eˣ - 1 = 2ⁿ (eʳ - 1) + (2ⁿ - 1), where 2ⁿ - 1 is zero for |x| ≤ log(2) / 2. -∞ gives -1. Subnormal
    /// arguments lose their last bit.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Expm1<T>(T x)
        where T : struct, IFloatLane<T>
    {
        // Below -32 the result is -1; clamping there keeps the powers of two normal.
        T r = ReduceByLogTwo(T.MaxNative(T.Create(-32f), T.MinNative(T.Create(ExpOverflow), x)), out T n);

        // Half of the power, so that it is finite wherever the result is.
        T halfPower = T.ScaleByPowerOfTwo(T.Create(0.5f), n);
        T half = T.MultiplyAdd(halfPower, Expm1OfReduced(r), halfPower - T.Create(0.5f));
        return half + half;
    }

    /// <summary>r + r² q(r) = eʳ - 1 for |r| ≤ log(2) / 2; relative error of the polynomial 2^-32.</summary>
    [MethodImpl(Inlined)]
    private static T Expm1OfReduced<T>(T r)
        where T : struct, IFloatLane<T>
    {
        T q = Cubic(r, 0.5f, 0.166666657f, 0.0416663624f, Quadratic(r, 0.00833338965f, 0.00139406277f, 0.000198458787f));
        return T.MultiplyAdd(q, r * r, r);
    }
}
