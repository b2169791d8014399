using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log Φ(x), the logarithm of the standard normal distribution function, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogPhi{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T LogPhi<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<LogPhiInDouble>(x);

    private readonly struct LogPhiInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.LogPhi(x);
    }
}
