using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>φ(x) / Φ(x), the derivative of log Φ, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.InverseMillsRatio{T}(T, T)"/>. log Φ is computed again: its float has too few digits for an exponent.</remarks>
    /// <param name="x">Any real.</param>
    /// <param name="logPhi">log Φ(x).</param>
    [MethodImpl(Called)]
    public static T InverseMillsRatio<T>(T x, T logPhi)
        where T : struct, IFloatLane<T> => T.InDouble<InverseMillsRatioInDouble>(x);

    private readonly struct InverseMillsRatioInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.InverseMillsRatio(x, LaneMath.LogPhi(x));
    }
}
