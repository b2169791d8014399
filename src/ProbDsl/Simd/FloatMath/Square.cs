using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>x², one rounding.</summary>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Square<T>(T x)
        where T : struct, IFloatLane<T> => x * x;
}
