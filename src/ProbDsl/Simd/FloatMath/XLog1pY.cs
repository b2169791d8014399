using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>x · log(1 + y) to within 2 ulp, and 0 wherever x = 0, even for y = -1, below or NaN.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Above -1, or anything where x = 0.</param>
    [MethodImpl(Inlined)]
    public static T XLog1pY<T>(T x, T y)
        where T : struct, IFloatLane<T> =>
        T.Select(T.Equal(x, T.Zero), T.Zero, x * Log1p(y));
}
