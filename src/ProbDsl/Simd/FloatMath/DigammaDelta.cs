using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>ψ(x + y) - ψ(x), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.DigammaDelta{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">The first argument there.</param>
    /// <param name="y">The second.</param>
    [MethodImpl(Called)]
    public static T DigammaDelta<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<DigammaDeltaInDouble>(x, y);

    private readonly struct DigammaDeltaInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.DigammaDelta(x, y);
    }
}
