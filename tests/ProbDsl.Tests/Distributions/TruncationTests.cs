using System.Reflection;
using Xunit;
using Xunit.Abstractions;
using static ProbDsl.Distributions;

namespace ProbDsl.Tests;

/// <summary>Truncated distributions, and the formulas of distribution functions from which models truncate.</summary>
public sealed class TruncationTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => DistributionTable.Names([.. DistributionTable.Continuous.Where(row => row.Type.IsDefined(typeof(LogCdfAttribute)))]);

    [Fact]
    public void Both_tails_are_declared_or_none() =>
        Assert.All(typeof(Normal).Assembly.GetExportedTypes(), type => Assert.Equal(type.IsDefined(typeof(LogCdfAttribute)), type.IsDefined(typeof(LogSurvivalAttribute))));

    [Theory, MemberData(nameof(Rows))]
    public void Tails_are_the_formulas(string name)
    {
        DistributionRow row = DistributionTable.Continuous.Single(row => row.ToString() == name);
        IContinuousDistribution d = row.Continuous;
        foreach (double y in new[] { -5, -0.5, 0.01, 0.5, 0.99, 2.5, 7 }.Where(y => y > row.Lower && y < row.Upper))
        {
            double cdf = FormulaEvaluator.Evaluate(row.Type.GetCustomAttribute<LogCdfAttribute>()!.Formula, row.Values(y));
            double survival = FormulaEvaluator.Evaluate(row.Type.GetCustomAttribute<LogSurvivalAttribute>()!.Formula, row.Values(y));
            Assert.Equal(d.Cdf(y), Math.Exp(cdf), 1e-12);
            Assert.Equal(d.LogSurvival(y), survival, 1e-11 * Math.Max(1, Math.Abs(survival)));
        }
    }

    public static TheoryData<string, double, double> Ranges => new()
    {
        { "Normal", -1, 2 }, { "Normal", 0, double.PositiveInfinity }, { "Normal", double.NegativeInfinity, -3 }, { "Cauchy", -10, 3 }, { "Cauchy", 5, double.PositiveInfinity },
        { "Exponential", 0.5, 4 }, { "Gamma", 1, 3 }, { "Uniform", -0.5, 0.5 }, { "Laplace", double.NegativeInfinity, 2 },
    };

    [Theory, MemberData(nameof(Ranges))]
    public void A_truncated_distribution_is_the_conditional_one(string name, double lower, double upper)
    {
        IContinuousDistribution whole = DistributionTable.Continuous.First(row => row.Name == name).Continuous;
        var d = (IContinuousDistribution)typeof(TruncationExtensions).GetMethod("Truncate")!.MakeGenericMethod(whole.GetType()).Invoke(null, [whole, lower, upper])!;
        double mass = whole.Cdf(upper) - whole.Cdf(lower);
        var rng = new Rng(17);
        double[] samples = [.. Enumerable.Range(0, 4000).Select(_ => d.Sample(rng))];
        Assert.All(samples, y => Assert.InRange(y, lower, upper));
        FitTests.KolmogorovSmirnov(output, samples, d.Cdf);
        foreach (double y in samples.Take(20))
        {
            Assert.Equal(whole.LogDensity(y) - Math.Log(mass), d.LogDensity(y), 1e-9);
            Assert.Equal((whole.Cdf(y) - whole.Cdf(lower)) / mass, d.Cdf(y), 1e-9);
            Assert.Equal(1 - d.Cdf(y), Math.Exp(d.LogSurvival(y)), 1e-9);
        }
        Assert.Equal(double.NegativeInfinity, d.LogDensity(double.IsInfinity(lower) ? upper + 1 : lower - 1));
    }

    /// <summary>Bounds at a location, at zero, at a scale, at an edge: where formulas choose between two sides.</summary>
    [Theory, MemberData(nameof(Rows))]
    public void Bounds_at_special_values_are_no_special_case(string name)
    {
        DistributionRow row = DistributionTable.Continuous.Single(row => row.ToString() == name);
        double[] bounds = [double.NegativeInfinity, row.Lower, -1, 0, 0.25, 1, .. row.Arguments.OfType<double>(), row.Upper, double.PositiveInfinity];
        int compared = 0;
        foreach (double lower in bounds)
            foreach (double upper in bounds.Where(b => b > lower))
            {
                double mass = row.Continuous.Cdf(upper) - row.Continuous.Cdf(lower);
                if (mass < 1e-3)
                    continue;
                var d = (IContinuousDistribution)typeof(TruncationExtensions).GetMethod("Truncate")!.MakeGenericMethod(row.Type).Invoke(null, [row.Continuous, lower, upper])!;
                double y = Math.Clamp(double.IsInfinity(lower) ? (double.IsInfinity(upper) ? 0.5 : upper - 0.5) : double.IsInfinity(upper) ? lower + 0.5 : 0.5 * (lower + upper), row.Lower, row.Upper);
                Assert.Equal(row.Continuous.LogDensity(y) - Math.Log(mass), d.LogDensity(y), 1e-9);
                compared++;
            }
        Assert.True(compared > 2, $"{compared} ranges");
    }

    public static TheoryData<string> Masses => DistributionTable.Names([.. DistributionTable.Continuous.Where(row => row.Type.IsDefined(typeof(LogMassAttribute)))]);

    [Fact]
    public void Every_distribution_that_models_truncate_has_its_mass() =>
        Assert.All(typeof(Normal).Assembly.GetExportedTypes().Where(t => t.IsDefined(typeof(LogCdfAttribute)) && t != typeof(Uniform)), t => Assert.True(t.IsDefined(typeof(LogMassAttribute)), t.Name));

    /// <summary>The formula, the struct, and what they should be: a difference of probabilities, or the density where the range is narrow.</summary>
    [Theory, MemberData(nameof(Masses))]
    public void Masses_are_the_formulas(string name)
    {
        DistributionRow row = DistributionTable.Continuous.Single(row => row.ToString() == name);
        string formula = row.Type.GetCustomAttribute<LogMassAttribute>()!.Formula;
        double[] ends = [-60, -7, -0.5, -1e-3, 1e-3, 0.5, 0.99, 1, 2.5, 7, 60];
        foreach (double lower in ends.Where(e => e > row.Lower))
        {
            Check(lower, lower + 1e-6);
            foreach (double upper in ends.Where(e => e > lower))
                Check(lower, upper);
        }

        void Check(double lower, double upper)
        {
            double mass = row.Continuous.LogMass(lower, upper);
            Assert.Equal(FormulaEvaluator.Evaluate(formula, new Dictionary<string, object>(row.Values(lower)) { ["lower"] = lower, ["upper"] = upper }), mass, 1e-9 * Math.Max(1, Math.Abs(mass)));
            double difference = row.Continuous.Cdf(upper) - row.Continuous.Cdf(lower);
            if (difference > 1e-4)
                Assert.Equal(Math.Log(difference), mass, 1e-10);
            else if (upper - lower < 1e-5)
                Assert.Equal(row.Continuous.LogDensity(0.5 * (lower + upper)) + Math.Log(upper - lower), mass, 1e-6 * Math.Max(1, Math.Abs(mass)));
        }
    }

    /// <summary>log F(upper) where F(upper) is no number of double precision any more, by the asymptotics of each tail.</summary>
    [Fact]
    public void What_is_left_of_a_tail_has_its_mass()
    {
        Assert.Equal(-Math.Log(2) - 2000, ((IContinuousDistribution)Laplace(0, 1)).LogMass(double.NegativeInfinity, -2000), 1e-9);
        Assert.Equal(-2000, ((IContinuousDistribution)Logistic(0, 1)).LogMass(double.NegativeInfinity, -2000), 1e-9);
        Assert.Equal(Laplace(0, 1).LogDensity(-2000.5) + Math.Log(2) + 2000, Laplace(0, 1).Truncate(upper: -2000).LogDensity(-2000.5), 1e-9);
        Assert.Equal(0, Laplace(0, 1e13).Truncate(-1, 1).LogDensity(0) + Math.Log(2), 1e-12);
        Assert.Equal(0, Cauchy(0.5, 1e13).Truncate(-1, 1).LogDensity(0) + Math.Log(2), 1e-12);
        Assert.Equal(0, Logistic(0.5, 1e13).Truncate(-1, 1).LogDensity(0) + Math.Log(2), 1e-12);
    }

    [Fact]
    public void The_mass_of_a_normal_range_is_right_where_an_end_is_zero()
    {
        double[] ends = [double.NegativeInfinity, -40, -3, -0.5, -1e-9, -0.0, 0, 1e-9, 0.5, 3, 40, double.PositiveInfinity];
        foreach (double lower in ends)
            foreach (double upper in ends.Where(e => e > lower))
            {
                double mass = lower > 0 ? Functions.Phi(-lower) - Functions.Phi(-upper) : Functions.Phi(upper) - Functions.Phi(lower);
                double log = Functions.LogPhiDifference(upper, lower);
                if (mass > 1e-8)
                    Assert.Equal(Math.Log(mass), log, 1e-7);
                Assert.True(double.IsFinite(log), $"{lower} to {upper}: {log}");
                foreach (double end in new[] { upper, -lower }.Where(e => Math.Abs(e) < 38))
                {
                    double slope = Functions.LogPhiDifferenceSlope(end, end == upper ? lower : -upper, log);
                    Assert.Equal((-0.5 * end * end) - (0.5 * Math.Log(2 * Math.PI)) - log, Math.Log(slope), 1e-9 * Math.Max(1, end * end));
                }
            }
    }

    [Fact]
    public void Far_in_a_tail_nothing_is_lost()
    {
        TruncatedDistribution<Normal> d = Normal(0, 1).Truncate(lower: 30);
        // Mills ratio: E[Y | Y > 30] = φ(30) / (1 - Φ(30)) = 30.03326…
        Assert.Equal(30.033259667, d.Mean, 1e-4);
        Assert.Equal(Normal(0, 1).LogDensity(30.1) - Normal(0, 1).LogSurvival(30), d.LogDensity(30.1), 1e-9);
        Assert.Equal(0.2296371875, Normal(0, 1).Truncate(-1, 2).Mean, 1e-6);
        Assert.Equal(0.5197626, Normal(0, 1).Truncate(-1, 2).Variance, 1e-5);
    }

    [Fact]
    public void An_empty_range_is_refused() =>
        Assert.Contains("below", Assert.Throws<ArgumentException>(() => Normal(0, 1).Truncate(2, 1)).Message, StringComparison.Ordinal);
}
