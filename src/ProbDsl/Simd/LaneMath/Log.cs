using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(x) to within 1 ulp.</summary>
    /// <remarks>
    /// x = 2ᵏ (1 + f) with 1 + f in [3/4, 3/2), and log(1 + f) = 2 artanh(s) with s = f / (2 + f).
    /// 0 gives -∞, ∞ gives ∞, a negative value or NaN gives NaN; subnormal arguments are exact.
    /// </remarks>
    /// <param name="x">Zero or above.</param>
    [MethodImpl(Inlined)]
    public static T Log<T>(T x)
        where T : struct, ILane<T>
    {
        T.SplitExponent(x, out T mantissa, out T exponent);
        return LogOfParts(mantissa - T.Create(1.0), exponent);
    }

    /// <summary>k log 2 + log(1 + f), for f in [-1/4, 1/2] and an integer or infinite k.</summary>
    /// <remarks>
    /// log(1 + f) = f - (f²/2 - s (f²/2 + R)) with R = s² p(s²), p(z) = 2/3 + 2z/5 + … as a minimax polynomial. Written so,
    /// the leading term f is exact and only the small rest is rounded.
    /// </remarks>
    [MethodImpl(Inlined)]
    private static T LogOfParts<T>(T f, T k)
        where T : struct, ILane<T>
    {
        T s = f / (f + T.Create(2.0));
        T z = s * s;
        T z2 = z * z;
        T halfSquare = T.Create(0.5) * f * f;
        T high = Quadratic(z, z2, 0.18186287473535026, 0.1525137680853871, 0.15360048040928267);
        T low = Cubic(z, z2, 0.6666666666667217, 0.3999999999637404, 0.2857142936564553, 0.22222140482246344);
        T p = T.MultiplyAdd(z2 * z2, high, low);
        T rest = T.MultiplyAdd(s, T.MultiplyAdd(z, p, halfSquare), k * T.Create(LogTwoLow));
        return T.MultiplyAdd(k, T.Create(LogTwoHigh), f - (halfSquare - rest));
    }
}
