using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(e^a + e^b) = max(a, b) + log(1 + e^-|a - b|), without overflow, to within 2 ulp of max(1, |result|).</summary>
    /// <remarks>Both -∞ gives -∞; either +∞ gives +∞; either NaN gives NaN.</remarks>
    /// <param name="a">Any real or ±∞.</param>
    /// <param name="b">Any real or ±∞.</param>
    [MethodImpl(Inlined)]
    public static T LogSumExp2<T>(T a, T b)
        where T : struct, IFloatLane<T>
    {
        // Equal arguments differ by zero, infinite ones included.
        T difference = T.Select(T.Equal(a, b), T.Zero, a - b);
        return T.MaxNative(a, b) + Log1pOfUnitInterval(ExpOfNonPositive(T.Or(difference, T.Create(-0f))));
    }

    /// <summary>log(e^a + e^b) and its derivative by <paramref name="a"/>, which is e^a / (e^a + e^b), for one exponential.</summary>
    /// <param name="a">Any real or ±∞.</param>
    /// <param name="b">Any real or ±∞.</param>
    /// <param name="weight">The share of <paramref name="a"/> in the sum; a half where both are equal.</param>
    [MethodImpl(Inlined)]
    public static T LogSumExp2<T>(T a, T b, out T weight)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T difference = T.Select(T.Equal(a, b), T.Zero, a - b);
        T e = ExpOfNonPositive(T.Or(difference, T.Create(-0f)));
        weight = T.Select(T.LessThan(a, b), e, one) / (one + e);
        return T.MaxNative(a, b) + Log1pOfUnitInterval(e);
    }
}
