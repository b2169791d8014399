using Xunit;
using MathNet.Numerics;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

/// <summary>Goodness of fit of samples with fixed seeds: an alert below one in a thousand, a failure below one in a million.</summary>
internal static class FitTests
{
    private const double Alert = 1e-3, Fail = 1e-6;

    public static void KolmogorovSmirnov(ITestOutputHelper output, double[] samples, Func<double, double> cdf)
    {
        double[] sorted = [.. samples.Order()];
        double distance = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double probability = cdf(sorted[i]);
            distance = Math.Max(distance, Math.Max(probability - (double)i / sorted.Length, (i + 1.0) / sorted.Length - probability));
        }
        double x = distance * Math.Sqrt(sorted.Length), pValue = 0;
        for (int k = 1; k < 50; k++)
            pValue += (k % 2 == 1 ? 2 : -2) * Math.Exp(-2.0 * k * k * x * x);
        Judge(output, "Kolmogorov-Smirnov", x < 0.2 ? 1 : pValue);
    }

    /// <summary>Counts against probabilities; neighbouring cells of fewer than ten expected are joined.</summary>
    public static void ChiSquare(ITestOutputHelper output, IReadOnlyList<double> observed, IReadOnlyList<double> expected)
    {
        double statistic = 0, o = 0, e = 0;
        int cells = 0;
        for (int k = 0; k < expected.Count; k++)
        {
            o += observed[k];
            e += expected[k];
            if (e < 10 || expected.Skip(k + 1).Sum() is > 0 and < 10)
                continue;
            statistic += (o - e) * (o - e) / e;
            (o, e) = (0, 0);
            cells++;
        }
        if (e == 0)
            Assert.Equal(0, o);
        Assert.True(cells > 1, "Fewer than two cells.");
        Judge(output, "chi-square", SpecialFunctions.GammaUpperRegularized(0.5 * (cells - 1), 0.5 * statistic));
    }

    /// <summary>The sample mean against the mean, by the central limit.</summary>
    public static void Mean(ITestOutputHelper output, double[] samples, double mean, double variance)
    {
        double z = (samples.Average() - mean) / Math.Sqrt(variance / samples.Length);
        Judge(output, "mean", SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2)));
    }

    private static void Judge(ITestOutputHelper output, string test, double pValue)
    {
        if (pValue < Alert)
            output.WriteLine(FormattableString.Invariant($"ALERT: {test} p = {pValue:g3}"));
        Assert.True(pValue > Fail, FormattableString.Invariant($"{test} p = {pValue:g3}"));
    }
}
