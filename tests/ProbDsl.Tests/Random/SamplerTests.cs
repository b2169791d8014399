using Xunit;
using MathNet.Numerics;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

/// <summary>The samplers over the whole range of their parameters, against MathNet's distribution functions.</summary>
public sealed class SamplerTests(ITestOutputHelper output)
{
    private const int Count = 20_000;

    private static double[] Draw(Func<double> sample) => [.. Enumerable.Range(0, Count).Select(_ => sample())];

    [Fact]
    public void Normal_quantiles_invert_the_cdf()
    {
        Rng rng = new(1);
        FitTests.KolmogorovSmirnov(output, Draw(rng.NextNormal), z => 0.5 * SpecialFunctions.Erfc(-z / Math.Sqrt(2)));
        FitTests.KolmogorovSmirnov(output, Draw(rng.NextExponential), x => 1 - Math.Exp(-x));
        FitTests.KolmogorovSmirnov(output, Draw(rng.NextCauchy), x => 0.5 + Math.Atan(x) / Math.PI);
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    [InlineData(1e7)]
    public void Gamma(double shape)
    {
        Rng rng = new(2, (ulong)(shape * 100));
        FitTests.Mean(output, Draw(() => rng.NextGamma(shape)), shape, shape);
        if (shape < 1e6)
            FitTests.KolmogorovSmirnov(output, Draw(() => rng.NextLogGamma(shape)), x => LogGammaCdf(shape, x));
    }

    /// <summary>P(shape, exp(x)); by the first term of its series where MathNet's takes exp(x) for zero (DLMF 8.7.1).</summary>
    private static double LogGammaCdf(double shape, double x) => x < -30
        ? Math.Exp(shape * x - SpecialFunctions.GammaLn(shape + 1))
        : SpecialFunctions.GammaLowerRegularized(shape, Math.Exp(x));

    [Theory]
    [InlineData(0.05, 5)]
    [InlineData(0.5, 0.5)]
    [InlineData(1, 20)]
    [InlineData(300, 200)]
    public void Beta(double alpha, double beta)
    {
        Rng rng = new(3, (ulong)(alpha * 100));
        FitTests.KolmogorovSmirnov(output, Draw(() => rng.NextBeta(alpha, beta)), x => x < 1 ? SpecialFunctions.BetaRegularized(alpha, beta, x) : 1);
    }

    [Fact]
    public void Tiny_shapes_give_neither_nan_nor_a_vanishing_sum()
    {
        Rng rng = new(9);
        Assert.All(Draw(() => rng.NextBeta(1e-4, 1e-4)), x => Assert.InRange(x, 0, 1));
        double[] weights = new double[3];
        Assert.All(Draw(() =>
        {
            rng.NextDirichlet([1e-4, 1e-4, 1e-4], weights);
            return weights.Sum();
        }), sum => Assert.Equal(1, sum, 1e-12));
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(2)]
    [InlineData(9.99)]
    [InlineData(10)]
    [InlineData(30)]
    [InlineData(1000)]
    [InlineData(1e6)]
    public void Poisson(double rate)
    {
        Rng rng = new(4, (ulong)rate);
        CheckCounts(Draw(() => rng.NextPoisson(rate)), k => SpecialFunctions.GammaUpperRegularized(k + 1, rate), rate, rate);
    }

    [Theory]
    [InlineData(1, 0.4)]
    [InlineData(10, 0.5)]
    [InlineData(20, 0.5)]
    [InlineData(100, 0.5)]
    [InlineData(100, 0.9)]
    [InlineData(1000, 0.001)]
    [InlineData(1000, 0.25)]
    [InlineData(1_000_000, 0.7)]
    public void Binomial(int trials, double probability)
    {
        Rng rng = new(5, (ulong)(trials * probability));
        double variance = trials * probability * (1 - probability);
        double Cdf(double k) => k >= trials ? 1 : SpecialFunctions.BetaRegularized(trials - k, k + 1, 1 - probability);
        CheckCounts(Draw(() => rng.NextBinomial(trials, probability)), Cdf, trials * probability, variance);
    }

    [Fact]
    public void Student_t_and_chi_squared_have_their_laws()
    {
        Rng rng = new(6);
        FitTests.KolmogorovSmirnov(output, Draw(() => rng.NextStudentT(2.5)), x => MathNet.Numerics.Distributions.StudentT.CDF(0, 1, 2.5, x));
        FitTests.KolmogorovSmirnov(output, Draw(() => rng.NextChiSquared(3)), x => SpecialFunctions.GammaLowerRegularized(1.5, 0.5 * x));
        FitTests.KolmogorovSmirnov(output, Draw(() => rng.NextStudentT(double.PositiveInfinity)), x => MathNet.Numerics.Distributions.Normal.CDF(0, 1, x));
    }

    [Fact]
    public void Categorical_ignores_the_scale_of_its_weights_and_never_draws_a_zero()
    {
        Rng rng = new(7);
        double[] counts = new double[5];
        for (int i = 0; i < Count; i++)
            counts[rng.NextCategorical([0, 2, 0, 6, 0])]++;
        FitTests.ChiSquare(output, [counts[1], counts[3]], [0.25 * Count, 0.75 * Count]);
        Assert.Equal(Count, counts[1] + counts[3]);
    }

    [Fact]
    public void Invalid_parameters_give_nan_or_are_refused()
    {
        Rng rng = new(8);
        Assert.True(double.IsNaN(rng.NextGamma(-1)) && double.IsNaN(rng.NextGamma(double.NaN)) && double.IsNaN(rng.NextBeta(0, 1)));
        Assert.Equal(double.PositiveInfinity, rng.NextGamma(double.PositiveInfinity));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextPoisson(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextPoisson(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextBinomial(-1, 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextBinomial(3, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextBernoulli(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextNegativeBinomial(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => rng.NextCategorical([]));
        Assert.Equal((0, 0, 5), (rng.NextPoisson(0), rng.NextBinomial(5, 0), rng.NextBinomial(5, 1)));
    }

    [Fact]
    public void Counts_that_are_no_int_are_refused_with_the_distribution_and_its_parameter()
    {
        Assert.Contains("Poisson(rate = 10000000000)", Assert.Throws<OverflowException>(() => new Poisson(1e10).Sample(new Rng(9))).Message, StringComparison.Ordinal);
        Assert.Contains("PoissonLog(logRate = 25)", Assert.Throws<OverflowException>(() => new PoissonLog(25).Sample(new Rng(9))).Message, StringComparison.Ordinal);
        Assert.Contains("NegativeBinomial(mean = 1E+20, dispersion = 0.5)", Assert.Throws<OverflowException>(() => new NegativeBinomial(1e20, 0.5).Sample(new Rng(9))).Message, StringComparison.Ordinal);
        Assert.InRange(new Poisson(2e9).Sample(new Rng(9)), 1_999_000_000, 2_001_000_000);
    }

    /// <summary>Chi-square over up to forty cells between the samples' extremes, of widths that follow the deviation.</summary>
    private void CheckCounts(double[] samples, Func<double, double> cdf, double mean, double variance)
    {
        double width = Math.Max(1, Math.Floor(Math.Sqrt(variance) / 5)), first = Math.Max(-1, Math.Floor(mean - 20 * width));
        List<double> edges = [.. Enumerable.Range(0, 41).Select(k => first + k * width)];
        List<double> expected = [], observed = [];
        double lower = double.NegativeInfinity, lowerCdf = 0;
        foreach (double edge in edges.Append(double.PositiveInfinity))
        {
            double upperCdf = edge < 0 ? 0 : double.IsInfinity(edge) ? 1 : cdf(edge);
            expected.Add(Count * (upperCdf - lowerCdf));
            observed.Add(samples.Count(x => x > lower && x <= edge));
            (lower, lowerCdf) = (edge, upperCdf);
        }
        FitTests.ChiSquare(output, observed, expected);
        FitTests.Mean(output, samples, mean, variance);
    }
}
