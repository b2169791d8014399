using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Φ(x), the standard normal distribution function, to within 5 ulp in both tails; results below 2.2e-308 may be zero.</summary>
    /// <remarks>-∞ gives 0, ∞ gives 1.</remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T Phi<T>(T x)
        where T : struct, ILane<T>
    {
        T tail = NormalTail(T.Abs(x));
        return T.Select(T.LessThan(T.Zero, x), T.Create(1.0) - tail, tail);
    }

    /// <summary>log Φ(x) to within 4 ulp for any x.</summary>
    /// <remarks>
    /// log(1 + (h(-x) - 1)) - x²/2 below zero with h(x) = exp(x²/2) (1 - Φ(x)), and log(1 - (1 - Φ(x))) above.
    /// -∞ gives -∞, ∞ gives 0.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T LogPhi<T>(T x)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        T h = ScaledNormalTail(T.MinNative(T.Create(1e18), a));
        T negative = T.LessThan(x, T.Zero);
        T tail = h * ExpOfMinusSquare(T.MinNative(T.Create(40.0), a), 0.5);

        // A tail below 10^-20 is its own logarithm; left out, it cannot make squares below the normal range, which are slow.
        T isTiny = T.And(T.LessThan(tail, T.Create(1e-20)), T.Not(negative));
        T log = CalledLog1p(T.Select(negative, h - T.Create(1.0), T.Select(isTiny, T.Zero, -tail)));
        return log - T.Select(negative, T.Create(0.5) * x * x, T.And(isTiny, tail));
    }

    [MethodImpl(Called)]
    private static T CalledLog1p<T>(T x)
        where T : struct, ILane<T> => Log1p(x);
}
