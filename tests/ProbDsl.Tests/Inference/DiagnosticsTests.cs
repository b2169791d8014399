using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

public sealed class DiagnosticsTests
{
    /// <summary>Quantiles of the generalised Pareto distribution itself stand in for a sample, so that the fit alone is tested.</summary>
    [Theory]
    [InlineData(-0.3, 1)]
    [InlineData(0.1, 2)]
    [InlineData(0.5, 0.1)]
    [InlineData(0.9, 30)]
    public void GeneralizedParetoIsRecovered(double shape, double scale)
    {
        double[] values = [.. Enumerable.Range(0, 4000).Select(i => scale / shape * (Math.Pow(1 - (i + 0.5) / 4000, -shape) - 1))];
        (double fittedShape, double fittedScale) = ParetoSmoothedImportanceSampling.FitGeneralizedPareto(values);
        Assert.Equal(shape, fittedShape, 0.03);
        Assert.Equal(scale, fittedScale, 0.05 * scale);
    }

    /// <summary>The weights of an exponential with rate b drawn from one with rate 1 have the tail shape 1 - b, for b below 1.</summary>
    [Theory]
    [InlineData(0.8)]
    [InlineData(0.5)]
    [InlineData(0.2)]
    public void TailShapeOfExponentialWeights(double rate)
    {
        double total = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            Rng rng = new(seed);
            double[] logWeights = new double[20_000];
            for (int i = 0; i < logWeights.Length; i++)
                logWeights[i] = (1 - rate) * rng.NextExponential();
            total += ParetoSmoothedImportanceSampling.TailShape(logWeights) / 20;
        }
        Assert.Equal(1 - rate, total, 0.05);
    }

    [Fact]
    public void SmoothingKeepsOrderAndNormalises()
    {
        Rng rng = new(2);
        double[] raw = [.. Enumerable.Range(0, 1000).Select(_ => 2 * rng.NextNormal())];
        double[] smooth = [.. raw];
        double shape = ParetoSmoothedImportanceSampling.Smooth(smooth);
        Assert.InRange(shape, 0.2, 1.5);
        Assert.Equal(1, smooth.Sum(Math.Exp), 12);
        int[] byRaw = [.. Enumerable.Range(0, 1000).OrderBy(i => raw[i])];
        Assert.All(byRaw.Zip(byRaw.Skip(1)), pair => Assert.True(smooth[pair.First] <= smooth[pair.Second]));
        Assert.InRange(ParetoSmoothedImportanceSampling.EffectiveDraws(smooth), 1, 1000);
    }

    [Fact]
    public void TailShapeOfSpecialWeights()
    {
        Assert.Equal(0, ParetoSmoothedImportanceSampling.TailShape(new double[1000]));
        Assert.Equal(double.PositiveInfinity, ParetoSmoothedImportanceSampling.TailShape(new double[10]));
        Assert.Equal(double.PositiveInfinity, ParetoSmoothedImportanceSampling.TailShape([.. Enumerable.Repeat(double.NaN, 1000)]));
        Assert.Equal(double.PositiveInfinity, ParetoSmoothedImportanceSampling.TailShape([]));
        Assert.Equal(double.PositiveInfinity, ParetoSmoothedImportanceSampling.TailShape([double.PositiveInfinity, .. new double[999]]));
        // One draw outweighs all: the tail is one spike.
        Assert.True(ParetoSmoothedImportanceSampling.TailShape([900, .. new double[999]]) > 0.7);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void EffectiveSampleSizeOfAutoregression(double coefficient)
    {
        Rng rng = new(9);
        double[] values = new double[20_000];
        for (int i = 1; i < values.Length; i++)
            values[i] = coefficient * values[i - 1] + rng.NextNormal();
        double expected = values.Length * (1 - coefficient) / (1 + coefficient);
        Assert.InRange(ConvergenceDiagnostics.EffectiveSampleSize(values) / expected, 0.8, 1.25);
    }

    [Fact]
    public void SplitRHatSeesDriftAndDisagreement()
    {
        Rng rng = new(4);
        double[] steady = [.. Enumerable.Range(0, 4000).Select(_ => rng.NextNormal())];
        Assert.InRange(ConvergenceDiagnostics.SplitRHat(steady, 4), 0.99, 1.01);
        double[] drifting = [.. steady.Select((value, i) => value + i / 500.0)];
        Assert.True(ConvergenceDiagnostics.SplitRHat(drifting, 1) > 1.5);
        double[] apart = [.. steady.Select((value, i) => value + (i < 2000 ? 0 : 2))];
        Assert.True(ConvergenceDiagnostics.SplitRHat(apart, 2) > 1.3);
        Assert.Equal(1, ConvergenceDiagnostics.SplitRHat(new double[8], 1));
        Assert.Equal(double.NaN, ConvergenceDiagnostics.SplitRHat(new double[3], 1));
    }
}
