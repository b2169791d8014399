using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

/// <summary>Verdicts over many seeds: guides that are all but exact pass with every seed, and what is called reliable is right with every seed.</summary>
public sealed class VerdictTests
{
    private const int Seeds = 20;

    /// <summary>Binomial logits, and a Poisson regression: log weights spread by a few hundredths, with k-hat up to 8 over few draws.</summary>
    public static TheoryData<string> Good => ["kidney stones", "one logit", "Poisson regression", "Student 100", "slight banana"];

    /// <summary>Posteriors far from Gaussians, with their exact means and standard deviations; a Cauchy has none.</summary>
    public static TheoryData<string, double[], double[]> Hard => new()
    {
        { "Cauchy", [double.NaN, double.NaN], [double.NaN, double.NaN] },
        { "funnel", [0, 0], [3, Math.Exp(2.25)] },
        { "wide funnel", [.. new double[10]], [3, .. Enumerable.Repeat(Math.Exp(2.25), 9)] },
        { "banana", [0, 0], [1, Math.Sqrt(3)] },
        { "outliers", [0], [Math.Sqrt(1.99)] },
    };

    [Theory]
    [MemberData(nameof(Good))]
    public void NearlyExactGuidesAreReliable(string name)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FitResult result = VariationalInference.Fit(Target(name), new FitOptions { Seed = seed });
            Assert.True(result.Converged && result.IsReliable, $"seed {seed}: {result.Importance} {result.Verdict}");
            Assert.True(result.Importance.Efficiency > 0.5, $"seed {seed}: {result.Verdict}");
        }
    }

    /// <summary>Whatever is called reliable is right: no mean off by 0.15 standard deviations, no standard deviation by 15 %.</summary>
    [Theory]
    [MemberData(nameof(Hard))]
    public void WhatIsCalledReliableIsRight(string name, double[] means, double[] deviations)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FitResult result = VariationalInference.Fit(Target(name), new FitOptions { Seed = seed });
            for (int k = 0; k < means.Length && result.IsReliable; k++)
            {
                ScalarPosterior value = new(result, k);
                double mean = Math.Abs(value.Mean - means[k]) / deviations[k];
                double deviation = Math.Abs(value.StandardDeviation / deviations[k] - 1);
                Assert.True(mean <= 0.15 && deviation <= 0.15, $"seed {seed}: {value} for {means[k]} ± {deviations[k]}. {result.Verdict}");
            }
        }
    }

    /// <summary>The guide's own draws of a posterior that no Gaussian is near are flagged where their numbers are wrong.</summary>
    [Theory]
    [InlineData("banana")]
    [InlineData("outliers")]
    public void AGuideThatIsOffIsFlagged(string name)
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FitResult result = VariationalInference.Fit(Target(name), new FitOptions { Seed = seed, ImportanceResampling = false });
            Assert.False(result.IsReliable, $"seed {seed}: {result.Verdict}");
            Assert.Contains("DO NOT RELY", result.Verdict, StringComparison.Ordinal);
        }
    }

    /// <summary>A guide whose own numbers are right costs little more than its gradients.</summary>
    [Fact]
    public void NearlyExactGuidesKeepTheirDraws()
    {
        for (ulong seed = 1; seed <= Seeds; seed++)
        {
            FitResult result = VariationalInference.Fit(Target("one logit"), new FitOptions { Seed = seed });
            Assert.Equal(FitTrust.Guide, result.Trust);
            Assert.False(result.IsResampled);
            Assert.InRange(result.Values, 1, 2000);
        }
    }

    /// <summary>A third of the weight in ten of ten thousand draws is no bounded weight; equal weights are bounded.</summary>
    [Fact]
    public void OneWeightThatMattersIsFound()
    {
        double[] even = new double[10_000];
        Assert.True(ParetoSmoothedImportanceSampling.Diagnose(even, 1).IsBounded);
        even[5] = Math.Log(3_000);
        ImportanceDiagnosis uneven = ParetoSmoothedImportanceSampling.Diagnose(even, 1);
        Assert.False(uneven.IsBounded);
        Assert.InRange(uneven.LargestShare, 0.9, 1);
    }

    /// <summary>Each value's error is measured and named: of Gamma(3, 1) on the log scale a Gaussian guide has too small a standard deviation.</summary>
    [Fact]
    public void TheErrorOfTheGuideIsNamed()
    {
        ScalarTarget target = new(u => (u - Math.Exp(u), 1 - Math.Exp(u)));
        FitResult result = VariationalInference.Fit(target);
        ReportedError error = Assert.Single(result.Errors);
        double exact = Math.PI / Math.Sqrt(6);
        Assert.Equal(result.GuideStandardDeviation[0] / exact, error.GuideScaleRatio, 0.04);
        Assert.Equal((result.GuideMean[0] + 0.57721566) / exact, error.GuideMeanShift, 0.04);
        Assert.InRange(error.Error, 0, 0.03);
        Assert.Equal(exact, new ScalarPosterior(result, 0).StandardDeviation, 0.05);
        Assert.Contains($"sd({error.Name}) is", result.Verdict, StringComparison.Ordinal);
    }

    /// <summary>For log weights N(0, s²) both figures are known: the divergence is s² / 2 and the efficiency exp(-s²).</summary>
    [Theory]
    [InlineData(1e-6)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    public void DivergenceAndEfficiencyOfLogNormalWeights(double deviation)
    {
        Rng rng = new(6);
        double[] logWeights = [.. Enumerable.Range(0, 100_000).Select(_ => 40 + deviation * rng.NextNormal())];
        ImportanceDiagnosis diagnosis = ParetoSmoothedImportanceSampling.Diagnose(logWeights, 1);
        Assert.Equal(1, diagnosis.Divergence / (deviation * deviation / 2), 0.03);
        Assert.Equal(Math.Exp(-deviation * deviation), diagnosis.Efficiency, 0.02);
        Assert.Equal(100_000, diagnosis.Draws);
    }

    [Fact]
    public void DiagnosesOfSpecialWeights()
    {
        Assert.False(ParetoSmoothedImportanceSampling.Diagnose([], 1).IsWeighable);
        Assert.False(ParetoSmoothedImportanceSampling.Diagnose([.. Enumerable.Repeat(double.NaN, 1000)], 1).IsWeighable);
        Assert.False(ParetoSmoothedImportanceSampling.Diagnose([double.PositiveInfinity, .. new double[999]], 1).IsWeighable);
        Assert.False(ParetoSmoothedImportanceSampling.Diagnose([900, .. new double[999]], 1).IsNearlyExact);
        Assert.True(ParetoSmoothedImportanceSampling.Diagnose(new double[1000], 1).IsWeighable);
        // Half of the draws lie outside the support: the divergence is log 2, the efficiency a half.
        ImportanceDiagnosis half = ParetoSmoothedImportanceSampling.Diagnose([.. Enumerable.Range(0, 1000).Select(i => i % 2 == 0 ? 0 : double.NegativeInfinity)], 1);
        Assert.Equal(Math.Log(2), half.Divergence, 9);
        Assert.Equal(0.5, half.Efficiency, 9);
    }

    /// <summary>Values of min(1 - 1 / log10 S, 0.7).</summary>
    [Theory]
    [InlineData(100, 0.5)]
    [InlineData(1000, 2.0 / 3)]
    [InlineData(20_000, 0.7)]
    public void TheLimitOfKHatDependsOnTheDraws(int draws, double limit) =>
        Assert.Equal(limit, new ImportanceDiagnosis { KHat = 0, Efficiency = 1, Divergence = 0, Dimension = 1, Draws = draws }.KHatLimit, 12);

    private static HandWrittenDensity Target(string name) => name switch
    {
        "kidney stones" => new BinomialLogits((82, 7), (235, 37), (193, 72), (56, 26)),
        "one logit" => new BinomialLogits((1000, 900)),
        "Poisson regression" => new PoissonRegression(200, 3),
        "Student 100" => new StudentPair(100),
        "slight banana" => new Banana(0.03),
        "Cauchy" => new StudentPair(1),
        "funnel" => new Funnel(2),
        "wide funnel" => new Funnel(10),
        "banana" => new Banana(1),
        "outliers" => new ScalarTarget(Outliers),
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    /// <summary>0.99 N(0, 1) + 0.01 N(0, 10).</summary>
    private static (double Value, double Slope) Outliers(double x)
    {
        double narrow = 0.99 * Math.Exp(-0.5 * x * x);
        double wide = 0.001 * Math.Exp(-0.005 * x * x);
        return (Math.Log(narrow + wide), -x * (narrow + 0.01 * wide) / (narrow + wide));
    }

    /// <summary>The logits of independent Beta(a, b).</summary>
    private sealed class BinomialLogits(params (double A, double B)[] counts) : HandWrittenDensity(counts.Length)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double value = 0;
            for (int k = 0; k < Dimension; k++)
            {
                (double a, double b) = counts[k];
                double odds = Math.Exp(position[k]);
                value += a * position[k] - (a + b) * Math.Log(1 + odds);
                gradient[k] = a - (a + b) * odds / (1 + odds);
            }
            return value;
        }
    }

    /// <summary>Two independent Student t.</summary>
    private sealed class StudentPair(double degreesOfFreedom) : HandWrittenDensity(2)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double value = 0;
            for (int k = 0; k < 2; k++)
            {
                double x = position[k];
                value -= 0.5 * (degreesOfFreedom + 1) * Math.Log(1 + x * x / degreesOfFreedom);
                gradient[k] = -(degreesOfFreedom + 1) * x / (degreesOfFreedom + x * x);
            }
            return value;
        }
    }

    /// <summary>x ~ N(0, 1), y ~ N(bend (x² - 1), 1).</summary>
    private sealed class Banana(double bend) : HandWrittenDensity(2)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double x = position[0];
            double z = position[1] - bend * (x * x - 1);
            gradient[0] = -x + 2 * bend * x * z;
            gradient[1] = -z;
            return -0.5 * (x * x + z * z);
        }
    }
}
