using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>(a + b) log((a + b) / (a + c)), where a may be so large that the sums are equal, to within 6 ulp of max(1, |b|, |c|, |result|).</summary>
    /// <remarks>See <see cref="LaneMath.ShiftedLogRatio{T}(T, T, T)"/>.</remarks>
    /// <param name="a">Zero or above.</param>
    /// <param name="b">Zero or above.</param>
    /// <param name="c">Zero or above.</param>
    [MethodImpl(Called)]
    public static T ShiftedLogRatio<T>(T a, T b, T c)
        where T : struct, IFloatLane<T>
    {
        T sum = a + b;
        T ratio = (c - b) / sum;
        T isOrdinary = T.And(T.LessThan(T.Create(-0.9f), ratio), T.LessThan(ratio, T.Create(1e38f)));
        return T.Select(isOrdinary, -sum * Log1p(ratio), XTimesY(sum, Log(sum) - Log(a + c)));
    }
}
