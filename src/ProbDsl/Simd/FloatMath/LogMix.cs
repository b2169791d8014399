using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(w e^a + (1 - w) e^b), the log density of a mixture of two, without overflow, to within 4 ulp of max(1, |a|, |b|, |log w|, |log(1 - w)|).</summary>
    /// <remarks>A weight of exactly 0 or 1 leaves one of the two.</remarks>
    /// <param name="weight">From 0 to 1.</param>
    /// <param name="a">Any real or -∞.</param>
    /// <param name="b">Any real or -∞.</param>
    [MethodImpl(Called)]
    public static T LogMix<T>(T weight, T a, T b)
        where T : struct, IFloatLane<T> => LogSumExp2(Log(weight) + a, Log1p(-weight) + b);
}
