using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    // For logarithms the low part of log(2) must be positive: an infinite exponent then gives two infinities of one sign.
    private const float LogTwoBelow = 0.693147123f;
    private const float LogTwoAbove = 5.76999899e-8f;

    /// <summary>log(x) to within 1 ulp.</summary>
    /// <remarks>
    /// x = 2ᵏ (1 + f) with 1 + f in [3/4, 3/2). 0 gives -∞, ∞ gives ∞, a negative value or NaN gives NaN; subnormal arguments are exact.
    /// </remarks>
    /// <param name="x">Zero or above.</param>
    [MethodImpl(Inlined)]
    public static T Log<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T.SplitExponent(x, out T mantissa, out T exponent);
        return LogOfParts(mantissa - T.Create(1f), exponent);
    }

    /// <summary>k log 2 + log(1 + f), for f in [-1/4, 1/2] and an integer or infinite k.</summary>
    /// <remarks>log(1 + f) = f - f²/2 + f³ p(f) with a minimax polynomial p of relative error 2^-27.6.</remarks>
    [MethodImpl(Inlined)]
    private static T LogOfParts<T>(T f, T k)
        where T : struct, IFloatLane<T>
    {
        T high = T.MultiplyAdd(T.Create(-0.0450748242f), f, T.Create(0.104630254f));
        T middle = Cubic(f, -0.16647312f, 0.144783944f, -0.131611958f, high);
        T p = Cubic(f, 0.333334506f, -0.250000954f, 0.199908614f, middle);
        T square = f * f;
        T rest = T.MultiplyAdd(k, T.Create(LogTwoAbove), p * (square * f));
        rest = T.MultiplyAdd(T.Create(-0.5f), square, rest);
        return T.MultiplyAdd(k, T.Create(LogTwoBelow), f + rest);
    }
}
