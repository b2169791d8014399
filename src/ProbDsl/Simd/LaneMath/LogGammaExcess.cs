using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>log Γ(x) - x (log x - 1), what is left of log Γ without its leading part, to within 16 ulp of max(1, |result|).</summary>
    /// <remarks>
    /// Differences of log Γ of nearby large arguments cancel; those of this function do not. From 8 (log 2π - log x)/2 + 1/(12x) - …
    /// (NIST DLMF 5.11.1). 0 gives ∞, ∞ gives -∞, a negative argument NaN.
    /// </remarks>
    /// <param name="x">Positive.</param>
    [MethodImpl(Called)]
    public static T LogGammaExcess<T>(T x)
        where T : struct, ILane<T>
    {
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), x);
        T log = Log(x);
        if (!T.Any(T.Not(isLarge)))
            return LogGammaExcessOfLarge(x, log);

        T one = T.Create(1.0);
        T isSmall = T.LessThan(x, one);
        T result = LogGammaFromOneToEight(T.Select(isSmall, x, x - one)) - T.And(isSmall, log);
        result = T.MultiplyAdd(x, one - log, result);
        result = T.Select(T.Equal(x, T.Zero), T.Create(double.PositiveInfinity), result);
        return T.Any(isLarge) ? T.Select(isLarge, LogGammaExcessOfLarge(x, log), result) : result;
    }

    [MethodImpl(Inlined)]
    private static T LogGammaExcessOfLarge<T>(T x, T log)
        where T : struct, ILane<T> =>
        T.MultiplyAdd(T.Create(-0.5), log, T.Create(HalfLogTwoPi) + StirlingSeries(x));

    /// <summary>ψ(x) - log x, the derivative of <see cref="LogGammaExcess"/>, to a relative error of 1e-14.</summary>
    /// <remarks>From 8 -1/(2x) - 1/(12x²) + … (NIST DLMF 5.11.2), without a logarithm. 0 gives -∞, ∞ gives 0, a negative argument NaN.</remarks>
    /// <param name="x">Positive.</param>
    [MethodImpl(Called)]
    public static T DigammaExcess<T>(T x)
        where T : struct, ILane<T>
    {
        T isLarge = T.LessThanOrEqual(T.Create(FirstAsymptotic), x);
        if (!T.Any(T.Not(isLarge)))
            return -DigammaSeries(x);
        T result = DigammaOfPositive(x) - Log(x);
        result = T.Select(T.Equal(x, T.Zero), T.Create(double.NegativeInfinity), result);
        return T.Any(isLarge) ? T.Select(isLarge, -DigammaSeries(x), result) : result;
    }

    /// <summary>log Γ(a + b) - log Γ(a), the logarithm of the rising factorial a (a + 1) … (a + b - 1), to 16 ulp of max(1, |log Γ(a)|, |result|) below a = 8, above to 16 ulp of max(1, |b|, |result|).</summary>
    /// <remarks>
    /// From 8 (a - 1/2) log(1 + b/a) + b (log(a + b) - 1) + Δ(a + b) - Δ(a), with Stirling's series Δ, so that nothing large cancels
    /// (NIST DLMF 5.11.1). b = 0 gives 0.
    /// </remarks>
    /// <param name="a">Positive.</param>
    /// <param name="b">Above -a.</param>
    [MethodImpl(Called)]
    public static T LogRisingFactorial<T>(T a, T b)
        where T : struct, ILane<T>
    {
        T eight = T.Create(FirstAsymptotic);
        T sum = a + b;
        T areLarge = T.And(T.LessThanOrEqual(eight, a), T.LessThanOrEqual(eight, sum));
        T result = T.Any(T.Not(areLarge)) ? LogGamma(sum) - LogGamma(a) : T.Zero;
        if (T.Any(areLarge))
            result = T.Select(areLarge, LogRisingFactorialOfLarge(a, b, sum), result);
        return T.Select(T.And(T.Equal(b, T.Zero), T.LessThanOrEqual(T.Zero, a)), T.Zero, result);
    }

    [MethodImpl(Called)]
    private static T LogRisingFactorialOfLarge<T>(T a, T b, T sum)
        where T : struct, ILane<T>
    {
        T product = (a - T.Create(0.5)) * CalledLog1p(b / a);
        T rest = T.MultiplyAdd(b, Log(sum) - T.Create(1.0), product);
        return rest + (CalledStirlingSeries(sum) - CalledStirlingSeries(a));
    }
}
