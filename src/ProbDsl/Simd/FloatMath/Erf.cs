using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>erf(x), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Erf{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Erf<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<ErfInDouble>(x);

    private readonly struct ErfInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Erf(x);
    }
}
