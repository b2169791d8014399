using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log Γ(x) - x (log x - 1), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogGammaExcess{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T LogGammaExcess<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<LogGammaExcessInDouble>(x);

    private readonly struct LogGammaExcessInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.LogGammaExcess(x);
    }
}
