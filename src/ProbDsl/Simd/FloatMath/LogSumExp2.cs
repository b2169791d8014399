using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(eˣ + eʸ), computed in double precision and rounded: to within 0.51 ulp.</summary>
    /// <remarks>See <see cref="LaneMath.LogSumExp2{T}(T, T)"/>, whose special values it has.</remarks>
    /// <param name="x">As there.</param>
    /// <param name="y">As there.</param>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T x, T y)
        where T : struct, IFloatLane<T> => T.InDouble<LogSumExp2InDouble>(x, y);

    /// <summary>log(e^x + e^y) and its derivative by <paramref name="x"/>.</summary>
    /// <param name="x">Any real or ±∞.</param>
    /// <param name="y">Any real or ±∞.</param>
    /// <param name="weight">The share of <paramref name="x"/> in the sum; a half where both are equal.</param>
    [MethodImpl(Called)]
    public static T LogSumExp2<T>(T x, T y, out T weight)
        where T : struct, IFloatLane<T>
    {
        weight = Logistic(T.Select(T.Equal(x, y), T.Zero, x - y));
        return LogSumExp2(x, y);
    }

    private readonly struct LogSumExp2InDouble : IDoubleFunction2
    {
        public static T Of<T>(T x, T y)
            where T : struct, ILane<T> => LaneMath.LogSumExp2(x, y);
    }
}
