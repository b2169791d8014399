using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b), to within 4 ulp of max(1, |log B|).</summary>
    /// <remarks>
    /// The Stirling parts of the three terms are combined by hand, so that nothing large cancels, and summed in two parts of double
    /// precision each; where both arguments are below 8, B(a, b) follows from B(a, b + 8) by the recurrence of Γ. 0 gives ∞, else ∞
    /// gives -∞; a negative argument gives NaN. NIST DLMF 5.12.1, 5.11.1; the differences are those of Didonato and Morris,
    /// ACM Transactions on Mathematical Software 18 (1992), algorithm 708.
    /// </remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    [MethodImpl(Called)]
    public static T LogBeta<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T small = T.Min(a, b);
        T large = T.Max(a, b);
        T infinity = T.Create(double.PositiveInfinity);
        T result = LogBetaOfOrdered(small, large, T.Zero, T.Zero);
        result = T.Select(T.Equal(large, infinity), -infinity, result);
        result = T.Select(T.Equal(small, T.Zero), infinity, result);
        return T.Select(T.LessThanOrEqual(T.Zero, small), result, T.Create(double.NaN));
    }

    /// <summary>log of n! / (k! (n - k)!), to within 4 ulp of max(1, |result|).</summary>
    /// <remarks>
    /// -log(k B(k, n - k + 1)) for the smaller of k and n - k, in which k is exact. Exactly 0 for k = 0 and k = n, NaN outside.
    /// </remarks>
    /// <param name="n">Zero or above; non-integers interpolate by the gamma function.</param>
    /// <param name="k">From 0 to n.</param>
    [MethodImpl(Called)]
    public static T LogChoose<T>(T n, T k)
        where T : struct, ILane<T>
    {
        T rest = TwoSum(n, -k, out T restLow);
        T small = T.Min(k, rest);
        T large = T.Max(k, rest);
        T above = TwoSum(large, T.Create(1.0), out T aboveLow);
        aboveLow += T.And(T.Equal(small, k), restLow);          // n - k is exact where it is the smaller
        T allBits = T.Equal(T.Zero, T.Zero);
        T result = T.Zero - LogBetaOfOrdered(small, above, aboveLow, allBits);
        T inside = T.Select(T.Equal(small, T.Zero), T.Zero, result);
        return T.Select(T.LessThanOrEqual(T.Zero, small), inside, T.Create(double.NaN));
    }

    /// <summary>log B(a, b + bLow) for 0 &lt; a ≤ b, plus log a in the lanes of the mask <paramref name="timesA"/>.</summary>
    [MethodImpl(Called)]
    private static T LogBetaOfOrdered<T>(T a, T b, T bLow, T timesA)
        where T : struct, ILane<T>
    {
        T threshold = T.Create(FirstAsymptotic);
        T areLarge = T.LessThanOrEqual(threshold, a);
        if (!T.Any(T.Not(areLarge)))
            return LogBetaOfBothLarge(a, b, bLow, timesA);
        T result = LogBetaOfSmall(a, b, bLow, timesA);
        return T.Any(areLarge) ? T.Select(areLarge, LogBetaOfBothLarge(a, b, bLow, timesA), result) : result;
    }

    /// <summary>log Γ(a) + (b - 1/2) log(b/s) - a (log s - 1) + Δ(b) - Δ(s), with s = a + b, for a &lt; 8; b is raised by 8 if below.</summary>
    [MethodImpl(Called)]
    private static T LogBetaOfSmall<T>(T a, T b, T bLow, T timesA)
        where T : struct, ILane<T>
    {
        T eight = T.Create(FirstAsymptotic);
        T isShifted = T.LessThan(b, eight);
        T raised = TwoSumOfOrdered(T.Select(isShifted, eight, T.Zero), b, out T raisedLow);
        raisedLow += bLow;
        T sum = TwoSumOfOrdered(raised, a, out T sumLow);
        sumLow += raisedLow;

        // a (log s - 1) is the largest term, and its error alone is multiplied by a.
        T logSum = CalledLogInTwoParts(sum, out T logSumLow);
        T excess = TwoSumOfOrdered(logSum, -T.Create(1.0), out T excessLow);
        excessLow += logSumLow + sumLow / sum;
        T term = ProductInTwoParts(a, T.Zero, excess, excessLow, out T low);
        T ratio = QuotientInTwoParts(raised, raisedLow, sum, sumLow, out T ratioLow);
        T logRatio = LogOfSum(ratio, ratioLow);
        T factor = (raised - T.Create(0.5)) + raisedLow;
        T product = factor * logRatio;
        low = T.MultiplyAdd(factor, logRatio, -product) - low;

        T result = LogGammaOfSmall(a, timesA);
        AddInTwoParts(ref result, ref low, -term, CalledStirlingSeries(raised) - CalledStirlingSeries(sum));
        AddInTwoParts(ref result, ref low, product, T.Zero);
        if (T.Any(isShifted))
            AddInTwoParts(ref result, ref low, T.And(isShifted, LogOfBetaOverShiftedBeta(a, b, bLow)), T.Zero);
        return result + low;
    }

    [MethodImpl(Called)]
    private static T CalledLogInTwoParts<T>(T x, out T low)
        where T : struct, ILane<T> => LogInTwoParts(x, out low);

    /// <summary>log Γ(a), plus log a where the mask says so, for 0 &lt; a &lt; 8.</summary>
    [MethodImpl(Called)]
    private static T LogGammaOfSmall<T>(T a, T timesA)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T isReduced = T.LessThanOrEqual(T.Select(timesA, T.Create(FirstAsymptotic - 1.0), one), a);
        T result = LogGammaFromOneToEight(T.Select(isReduced, a - one, a));
        T sign = T.Select(timesA, T.And(isReduced, one), T.Select(isReduced, T.Zero, -one));
        T isUsed = T.Not(T.Equal(sign, T.Zero));
        return T.Any(isUsed) ? result + T.And(isUsed, sign * Log(a)) : result;
    }

    /// <summary>log(2π)/2 - log(b)/2 + (a - 1/2) log(a/s) + b log(b/s) + Δ(a) + Δ(b) - Δ(s), with s = a + b, for a from 8.</summary>
    [MethodImpl(Called)]
    private static T LogBetaOfBothLarge<T>(T a, T b, T bLow, T timesA)
        where T : struct, ILane<T>
    {
        T half = T.Create(0.5);

        // Halves, so that the sum of the two largest numbers is finite.
        T halfA = half * a;
        T halfB = half * b;
        T halfSum = TwoSumOfOrdered(halfB, halfA, out T halfSumLow);
        halfSumLow = T.MultiplyAdd(half, bLow, halfSumLow);
        T logs = T.MultiplyAdd(-half, Log(b), T.Create(HalfLogTwoPi));
        if (T.Any(timesA))
            logs += T.And(timesA, Log(a));
        logs += CalledStirlingSeries(b) - CalledStirlingSeries(halfSum + halfSum) + CalledStirlingSeries(a);

        T ratio = QuotientInTwoParts(halfB, half * bLow, halfSum, halfSumLow, out T ratioLow);
        T logOfB = LogOfSum(ratio, ratioLow);
        ratio = QuotientInTwoParts(halfA, T.Zero, halfSum, halfSumLow, out ratioLow);
        T logOfA = LogOfSum(ratio, ratioLow);
        return T.MultiplyAdd(a - half, logOfA, T.MultiplyAdd(b, logOfB, logs));
    }

    [MethodImpl(Called)]
    private static T CalledStirlingSeries<T>(T a)
        where T : struct, ILane<T> => StirlingSeries(a);
}
