using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log B(a, b) = log Γ(a) + log Γ(b) - log Γ(a + b), to within 8 ulp of max(1, |log B|).</summary>
    /// <remarks>
    /// For large arguments the Stirling parts of the three terms are combined by hand, so that nothing large cancels. 0 gives ∞, a
    /// negative argument NaN. NIST DLMF 5.12.1.
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
        T result = T.Zero;
        if (T.Any(T.Not(isLarge)))
            result = (LogGamma(small) + LogGamma(large)) - LogGamma(small + large);
        if (T.Any(isLarge))
            result = T.Select(isLarge, LogBetaOfLarge(small, large, areLarge), result);
        return T.Select(T.LessThan(small, T.Zero), T.Create(double.NaN), result);
    }

    /// <summary>log of n! / (k! (n - k)!), to within 8 ulp of max(1, log(n + 1), |result|).</summary>
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

    /// <summary>log B(a, b) for b ≥ 8 and a ≤ b, where <paramref name="areLarge"/> says whether a ≥ 8 too.</summary>
    /// <remarks>
    /// With Δ the Stirling series of log Γ and s = a + b: log Γ(b) - log Γ(s) = -(b - 1/2) log(1 + a/b) - a (log s - 1) + Δ(b) - Δ(s);
    /// and where a is large as well, log B = log(2π)/2 - log(b)/2 + (a - 1/2) log(a/s) - b log(1 + a/b) + Δ(a) + Δ(b) - Δ(s).
    /// </remarks>
    [MethodImpl(Called)]
    private static T LogBetaOfLarge<T>(T a, T b, T areLarge)
        where T : struct, ILane<T>
    {
        T half = T.Create(0.5);
        T sum = a + b;
        T log1p = Log1p(a / b);
        T series = StirlingSeries(b) - StirlingSeries(sum);
        T result = T.Zero;
        if (T.Any(T.Not(areLarge)))
        {
            T ofSmall = LogGamma(a);
            result = ofSmall + (series - T.MultiplyAdd(b - half, log1p, a * (Log(sum) - T.Create(1.0))));
        }

        if (!T.Any(areLarge))
            return result;
        T constant = T.MultiplyAdd(-half, Log(b), T.Create(HalfLogTwoPi)) + (series + StirlingSeries(a));
        T both = T.MultiplyAdd(a - half, Log(a / sum), T.MultiplyAdd(-b, log1p, constant));
        return T.Select(areLarge, both, result);
    }
}
