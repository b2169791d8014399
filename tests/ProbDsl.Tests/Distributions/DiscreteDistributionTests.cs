using Xunit;
using System.Reflection;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class DiscreteDistributionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => DistributionTable.Names(DistributionTable.Discrete);

    private static DistributionRow Row(string name) => DistributionTable.Discrete.Single(row => row.ToString() == name);

    private static int Last(DistributionRow row) => double.IsFinite(row.Upper) ? (int)row.Upper : 600;

    [Theory, MemberData(nameof(Rows))]
    public void Log_density_is_the_oracle_and_the_formula(string name)
    {
        DistributionRow row = Row(name);
        for (int y = 0; y <= Math.Min(Last(row), 90); y++)
        {
            double expected = row.Oracle(y), tolerance = 1e-10 * Math.Max(1, Math.Abs(expected));
            Assert.Equal(expected, row.Discrete.LogDensity(y), tolerance);
            Assert.Equal(expected, FormulaEvaluator.Evaluate(row.Formula, row.Values(y)), tolerance);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Probabilities_add_up_to_one_to_the_cdf_and_to_the_moments(string name)
    {
        DistributionRow row = Row(name);
        IDiscreteDistribution d = row.Discrete;
        double total = 0, mean = 0, square = 0;
        for (int y = 0; y <= Last(row); y++)
        {
            double probability = Math.Exp(d.LogDensity(y));
            total += probability;
            mean += y * probability;
            square += (double)y * y * probability;
            Assert.Equal(total, d.Cdf(y), 1e-10);
            Assert.Equal(1 - d.Cdf(y), Math.Exp(d.LogSurvival(y)), 1e-10);
        }
        Assert.Equal(1, total, 1e-10);
        Assert.Equal(mean, d.Mean, 1e-8 * mean);
        Assert.Equal(square - mean * mean, d.Variance, 1e-7 * d.Variance);
        Assert.Equal(0, d.Cdf(-1));
        Assert.Equal(0, d.LogSurvival(-1));
    }

    [Theory, MemberData(nameof(Rows))]
    public void Samples_follow_the_probabilities(string name)
    {
        DistributionRow row = Row(name);
        IDiscreteDistribution d = row.Discrete;
        Rng rng = new(20240608, (ulong)Array.IndexOf(DistributionTable.Discrete, row));
        const int count = 20_000;
        double[] observed = new double[Last(row) + 1], expected = new double[Last(row) + 1];
        for (int i = 0; i < count; i++)
            observed[d.Sample(rng)]++;
        for (int y = 0; y < expected.Length; y++)
            expected[y] = count * Math.Exp(d.LogDensity(y));
        FitTests.ChiSquare(output, observed, expected);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Outside_the_support_is_minus_infinity_and_invalid_parameters_are_nan(string name)
    {
        DistributionRow row = Row(name);
        Assert.Equal(double.NegativeInfinity, row.Discrete.LogDensity(-1));
        Assert.Equal(double.NegativeInfinity, row.Discrete.LogDensity(int.MinValue));
        if (double.IsFinite(row.Upper))
            Assert.Equal(double.NegativeInfinity, row.Discrete.LogDensity((int)row.Upper + 1));
        foreach (object invalid in row.Invalid())
            Assert.True(double.IsNaN(((IDiscreteDistribution)invalid).LogDensity(0)), invalid.ToString());
    }

    [Theory, MemberData(nameof(Rows))]
    public void Tilde_draws_from_the_current_stream(string name)
    {
        DistributionRow row = Row(name);
        using (Sampling.Use(new Rng(7)))
            Assert.Equal(row.Discrete.Sample(new Rng(7)), row.Type.GetMethod("op_OnesComplement")!.Invoke(null, [row.Discrete]));
    }

    [Theory, MemberData(nameof(Rows))]
    public void Interval_bounds_are_formulas_over_the_parameters(string name)
    {
        DistributionRow row = Row(name);
        DistributionAttribute attribute = row.Type.GetCustomAttribute<DistributionAttribute>()!;
        if (attribute.Support != Support.IntegerInterval)
            return;
        Assert.Equal(row.Lower, FormulaEvaluator.Evaluate(attribute.Lower!, row.Values(0)));
        Assert.Equal(row.Upper, FormulaEvaluator.Evaluate(attribute.Upper!, row.Values(0)));
    }

    [Fact]
    public void Certain_outcomes_have_log_probability_zero()
    {
        Assert.Equal(0, new Bernoulli(1).LogDensity(1));
        Assert.Equal(0, new Bernoulli(0).LogDensity(0));
        Assert.Equal(double.NegativeInfinity, new Bernoulli(0).LogDensity(1));
        Assert.Equal(0, new Binomial(5, 1).LogDensity(5), 1e-14);
        Assert.Equal(0, new Binomial(0, 0.3).LogDensity(0), 1e-14);
        Assert.Equal(0, new Poisson(0).LogDensity(0), 1e-14);
        Assert.Equal(double.NegativeInfinity, new Poisson(0).LogDensity(1));
        Assert.Equal(-800, new BernoulliLogits(-800).LogDensity(1));
        Assert.Equal(-800, new BinomialLogits(1, 800).LogDensity(0), 1e-12);
    }
}
