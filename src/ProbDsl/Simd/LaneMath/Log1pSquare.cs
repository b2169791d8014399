using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Beyond it squares overflow, or soon would.</summary>
    private const double LargestSquared = 1e150;

    /// <summary>log(1 + x²) to within 4 ulp, where x² overflows, too.</summary>
    /// <remarks>2 log |x| beyond 1e150. ±∞ gives ∞.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pSquare<T>(T x)
        where T : struct, ILane<T>
    {
        T magnitude = T.Abs(x);
        T isHuge = T.LessThan(T.Create(LargestSquared), magnitude);
        return Log1p(T.Select(isHuge, magnitude, x * x)) * T.Select(isHuge, T.Create(2.0), T.Create(1.0));
    }

    /// <summary>2x / (1 + x²), the derivative of <see cref="Log1pSquare"/>, to within 4 ulp.</summary>
    /// <remarks>2 / x beyond 1e150. ±∞ gives 0.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Inlined)]
    public static T Log1pSquareSlope<T>(T x)
        where T : struct, ILane<T>
    {
        T isHuge = T.LessThan(T.Create(LargestSquared), T.Abs(x));
        return T.Select(isHuge, T.Create(2.0), x + x) / T.Select(isHuge, x, T.MultiplyAdd(x, x, T.Create(1.0)));
    }

    /// <summary>log(1 + x²) and its derivative, as <see cref="Log1pSquare"/> and <see cref="Log1pSquareSlope"/> give them, for one test of the size.</summary>
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
