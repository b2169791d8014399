using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>Φ(x), the standard normal distribution function, to within 4 ulp in both tails.</summary>
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
    /// log(1 + (h(-x) - 1)) - x²/2 below zero with h(x) = exp(x²/2) (1 - Φ(x)), and log(1 - (1 - Φ(x))) above; within 0.7 of zero
    /// log(1 + erf(x/√2)) - log 2. -∞ gives -∞, ∞ gives 0.
    /// </remarks>
    /// <param name="x">Any real.</param>
    [MethodImpl(Called)]
    public static T LogPhi<T>(T x)
        where T : struct, ILane<T> => LogPhiOf(x, out _, out _, out _);

    /// <summary>log Φ(x) and its derivative φ(x) / Φ(x), each to within 8 ulp, with one exponential.</summary>
    /// <remarks>The derivative is 1 / (√(2π) h(-x)) below zero and exp(-x²/2) / (√(2π) Φ(x)) above. -∞ gives ∞, ∞ gives 0.</remarks>
    /// <param name="x">Any real.</param>
    /// <param name="slope">Receives the derivative.</param>
    [MethodImpl(Called)]
    public static T LogPhiAndSlope<T>(T x, out T slope)
        where T : struct, ILane<T>
    {
        T result = LogPhiOf(x, out T h, out T exp, out T tail);
        T negative = T.LessThan(x, T.Zero);
        T one = T.Create(1.0);
        slope = T.Create(InverseRootTwoPi) * (T.Select(negative, one, exp) / T.Select(negative, h, one - tail));
        return result;
    }

    [MethodImpl(Inlined)]
    private static T LogPhiOf<T>(T x, out T h, out T exp, out T tail)
        where T : struct, ILane<T>
    {
        T a = T.Abs(x);
        h = ScaledNormalTail(T.MinNative(T.Create(1e300), a), out T hLow);
        T negative = T.LessThan(x, T.Zero);
        exp = ExpOfMinusHalfSquare(T.MinNative(T.Create(40.0), a), out T expLow);
        tail = h * exp;
        T tailLow = T.MultiplyAdd(h, expLow, T.MultiplyAdd(hLow, exp, T.MultiplyAdd(h, exp, -tail)));

        // A tail below 10^-20 is its own logarithm; left out, it cannot make squares below the normal range, which are slow.
        T isTiny = T.And(T.LessThan(tail, T.Create(1e-20)), T.Not(negative));
        T one = T.Create(1.0);

        // Beyond 1e8 the logarithm of h is below the last digit of x²/2, and h - 1 would come to -1.
        T argument = T.Select(negative, T.MaxNative(T.Create(3.9e-9), h) - one, T.Select(isTiny, T.Zero, -tail));
        T argumentLow = T.Select(negative, hLow, T.Select(isTiny, T.Zero, -tailLow));
        T subtrahend = T.Select(negative, T.Create(0.5) * x * x, T.And(isTiny, tail + tailLow));
        T isCentral = T.LessThan(a, T.Create(0.7));
        if (T.Any(isCentral))
        {
            argument = T.Select(isCentral, ErfOfSmall(x * T.Create(1.0 / RootTwo)), argument);
            argumentLow = T.Select(isCentral, T.Zero, argumentLow);
            subtrahend = T.Select(isCentral, T.Create(LogTwo), subtrahend);
        }

        return CalledLog1p(argument) + (argumentLow / (argument + one) - subtrahend);
    }

    /// <summary>exp(-x²/2) in two parts.</summary>
    [MethodImpl(Called)]
    private static T ExpOfMinusHalfSquare<T>(T x, out T low)
        where T : struct, ILane<T>
    {
        T minusHalf = T.Create(-0.5);
        T square = x * x;
        T lost = T.MultiplyAdd(x, x, -square);
        return ExpOfSum(T.MaxNative(T.Create(ExpUnderflow), square * minusHalf), lost * minusHalf, out low);
    }

    [MethodImpl(Called)]
    private static T CalledLog1p<T>(T x)
        where T : struct, ILane<T> => Log1p(x);
}
