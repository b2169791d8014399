using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log Γ(x + y) - log Γ(x), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogRisingFactorial{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">The first argument there.</param>
    /// <param name="y">The second.</param>
    [MethodImpl(Called)]
    public static T LogRisingFactorial<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<LogRisingFactorialInDouble>(x, y);

    private readonly struct LogRisingFactorialInDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogRisingFactorial(x, y);
    }
}
