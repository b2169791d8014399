using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>ψ′(x), the second derivative of log Γ, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Trigamma{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Trigamma<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<TrigammaInDouble>(x);

    private readonly struct TrigammaInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Trigamma(x);
    }
}
