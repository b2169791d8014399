using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    private const float TwoOverPi = 0.636619747f;

    // π/2 in three parts of 24 bits each.
    private const float HalfPiHigh = 1.57079637f;
    private const float HalfPiMiddle = -4.37113883e-8f;
    private const float HalfPiLow = -1.71512451e-15f;

    private const float LargestReduced = 3e4f;

    /// <summary>sin(x) to within 2 ulp, at multiples of π too.</summary>
    /// <remarks>x = n π/2 + r with a three-part π/2; arguments beyond 3·10⁴ are left to double precision. ±∞ gives NaN.</remarks>
    /// <param name="x">Any real, in radians.</param>
    [MethodImpl(Called)]
    public static T Sin<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T result = SinOfQuadrant(ReduceByHalfPi(x, out T quadrant), quadrant);
        T isLarge = T.LessThan(T.Create(LargestReduced), T.Abs(x));
        return T.Any(isLarge) ? T.Select(isLarge, T.InDouble<SinInDouble>(x), result) : result;
    }

    /// <summary>cos(x) to within 2 ulp, at odd multiples of π/2 too.</summary>
    /// <remarks>cos(x) = sin(x + π/2), the shift being made on the number of the quadrant. ±∞ gives NaN.</remarks>
    /// <param name="x">Any real, in radians.</param>
    [MethodImpl(Called)]
    public static T Cos<T>(T x)
        where T : struct, IFloatLane<T>
    {
        T reduced = ReduceByHalfPi(x, out T quadrant);
        T result = SinOfQuadrant(reduced, T.AddBits(quadrant, T.CreateBits(1)));
        T isLarge = T.LessThan(T.Create(LargestReduced), T.Abs(x));
        return T.Any(isLarge) ? T.Select(isLarge, T.InDouble<CosInDouble>(x), result) : result;
    }

    /// <summary>r = x - n π/2 for the nearest integer n, whose last bits are those of <paramref name="quadrant"/>.</summary>
    [MethodImpl(Inlined)]
    private static T ReduceByHalfPi<T>(T x, out T quadrant)
        where T : struct, IFloatLane<T>
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
        where T : struct, IFloatLane<T>
    {
        T z = r * r;
        T sign = T.And(T.ShiftLeftBits(quadrant, 30), T.Create(-0f));
        T value = T.Select(IsHighestBitSet(T.ShiftLeftBits(quadrant, 31)), CosOfReduced(z), SinOfReduced(r, z));
        return T.AddBits(value, sign);      // adding the sign bit flips it
    }

    /// <summary>Mask of the lanes whose highest bit is set.</summary>
    [MethodImpl(Inlined)]
    internal static T IsHighestBitSet<T>(T bits)
        where T : struct, IFloatLane<T> =>
        T.LessThan(T.Or(T.And(bits, T.Create(-0f)), T.Create(1f)), T.Zero);

    /// <summary>sin r = r + r³ s(z) for |r| ≤ π/4 and z = r²; error of the polynomial 2^-28.</summary>
    [MethodImpl(Inlined)]
    internal static T SinOfReduced<T>(T r, T z)
        where T : struct, IFloatLane<T> =>
        T.MultiplyAdd(r * z, Quadratic(z, -0.166666552f, 0.008332178f, -0.000195172353f), r);

    /// <summary>cos r = 1 - z/2 + z² c(z) for |r| ≤ π/4 and z = r²; error of the polynomial 2^-33.</summary>
    [MethodImpl(Inlined)]
    internal static T CosOfReduced<T>(T z)
        where T : struct, IFloatLane<T>
    {
        T c = Quadratic(z, 0.0416666456f, -0.00138873153f, 2.44330822e-5f);
        return T.MultiplyAdd(z, T.MultiplyAdd(z, c, T.Create(-0.5f)), T.Create(1f));
    }

    private readonly struct SinInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Sin(x);
    }

    private readonly struct CosInDouble : IDoubleFunction
    {
        public static T Of<T>(T x)
            where T : struct, ILane<T> => LaneMath.Cos(x);
    }
}
