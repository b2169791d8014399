using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>eˣ, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Exp{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Exp<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<ExpInDouble>(x);

    private readonly struct ExpInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Exp(x);
    }
}
