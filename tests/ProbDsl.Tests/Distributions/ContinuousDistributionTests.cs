using Xunit;
using System.Reflection;
using MathNet.Numerics.Integration;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class ContinuousDistributionTests(ITestOutputHelper output)
{
    public static TheoryData<string> Rows => DistributionTable.Names(DistributionTable.Continuous);

    private static DistributionRow Row(string name) => DistributionTable.Continuous.Single(row => row.ToString() == name);

    /// <summary>Points of the support, from far in one tail to far in the other.</summary>
    private static double[] Points(DistributionRow row)
    {
        double[] unit = [0.001, 0.03, 0.2, 0.4, 0.5, 0.7, 0.9, 0.99, 0.9999];
        if (double.IsFinite(row.Upper))
            return [.. unit.Select(u => row.Lower + (row.Upper - row.Lower) * u)];
        return row.Lower == 0 ? [0.001, 0.1, 0.5, 1, 2, 3, 6, 15, 40] : [-80, -8, -2, -0.5, 0, 1, 2.5, 9, 70];
    }

    [Theory, MemberData(nameof(Rows))]
    public void Log_density_is_the_oracle_and_the_formula(string name)
    {
        DistributionRow row = Row(name);
        foreach (double y in Points(row))
        {
            double expected = row.Oracle(y), tolerance = 1e-10 * Math.Max(1, Math.Abs(expected));
            Assert.Equal(expected, row.Continuous.LogDensity(y), tolerance);
            Assert.Equal(expected, FormulaEvaluator.Evaluate(row.Formula, row.Values(y)), tolerance);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Density_integrates_to_one_and_to_its_moments(string name)
    {
        DistributionRow row = Row(name);
        IContinuousDistribution d = row.Continuous;
        double Density(double y) => Math.Exp(d.LogDensity(y));
        Assert.Equal(1, Quadrature.Integrate(Density, row.Lower, row.Upper), 1e-9);
        if (!double.IsFinite(d.Mean))
            return;
        Assert.Equal(d.Mean, Quadrature.Integrate(y => y * Density(y), row.Lower, row.Upper), 1e-8 * Math.Max(1, Math.Abs(d.Mean)));
        if (double.IsFinite(d.Variance))
        {
            double variance = Quadrature.Integrate(y => Math.Pow(y - d.Mean, 2) * Density(y), row.Lower, row.Upper);
            Assert.Equal(d.Variance, variance, 1e-7 * d.Variance);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Cdf_is_the_integral_of_the_density_and_the_complement_of_the_survival(string name)
    {
        DistributionRow row = Row(name);
        IContinuousDistribution d = row.Continuous;
        double[] points = [.. Points(row)];
        foreach ((double a, double b) in points.Zip(points.Skip(1)))
        {
            double integral = 0, width = (b - a) / 64;
            for (int k = 0; k < 64; k++)
                integral += GaussLegendreRule.Integrate(y => Math.Exp(d.LogDensity(y)), a + k * width, a + (k + 1) * width, 32);
            Assert.Equal(integral, d.Cdf(b) - d.Cdf(a), 1e-9);
        }
        foreach (double y in points)
            Assert.Equal(1 - d.Cdf(y), Math.Exp(d.LogSurvival(y)), 1e-11);
        Assert.Equal(0, d.Cdf(double.IsInfinity(row.Lower) ? -1e300 : row.Lower - 1), 1e-100);
        Assert.Equal(1, d.Cdf(double.IsInfinity(row.Upper) ? 1e300 : row.Upper + 1), 1e-12);
        Assert.Equal(0, d.LogSurvival(double.IsInfinity(row.Lower) ? -1e300 : row.Lower - 1), 1e-12);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Samples_follow_the_cdf_and_lie_in_the_support(string name)
    {
        DistributionRow row = Row(name);
        IContinuousDistribution d = row.Continuous;
        Rng rng = new(20240607, (ulong)Array.IndexOf(DistributionTable.Continuous, row));
        double[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => d.Sample(rng))];
        Assert.All(samples, y => Assert.True(y >= row.Lower && y <= row.Upper && d.LogDensity(y) > double.NegativeInfinity));
        FitTests.KolmogorovSmirnov(output, samples, d.Cdf);
        if (double.IsFinite(d.Variance))
            FitTests.Mean(output, samples, d.Mean, d.Variance);
    }

    [Theory, MemberData(nameof(Rows))]
    public void Outside_the_support_is_minus_infinity_and_invalid_parameters_are_nan(string name)
    {
        DistributionRow row = Row(name);
        IContinuousDistribution d = row.Continuous;
        if (double.IsFinite(row.Lower))
            Assert.Equal(double.NegativeInfinity, d.LogDensity(row.Lower - 0.5));
        Assert.Equal(double.NegativeInfinity, d.LogDensity(double.IsFinite(row.Upper) ? row.Upper + 0.5 : double.PositiveInfinity));
        Assert.Equal(double.NegativeInfinity, d.LogDensity(double.NegativeInfinity));
        Assert.True(double.IsNaN(d.LogDensity(double.NaN)));
        foreach (object invalid in row.Invalid())
            Assert.True(double.IsNaN(((IContinuousDistribution)invalid).LogDensity(Points(row)[3])), invalid.ToString());
    }

    [Theory, MemberData(nameof(Rows))]
    public void Tilde_draws_from_the_current_stream(string name)
    {
        DistributionRow row = Row(name);
        using (Sampling.Use(new Rng(7)))
        {
            object? drawn = row.Type.GetMethod("op_OnesComplement")!.Invoke(null, [row.Continuous]);
            Assert.Equal(row.Continuous.Sample(new Rng(7)), drawn);
        }
    }

    [Theory, MemberData(nameof(Rows))]
    public void Reparameterisation_transports_the_normal(string name)
    {
        DistributionRow row = Row(name);
        if (row.Type.GetCustomAttribute<ReparameterizedAttribute>() is not { } reparameterized)
            return;
        foreach (double eps in new[] { -3, -0.4, 0, 1.1, 2.5 })
        {
            Dictionary<string, object> values = row.Values(0.0);
            values["eps"] = eps;
            double y = FormulaEvaluator.Evaluate(reparameterized.Formula, values);
            Assert.Equal(MathNet.Numerics.Distributions.Normal.CDF(0, 1, eps), row.Continuous.Cdf(y), 1e-12);
        }
    }

    [Fact]
    public void Interval_bounds_are_formulas_over_the_parameters()
    {
        DistributionRow row = DistributionTable.Continuous.Single(row => row.Name == "Uniform");
        DistributionAttribute attribute = row.Type.GetCustomAttribute<DistributionAttribute>()!;
        Assert.Equal(row.Lower, FormulaEvaluator.Evaluate(attribute.Lower!, row.Values(0.0)));
        Assert.Equal(row.Upper, FormulaEvaluator.Evaluate(attribute.Upper!, row.Values(0.0)));
        Assert.True(double.IsNaN(new Uniform(3, 1).LogDensity(2)));
    }

    [Theory]
    [InlineData("Normal", -40, 1e-13)]
    [InlineData("Exponential", 800, 1e-13)]
    [InlineData("Logistic", 900, 1e-13)]
    [InlineData("Laplace", 1600, 1e-13)]
    [InlineData("Weibull", 300, 1e-13)]
    public void Survival_keeps_its_logarithm_where_the_probability_underflows(string name, double y, double tolerance)
    {
        IContinuousDistribution d = DistributionTable.Continuous.First(row => row.Name == name).Continuous;
        double expected = name switch
        {
            "Normal" => 0,
            "Exponential" => -1.7 * y,
            "Logistic" => -(y - 1) / 2,
            "Laplace" => -Math.Log(2) - (y - 1) / 2,
            _ => -Math.Pow(y / 2, 1.5),
        };
        Assert.Equal(expected, d.LogSurvival(y), tolerance * Math.Max(1, Math.Abs(expected)));
    }

    /// <summary>Once zero: MathNet's incomplete gamma function takes a tiny argument for none.</summary>
    [Fact]
    public void Gamma_of_a_small_shape_has_its_mass_near_zero()
    {
        double expected = Math.Exp(0.05 * Math.Log(1e-30) - MathNet.Numerics.SpecialFunctions.GammaLn(1.05));
        Assert.Equal(expected, new Gamma(0.05, 1).Cdf(1e-30), 1e-12);
        Assert.Equal(Math.Log(1 - expected), new Gamma(0.05, 1).LogSurvival(1e-30), 1e-12);
        Assert.Equal(new Gamma(0.3, 1).Cdf(1.0000001e-8), new Gamma(0.3, 1).Cdf(0.9999999e-8), 1e-9);
    }

    [Fact]
    public void Flat_has_no_opinion_and_no_draws()
    {
        Assert.Equal(0, Distributions.Flat().LogDensity(1e9));
        Assert.Equal(0, FormulaEvaluator.Evaluate(typeof(Flat).GetCustomAttribute<LogDensityAttribute>()!.Formula, new Dictionary<string, object>()));
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => ~Distributions.Flat());
        Assert.Contains("proper prior", thrown.Message, StringComparison.Ordinal);
        Assert.True(double.IsNaN(Distributions.Flat().Cdf(0)));
    }
}
