using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>2x / (1 + x²), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Log1pSquareSlope{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Log1pSquareSlope<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<Log1pSquareSlopeInDouble>(x);

    private readonly struct Log1pSquareSlopeInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Log1pSquareSlope(x);
    }
}
