using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(Φ(x) - Φ(y)), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogPhiDifference{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">The first argument there.</param>
    /// <param name="y">The second.</param>
    [MethodImpl(Called)]
    public static T LogPhiDifference<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<LogPhiDifferenceInDouble>(x, y);

    private readonly struct LogPhiDifferenceInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogPhiDifference(x, y);
    }
}
