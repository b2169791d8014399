using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log|Γ(x)|, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogGamma{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T LogGamma<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<LogGammaInDouble>(x);

    private readonly struct LogGammaInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.LogGamma(x);
    }
}
