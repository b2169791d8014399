using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>x · log(y) to within 2 ulp, and 0 wherever x = 0, even for y = 0, negative or NaN.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Positive, or anything where x = 0.</param>
    [MethodImpl(Inlined)]
    public static T XLogY<T>(T x, T y)
        where T : struct, IFloatLane<T> =>
        T.Select(T.Equal(x, T.Zero), T.Zero, x * Log(y));
}
