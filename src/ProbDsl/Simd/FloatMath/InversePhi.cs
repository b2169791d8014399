using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>Φ⁻¹(x), the quantile of the standard normal, computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.InversePhi{T}(T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    [MethodImpl(Called)]
    public static T InversePhi<T>(T x)
        where T : struct, IFloatLane<T> => T.InDouble<InversePhiInDouble>(x);

    private readonly struct InversePhiInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.InversePhi(x);
    }
}
