using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>log(p / (1 - p)), the inverse of <see cref="Logistic"/>, to within 4 ulp, near p = 1/2 too.</summary>
    /// <remarks>
    /// Where the odds p / (1 - p) are near one, their distance from one is taken as (2p - 1) / (1 - p), whose numerator is exact.
    /// 0 gives -∞, 1 gives ∞, outside gives NaN.
    /// </remarks>
    /// <param name="p">From 0 to 1.</param>
    [MethodImpl(Inlined)]
    public static T Logit<T>(T p)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T complement = one - p;
        T.SplitExponent(p / complement, out T mantissa, out T exponent);
        T excess = ((p - T.Create(0.5f)) + (p - T.Create(0.5f))) / complement;
        T f = T.Select(T.Equal(exponent, T.Zero), excess, mantissa - one);
        return LogOfParts(f, exponent);
    }
}
