using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(1 + x²), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Log1pSquare{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Log1pSquare<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<Log1pSquareInDouble>(x);

    private readonly struct Log1pSquareInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Log1pSquare(x);
    }
}
