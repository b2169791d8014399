using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>From here on the logarithms of a difference of digammas are subtracted by hand: a 1e-13th of 1/a would be lost below it.</summary>
    private const double FirstWithoutDigamma = 64.0;

    /// <summary>ψ(a + b) - ψ(a), to an absolute error of 4e-15 + 1e-15/a and, from a = 64, a relative one of 1e-15 (1 + 1/b).</summary>
    /// <remarks>
    /// From a = 64 log(1 + b/a) and the difference of <see cref="DigammaExcess"/>, as the digammas would cancel (NIST DLMF 5.11.2).
    /// </remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Above -a.</param>
    [MethodImpl(Called)]
    public static T DigammaDelta<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T sum = a + b;
        T isLarge = T.LessThanOrEqual(T.Create(FirstWithoutDigamma), a);
        T result = T.Any(T.Not(isLarge)) ? Digamma(sum) - Digamma(a) : T.Zero;
        return T.Any(isLarge) ? T.Select(isLarge, DigammaDeltaOfLarge(a, b, DigammaExcess(sum)), result) : result;
    }

    /// <summary><see cref="DigammaDelta{T}(T, T)"/> of (a, b), and of (b, a), for three digammas.</summary>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    /// <param name="ofSecond">Receives ψ(a + b) - ψ(b).</param>
    [MethodImpl(Called)]
    public static T DigammaDeltas<T>(T a, T b, out T ofSecond)
        where T : struct, ILane<T>
    {
        T sum = a + b;
        T threshold = T.Create(FirstWithoutDigamma);
        T isLarge = T.LessThanOrEqual(threshold, a);
        T isLargeSecond = T.LessThanOrEqual(threshold, b);
        T result = T.Zero;
        ofSecond = T.Zero;
        if (T.Any(T.Not(T.And(isLarge, isLargeSecond))))
        {
            T ofSum = DigammaOfPositive(sum);
            result = ofSum - CalledDigammaOfPositive(a);
            ofSecond = ofSum - CalledDigammaOfPositive(b);
        }
        if (!T.Any(T.Or(isLarge, isLargeSecond)))
            return result;
        T excess = DigammaExcess(sum);
        result = T.Select(isLarge, DigammaDeltaOfLarge(a, b, excess), result);
        ofSecond = T.Select(isLargeSecond, DigammaDeltaOfLarge(b, a, excess), ofSecond);
        return result;
    }

    [MethodImpl(Called)]
    private static T CalledDigammaOfPositive<T>(T a)
        where T : struct, ILane<T> => DigammaOfPositive(a);

    [MethodImpl(Called)]
    private static T DigammaDeltaOfLarge<T>(T a, T b, T excessOfSum)
        where T : struct, ILane<T> => CalledLog1p(b / a) + (excessOfSum - DigammaExcess(a));
}
