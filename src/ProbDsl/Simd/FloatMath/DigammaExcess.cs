using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>ψ(x) - log x, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.DigammaExcess{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T DigammaExcess<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<DigammaExcessInDouble>(x);

    private readonly struct DigammaExcessInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.DigammaExcess(x);
    }
}
