using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(1 + x) to within 1.5 ulp, accurate near zero.</summary>
    /// <remarks>
    /// u = 1 + x is rounded; what the rounding lost is added to the fraction of u = 2ᵏ m, as (m - 1) + 2⁻ᵏ (1 + x - u).
    /// -1 gives -∞, ∞ gives ∞, below -1 or NaN gives NaN.
    /// </remarks>
    /// <param name="x">-1 or above.</param>
    [MethodImpl(Inlined)]
    public static T Log1p<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T u = one + x;
        T added = u - one;
        T lost = (one - (u - added)) + (x - added);
        T.SplitExponent(u, out T mantissa, out T exponent);

        // Beyond 2^30 the lost part does not matter, and at -1 and infinity it is not a number.
        T matters = T.LessThan(T.Abs(exponent), T.Create(30f));
        T power = FloatBits.PowerOfTwo(T.And(matters, -exponent));
        T f = (mantissa - one) + T.And(matters, lost) * power;
        return LogOfParts(f, exponent);
    }
}
