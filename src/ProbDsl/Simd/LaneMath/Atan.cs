using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>arctan(x) to within 2 ulp.</summary>
    /// <remarks>
    /// Reduced to |t| ≤ √2 - 1 by arctan(x) = π/4 + arctan((x - 1) / (x + 1)) and, above √2 + 1, π/2 - arctan(1 / x), with one
    /// division for all; there t + t³ p(t²). ±∞ gives ±π/2.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Atan<T>(T x)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T a = T.Abs(x);
        T middle = T.LessThan(T.Create(0.41421356237309503), a);
        T large = T.LessThan(T.Create(2.414213562373095), a);
        T numerator = T.Select(large, -one, T.Select(middle, a - one, a));
        T denominator = T.Select(large, a, T.Select(middle, a + one, one));
        T offset = T.Select(large, T.Create(HalfPiHigh), T.And(middle, T.Create(0.5 * HalfPiHigh)));
        T offsetLow = T.Select(large, T.Create(HalfPiMiddle), T.And(middle, T.Create(0.5 * HalfPiMiddle)));

        T t = numerator / denominator;
        T z = t * t;
        T z2 = z * z;
        T z4 = z2 * z2;
        T low = Cubic(z, z2, -0.3333333333333328, 0.1999999999997361, -0.14285714281930187, 0.11111110860128574);
        T mid = Cubic(z, z2, -0.09090899745716426, 0.07692092546767931, -0.06663443609041268, 0.05850190903506286);
        T high = Quadratic(z, z2, -0.05049029820400574, 0.038297543242662435, -0.018148901999120913);
        T p = T.MultiplyAdd(T.MultiplyAdd(high, z4, mid), z4, low);
        T magnitude = offset + T.MultiplyAdd(t * z, p, t + offsetLow);
        return T.Or(magnitude, T.And(x, T.Create(-0.0)));
    }
}
