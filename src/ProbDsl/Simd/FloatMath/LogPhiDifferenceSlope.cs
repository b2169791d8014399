using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>φ(a) / (Φ(a) - Φ(b)), the derivative of log(Φ(a) - Φ(b)) by a, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogPhiDifferenceSlope{T}(T, T, T)"/>. The difference is computed again: its float has too few digits for an exponent.</remarks>
    /// <param name="a">The upper end.</param>
    /// <param name="b">The lower end, below <paramref name="a"/>.</param>
    /// <param name="logDifference">log(Φ(a) - Φ(b)).</param>
    [MethodImpl(Called)]
    public static T LogPhiDifferenceSlope<T>(T a, T b, T logDifference)
        where T : struct, IFloatLane<T> => T.InDouble<LogPhiDifferenceSlopeInDouble>(a, b);

    private readonly struct LogPhiDifferenceSlopeInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogPhiDifferenceSlope(x, y, LaneMath.LogPhiDifference(x, y));
    }
}
