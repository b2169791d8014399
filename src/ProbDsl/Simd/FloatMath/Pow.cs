using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>x to the power y, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Pow{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    /// <param name="y">As there.</param>
    [MethodImpl(Called)]
    public static T Pow<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<PowInDouble>(x, y);

    private readonly struct PowInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.Pow(x, y);
    }
}
