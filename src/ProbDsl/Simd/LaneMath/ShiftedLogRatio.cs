using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>(a + b) log((a + b) / (a + c)), where a may be so large that the sums are equal, to within 4 ulp of max(1, |b|, |c|, |result|).</summary>
    /// <remarks>
    /// -(a + b) log(1 + (c - b) / (a + b)); the difference of the logarithms where the quotient overflows or comes near -1. For a → ∞ b - c. 0 where
    /// a and b are 0.
    /// </remarks>
    /// <param name="a">Zero or above.</param>
    /// <param name="b">Zero or above.</param>
    /// <param name="c">Zero or above.</param>
    [MethodImpl(Inlined)]
    public static T ShiftedLogRatio<T>(T a, T b, T c)
        where T : struct, ILane<T>
    {
        T sum = a + b;
        T ratio = (c - b) / sum;
        T result = -sum * Log1p(ratio);
        T isOrdinary = T.And(T.LessThan(T.Create(-0.9), ratio), T.LessThan(ratio, T.Create(1e300)));
        T isFar = T.Not(isOrdinary);
        return T.Any(isFar) ? T.Select(isFar, ShiftedDifferenceOfLogs(sum, a + c), result) : result;
    }

    [MethodImpl(Called)]
    private static T ShiftedDifferenceOfLogs<T>(T sum, T other)
        where T : struct, ILane<T> => XTimesY(sum, Log(sum) - Log(other));
}
