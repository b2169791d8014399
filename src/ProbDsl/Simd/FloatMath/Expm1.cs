using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>eˣ - 1, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Expm1{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Expm1<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<Expm1InDouble>(x);

    private readonly struct Expm1InDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Expm1(x);
    }
}
