using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(1 + x) to within 1 ulp, accurate near zero.</summary>
    /// <remarks>
    /// u = 1 + x is rounded; what the rounding lost is added to the fraction of u = 2ᵏ m, as (m - 1) + 2⁻ᵏ (1 + x - u).
    /// -1 gives -∞, ∞ gives ∞, below -1 or NaN gives NaN.
    /// </remarks>
    /// <param name="x">-1 or above.</param>
    [MethodImpl(Inlined)]
    public static T Log1p<T>(T x)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T u = one + x;
        T added = u - one;
        T lost = (one - (u - added)) + (x - added);
        T.SplitExponent(u, out T mantissa, out T exponent);

        // Beyond 2^60 the lost part does not matter, and at -1 and infinity it is not a number.
        T matters = T.LessThan(T.Abs(exponent), T.Create(60.0));
        T f = (mantissa - one) + T.And(matters, T.ScaleByPowerOfTwo(lost, -exponent));
        return LogOfParts(f, exponent);
    }
}
