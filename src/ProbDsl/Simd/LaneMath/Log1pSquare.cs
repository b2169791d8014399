using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log(1 + x²) to within 4 ulp, where x² overflows, too.</summary>
    /// <remarks>2 log |x| where x² overflows. ±∞ gives ∞.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pSquare<T>(T x)
        where T : struct, ILane<T>
    {
        T square = x * x;
        T isHuge = T.Equal(square, T.Create(double.PositiveInfinity));
        return Log1p(T.Select(isHuge, T.Abs(x), square)) * T.Select(isHuge, T.Create(2.0), T.Create(1.0));
    }

    /// <summary>2x / (1 + x²), the derivative of <see cref="Log1pSquare"/>, to within 4 ulp.</summary>
    /// <remarks>2 / x where x² overflows. ±∞ gives 0.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pSquareSlope<T>(T x)
        where T : struct, ILane<T>
    {
        T square = x * x;
        T isHuge = T.Equal(square, T.Create(double.PositiveInfinity));
        return T.Select(isHuge, T.Create(2.0), x + x) / T.Select(isHuge, x, square + T.Create(1.0));
    }

    /// <summary>log(1 + x²) and its derivative, bit by bit as <see cref="Log1pSquare"/> and <see cref="Log1pSquareSlope"/> give them, for one test of the size.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="slope">Receives the derivative.</param>
    [MethodImpl(Inlined)]
    public static T Log1pSquareAndSlope<T>(T x, out T slope)
        where T : struct, ILane<T>
    {
        T square = x * x;
        if (T.Any(T.Equal(square, T.Create(double.PositiveInfinity))))
            return CalledLog1pSquareAndSlope(x, out slope);
        slope = (x + x) / (square + T.Create(1.0));
        return Log1p(square);
    }

    [MethodImpl(Called)]
    private static T CalledLog1pSquareAndSlope<T>(T x, out T slope)
        where T : struct, ILane<T>
    {
        slope = Log1pSquareSlope(x);
        return Log1pSquare(x);
    }
}
