using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    private const double TwoOverPi = 0.6366197723675814;

    // π/2 in three parts of 53 bits each.
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    private const double LargestReduced = 1e6;

    /// <summary>sin(x) to within 2 ulp, at multiples of π too.</summary>
    /// <remarks>x = n π/2 + r with a three-part π/2; lanes beyond 10⁶ are left to <see cref="Math.Sin"/>. ±∞ gives NaN.</remarks>
    /// <param name="x">Any real, in radians.</param>
    [MethodImpl(Called)]
    public static T Sin<T>(T x)
        where T : struct, ILane<T>
    {
        T result = SinOfQuadrant(ReduceByHalfPi(x, out T quadrant), quadrant);
        return T.Any(T.LessThan(T.Create(LargestReduced), T.Abs(x))) ? SinOfLarge(x, result, 0) : result;
    }

    /// <summary>cos(x) to within 2 ulp, at odd multiples of π/2 too.</summary>
    /// <remarks>cos(x) = sin(x + π/2), the shift being made on the number of the quadrant. ±∞ gives NaN.</remarks>
    /// <param name="x">Any real, in radians.</param>
    [MethodImpl(Called)]
    public static T Cos<T>(T x)
        where T : struct, ILane<T>
    {
        T reduced = ReduceByHalfPi(x, out T quadrant);
        T result = SinOfQuadrant(reduced, T.AddBits(quadrant, T.CreateBits(1)));
        return T.Any(T.LessThan(T.Create(LargestReduced), T.Abs(x))) ? SinOfLarge(x, result, 1) : result;
    }

    /// <summary>r = x - n π/2 for the nearest integer n, whose last bits are those of <paramref name="quadrant"/>.</summary>
    [MethodImpl(Inlined)]
    private static T ReduceByHalfPi<T>(T x, out T quadrant)
        where T : struct, ILane<T>
    {
        quadrant = T.MultiplyAdd(x, T.Create(TwoOverPi), T.Create(ToInteger));
        T n = quadrant - T.Create(ToInteger);
        T r = T.MultiplyAdd(n, T.Create(-HalfPiHigh), x);
        r = T.MultiplyAdd(n, T.Create(-HalfPiMiddle), r);
        return T.MultiplyAdd(n, T.Create(-HalfPiLow), r);
    }

    /// <summary>sin(r + q π/2) for |r| ≤ π/4 and the two lowest bits q.</summary>
    [MethodImpl(Inlined)]
    private static T SinOfQuadrant<T>(T r, T quadrant)
        where T : struct, ILane<T>
    {
        T isOdd = T.LessThan(T.Or(T.ShiftLeftBits(quadrant, 63), T.Create(1.0)), T.Zero);
        T sign = T.And(T.ShiftLeftBits(quadrant, 62), T.Create(-0.0));
        T value = T.Select(isOdd, CosOfReduced(r), SinOfReduced(r));
        return T.AddBits(value, sign);      // adding the sign bit flips it
    }

    /// <summary>r + r³ s(r²) for |r| ≤ π/4.</summary>
    [MethodImpl(Inlined)]
    private static T SinOfReduced<T>(T r)
        where T : struct, ILane<T>
    {
        T z = r * r;
        return T.MultiplyAdd(r * z, SinPolynomial(z), r);
    }

    /// <summary>s(z) = sin(√z) / z^(3/2) - 1 / z, for z ≤ (π/4)²; error in the sine 2^-57.</summary>
    [MethodImpl(Inlined)]
    private static T SinPolynomial<T>(T z)
        where T : struct, ILane<T>
    {
        T z2 = z * z;
        T low = Cubic(z, z2, -0.16666666666666638, 0.008333333333323775, -0.00019841269830704473, 2.7557313959143282e-06);
        return T.MultiplyAdd(Linear(z, -2.5050795065887826e-08, 1.5898724162595904e-10), z2 * z2, low);
    }

    /// <summary>1 - r²/2 + r⁴ c(r²) for |r| ≤ π/4.</summary>
    [MethodImpl(Inlined)]
    private static T CosOfReduced<T>(T r)
        where T : struct, ILane<T>
    {
        T rest = CosRest(r * r, out T leading);
        return leading + rest;
    }

    /// <summary>1 - z/2, rounded, and z² c(z) with what that rounding lost, for z ≤ (π/4)²; error of the polynomial 2^-62.</summary>
    [MethodImpl(Inlined)]
    private static T CosRest<T>(T z, out T leading)
        where T : struct, ILane<T>
    {
        T z2 = z * z;
        T low = Cubic(z, z2, 0.04166666666666665, -0.0013888888888881968, 2.4801587293929277e-05, -2.7557315533756744e-07);
        T c = T.MultiplyAdd(Linear(z, 2.0875872421816933e-09, -1.1366876651190455e-11), z2 * z2, low);
        T half = z * T.Create(0.5);
        leading = T.Create(1.0) - half;
        T lost = (T.Create(1.0) - leading) - half;
        return T.MultiplyAdd(z2, c, lost);
    }

    [MethodImpl(Called)]
    private static T SinOfLarge<T>(T x, T result, int shift)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        for (int lane = 0; lane < values.Length; lane++)
        {
            double value = T.GetElement(x, lane);
            values[lane] = !(Math.Abs(value) > LargestReduced)
                ? T.GetElement(result, lane)
                : shift == 0 ? Math.Sin(value) : Math.Cos(value);
        }

        return T.Load(in values[0]);
    }
}
