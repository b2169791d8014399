using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>arctan(x) to within 3 ulp.</summary>
    /// <remarks>
    /// Reduced to |t| ≤ √2 - 1 by arctan(x) = π/4 + arctan((x - 1) / (x + 1)) and, above √2 + 1, π/2 - arctan(1 / x), with one
    /// division for all; there t + t³ p(t²), with an error of 2^-30. ±∞ gives ±π/2.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Atan<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T one = T.Create(1f);
        T a = T.Abs(x);
        T middle = T.LessThan(T.Create(0.414213568f), a);
        T large = T.LessThan(T.Create(2.41421366f), a);
        T numerator = T.Select(large, -one, T.Select(middle, a - one, a));
        T denominator = T.Select(large, a, T.Select(middle, a + one, one));
        T offset = T.Select(large, T.Create(HalfPiHigh), T.And(middle, T.Create(0.5f * HalfPiHigh)));

        T t = numerator / denominator;
        T z = t * t;
        T high = T.MultiplyAdd(T.Create(-0.0608345345f), z, T.Create(0.105960011f));
        T p = Cubic(z, -0.333333164f, 0.199984893f, -0.142438486f, high);
        T magnitude = offset + T.MultiplyAdd(t * z, p, t);
        return T.Or(magnitude, T.And(x, T.Create(-0f)));
    }
}
