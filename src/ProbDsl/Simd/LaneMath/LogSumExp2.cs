using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(e^a + e^b) = max(a, b) + log(1 + e^-|a - b|), without overflow, to within 2 ulp of max(1, |result|).</summary>
    /// <remarks>Both -∞ gives -∞; either +∞ gives +∞; either NaN gives NaN.</remarks>
    /// <param name="a">Any real or ±∞.</param>
    /// <param name="b">Any real or ±∞.</param>
    [MethodImpl(Inlined)]
    public static T LogSumExp2<T>(T a, T b)
        where T : struct, ILane<T>
    {
        // Equal arguments differ by zero, infinite ones included.
        T difference = T.Select(T.Equal(a, b), T.Zero, a - b);
        return T.MaxNative(a, b) + Log1pOfUnitInterval(ExpOfNonPositive(T.Or(difference, T.Create(-0.0))));
    }
}
