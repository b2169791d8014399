using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log B(x, y), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogBeta{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    /// <param name="y">As there.</param>
    [MethodImpl(Called)]
    public static T LogBeta<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<LogBetaInDouble>(x, y);

    private readonly struct LogBetaInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogBeta(x, y);
    }
}
