using System.Globalization;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Conformance;

/// <summary>
/// Simulation-based calibration (Talts et al. 2018): unknowns drawn from the prior, data simulated from them, and the model
/// fitted again; the ranks of the unknowns among their posterior draws are uniform where the fit is exact.
/// </summary>
[Trait("Category", "Slow")]
public sealed class CalibrationTests(ITestOutputHelper output)
{
    private const int Simulations = 400;
    private const int Bins = 20;

    // Chi-squared with 19 degrees of freedom: the upper 0.1 %.
    private const double Limit = 43.82;

    private static readonly CalibratedLine Line = new() { X = [1, 2, 3, 4, 5, 6], Y = new double[6] };

    [Fact]
    public void FullRankFitsOfANormalPosteriorAreCalibrated()
    {
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedLine simulated = Line.Simulate(seed);
            CalibratedLine.Posterior posterior = simulated.Fit(new FitOptions { Seed = ~seed, Family = GuideFamily.FullRank });
            return [Rank(posterior.Intercept, simulated.Intercept), Rank(posterior.Slope, simulated.Slope)];
        });
        Assert.All(chiSquared, value => Assert.InRange(value, 0, Limit));
    }

    [Fact]
    public void MeanFieldFitsOfAPosteriorThatFactorisesAreCalibrated()
    {
        var levels = new CalibratedLevels { Noise = [0.3, 1, 3], Y = new double[3] };
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedLevels simulated = levels.Simulate(seed);
            CalibratedLevels.Posterior posterior = simulated.Fit(new FitOptions { Seed = ~seed, Family = GuideFamily.MeanField });
            return [.. simulated.Level.Select((truth, j) => Rank(posterior.Level[j], truth))];
        });
        Assert.All(chiSquared, value => Assert.InRange(value, 0, Limit));
    }

    [Fact]
    public void ASkewedRateIsCalibratedOnceItsDrawsAreResampled()
    {
        var rate = new CalibratedRate { Counts = new int[3] };
        int resampled = 0;
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedRate simulated = rate.Simulate(seed);
            CalibratedRate.Posterior posterior = simulated.Fit(new FitOptions { Seed = ~seed, ImportanceResampling = true });
            resampled += WasResampled(posterior.Result);
            return [Rank(posterior.Rate, simulated.Rate)];
        });
        Assert.All(chiSquared, value => Assert.InRange(value, 0, Limit));
        Assert.InRange(resampled, 9 * Simulations / 10, Simulations);
    }

    [Fact]
    public void ASkewedScaleIsCalibratedOnceItsDrawsAreResampled()
    {
        var scale = new CalibratedScale { Y = new double[8] };
        int resampled = 0;
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedScale simulated = scale.Simulate(seed);
            CalibratedScale.Posterior posterior = simulated.Fit(
                new FitOptions { Seed = ~seed, Family = GuideFamily.FullRank, ImportanceResampling = true });
            resampled += WasResampled(posterior.Result);
            return [Rank(posterior.Mean, simulated.Mean), Rank(posterior.Scale, simulated.Scale)];
        });
        Assert.All(chiSquared, value => Assert.InRange(value, 0, Limit));
        Assert.InRange(resampled, 9 * Simulations / 10, Simulations);
    }

    [Fact]
    public void AGuideOfHalfTheWidthIsRejected()
    {
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedLine simulated = Line.Simulate(seed);
            ScalarPosterior slope = simulated.Fit(new FitOptions { Seed = ~seed, Family = GuideFamily.FullRank }).Slope;

            // The truth is below a draw that is moved halfway to the mean where it is below the draw when moved twice as far from it.
            return [Rank(slope, slope.Mean + 2 * (simulated.Slope - slope.Mean))];
        });
        Assert.All(chiSquared, value => Assert.True(value > 2 * Limit, value.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void AModelThatUnderstatesTheNoiseIsRejected()
    {
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedLine simulated = Line.Simulate(seed);
            var wrong = new CalibratedLine { X = Line.X, Y = simulated.Y, Noise = 0.5 };
            CalibratedLine.Posterior posterior = wrong.Fit(new FitOptions { Seed = ~seed, Family = GuideFamily.FullRank });
            return [Rank(posterior.Intercept, simulated.Intercept), Rank(posterior.Slope, simulated.Slope)];
        });
        Assert.All(chiSquared, value => Assert.True(value > 2 * Limit, value.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void AMeanFieldGuideOfACorrelatedPosteriorIsRejected()
    {
        double[] chiSquared = Calibrate(seed =>
        {
            CalibratedLine simulated = Line.Simulate(seed);
            CalibratedLine.Posterior posterior = simulated.Fit(new FitOptions { Seed = ~seed, Family = GuideFamily.MeanField, ImportanceResampling = false });
            return [Rank(posterior.Intercept, simulated.Intercept), Rank(posterior.Slope, simulated.Slope)];
        });
        Assert.All(chiSquared, value => Assert.True(value > 2 * Limit, value.ToString(CultureInfo.InvariantCulture)));
    }

    /// <summary>The statistic of each unknown, from the ranks that <paramref name="ranksOf"/> finds for a seed.</summary>
    private double[] Calibrate(Func<ulong, double[]> ranksOf)
    {
        double[][] ranks = [.. Enumerable.Range(1, Simulations).Select(k => ranksOf((ulong)k))];
        double[] statistics = [.. Enumerable.Range(0, ranks[0].Length).Select(p => ChiSquared([.. ranks.Select(r => r[p])]))];
        output.WriteLine(string.Join("  ", statistics.Select(s => s.ToString("F1", CultureInfo.InvariantCulture))));
        return statistics;
    }

    /// <summary>One for numbers that were measured to be right, by weighing the draws where the guide's are not. No Gaussian is exact here.</summary>
    private static int WasResampled(FitResult result)
    {
        Assert.False(result.Importance.IsNearlyExact, result.Verdict);
        return result.IsReliable ? 1 : 0;
    }

    private static double Rank(ScalarPosterior posterior, double truth) => posterior.Probability(value => value < truth);

    private static double ChiSquared(double[] ranks)
    {
        const double Expected = (double)Simulations / Bins;
        int[] counts = new int[Bins];
        foreach (double rank in ranks)
            counts[Math.Min(Bins - 1, (int)(Bins * rank))]++;
        return counts.Sum(count => (count - Expected) * (count - Expected) / Expected);
    }
}
