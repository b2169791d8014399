using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>the logarithm of the binomial coefficient of x over y, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogChoose{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    /// <param name="y">As there.</param>
    [MethodImpl(Called)]
    public static T LogChoose<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<LogChooseInDouble>(x, y);

    private readonly struct LogChooseInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogChoose(x, y);
    }
}
