using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b), to within 10 ulp of max(1, |log B|).</summary>
    /// <remarks>
    /// The Stirling parts of the three terms are combined by hand, so that nothing large cancels; where both arguments are below 8,
    /// B(a, b) follows from B(a, b + 8) by the recurrence of Γ. 0 gives ∞, a negative argument NaN. NIST DLMF 5.12.1.
    /// </remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Positive.</param>
    [MethodImpl(Called)]
    public static T LogBeta<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T small = T.Min(a, b);
        T large = T.Max(a, b);
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), large);
        T areLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), small);
        T isShifted = T.Not(isLarge);
        T result = LogBetaOfLarge(small, T.Select(isLarge, large, large + T.Create(FirstAsymptotic)), areLarge);
        if (T.Any(isShifted))
            result += T.And(isShifted, Log(BetaOverShiftedBeta(small + large, large)));
        return T.Select(T.LessThan(small, T.Zero), T.Create(double.NaN), result);
    }

    /// <summary>log of n! / (k! (n - k)!), to within 10 ulp of max(1, |result|).</summary>
    /// <remarks>-log(n + 1) - log B(n - k + 1, k + 1); exactly 0 for k = 0 and k = n, NaN outside.</remarks>
    /// <param name="n">Zero or above.</param>
    /// <param name="k">From 0 to n.</param>
    [MethodImpl(Called)]
    public static T LogChoose<T>(T n, T k)
        where T : struct, ILane<T>
    {
        T one = T.Create(1.0);
        T rest = n - k;
        T result = -Log(n + one) - LogBeta(rest + one, k + one);
        T isEnd = T.Or(T.Equal(k, T.Zero), T.Equal(rest, T.Zero));
        T isOutside = T.Or(T.LessThan(k, T.Zero), T.LessThan(rest, T.Zero));
        return T.Select(isOutside, T.Create(double.NaN), T.Select(isEnd, T.Zero, result));
    }

    /// <summary>B(a, b) / B(a, b + 8) = Π (s + i) / (b + i) for i from 0 to 7, with s = a + b.</summary>
    [MethodImpl(Inlined)]
    private static T BetaOverShiftedBeta<T>(T s, T b)
        where T : struct, ILane<T>
    {
        T numerator = s;
        T denominator = b;
        for (int i = 1; i < 8; i++)
        {
            numerator *= s + T.Create(i);
            denominator *= b + T.Create(i);
        }

        return numerator / denominator;
    }

    /// <summary>log B(a, b) for b ≥ 8 and a ≤ b, where <paramref name="areLarge"/> says whether a ≥ 8 too.</summary>
    /// <remarks>With Δ the Stirling series of log Γ and s = a + b, the terms log(1 + a/b) and Δ(b) - Δ(s) serve both formulas.</remarks>
    [MethodImpl(Called)]
    private static T LogBetaOfLarge<T>(T a, T b, T areLarge)
        where T : struct, ILane<T>
    {
        T log1p = Log1p(a / b);
        T series = StirlingSeries(b) - StirlingSeries(a + b);
        if (!T.Any(areLarge))
            return LogBetaOfSmallAndLarge(a, b, log1p, series);
        T both = LogBetaOfBothLarge(a, b, log1p, series);
        return T.Any(T.Not(areLarge)) ? T.Select(areLarge, both, LogBetaOfSmallAndLarge(a, b, log1p, series)) : both;
    }

    /// <summary>log Γ(a) - (b - 1/2) log(1 + a/b) - a (log s - 1) + Δ(b) - Δ(s).</summary>
    [MethodImpl(Called)]
    private static T LogBetaOfSmallAndLarge<T>(T a, T b, T log1p, T series)
        where T : struct, ILane<T>
    {
        T scaled = a * (Log(a + b) - T.Create(1.0));
        return LogGamma(a) + (series - T.MultiplyAdd(b - T.Create(0.5), log1p, scaled));
    }

    /// <summary>log(2π)/2 - log(b)/2 + (a - 1/2) log(a/s) - b log(1 + a/b) + Δ(a) + Δ(b) - Δ(s).</summary>
    [MethodImpl(Called)]
    private static T LogBetaOfBothLarge<T>(T a, T b, T log1p, T series)
        where T : struct, ILane<T>
    {
        T half = T.Create(0.5);
        T constant = T.MultiplyAdd(-half, Log(b), T.Create(HalfLogTwoPi)) + (series + StirlingSeries(a));
        return T.MultiplyAdd(a - half, Log(a / (a + b)), T.MultiplyAdd(-b, log1p, constant));
    }
}
