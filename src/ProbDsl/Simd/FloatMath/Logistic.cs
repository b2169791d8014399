using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>1 / (1 + e⁻ˣ), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.Logistic{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T Logistic<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<LogisticInDouble>(x);

    private readonly struct LogisticInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Logistic(x);
    }
}
