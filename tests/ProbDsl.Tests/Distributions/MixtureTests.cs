using MathNet.Numerics.LinearAlgebra;
using Xunit;
using Xunit.Abstractions;
using static ProbDsl.Distributions;

namespace ProbDsl.Tests;

/// <summary>Mixtures of distributions over real and over whole numbers.</summary>
public sealed class MixtureTests(ITestOutputHelper output)
{
    private static readonly double[] s_weights = [0.25, 0, 0.75];

    [Fact]
    public void A_mixture_is_the_weighted_sum()
    {
        MixtureDistribution d = Mixture(s_weights, Normal(-2, 1), Cauchy(0, 1), Normal(3, 0.5));
        foreach (double y in new[] { -4, 0, 2.5, 6 })
        {
            Assert.Equal(Math.Log((0.25 * Math.Exp(Normal(-2, 1).LogDensity(y))) + (0.75 * Math.Exp(Normal(3, 0.5).LogDensity(y)))), d.LogDensity(y), 1e-9);
            Assert.Equal((0.25 * Normal(-2, 1).Cdf(y)) + (0.75 * Normal(3, 0.5).Cdf(y)), d.Cdf(y), 1e-14);
            Assert.Equal(1 - d.Cdf(y), Math.Exp(d.LogSurvival(y)), 1e-12);
        }
        Assert.Equal(Math.Log(0.25) + Normal(-2, 1).LogDensity(40), d.LogDensity(40), 1e-9);
        Assert.Equal((0.25 * -2) + (0.75 * 3), d.Mean, 1e-14);
        Assert.Equal((0.25 * (1 + 4)) + (0.75 * (0.25 + 9)) - (d.Mean * d.Mean), d.Variance, 1e-12);
        var rng = new Rng(5);
        FitTests.KolmogorovSmirnov(output, [.. Enumerable.Range(0, 4000).Select(_ => d.Sample(rng))], d.Cdf);
    }

    [Fact]
    public void Components_may_be_a_function_of_the_index()
    {
        double[] mean = [-2, 0, 3];
        MixtureDistribution listed = Mixture(s_weights, Normal(-2, 1), Normal(0, 1), Normal(3, 1));
        Assert.Equal(listed.LogDensity(0.7), Mixture(s_weights, k => Normal(mean[k], 1)).LogDensity(0.7));
        Assert.Equal(listed.LogDensity(0.7), Mixture(Vector<double>.Build.Dense(s_weights), k => Normal(mean[k], 1)).LogDensity(0.7));
    }

    [Fact]
    public void Counts_mix_too()
    {
        DiscreteMixtureDistribution d = Mixture([0.4, 0.6], Poisson(1), Poisson(8));
        Assert.Equal(Math.Log((0.4 * Math.Exp(Poisson(1).LogDensity(3))) + (0.6 * Math.Exp(Poisson(8).LogDensity(3)))), d.LogDensity(3), 1e-13);
        Assert.Equal(d.LogDensity(3), Mixture([0.4, 0.6], k => Poisson(k == 0 ? 1 : 8)).LogDensity(3));
        var rng = new Rng(5);
        double mean = Enumerable.Range(0, 20000).Average(_ => (double)d.Sample(rng));
        Assert.Equal(d.Mean, mean, 4 * Math.Sqrt(d.Variance / 20000));
        double total = Enumerable.Range(0, 60).Sum(k => Math.Exp(d.LogDensity(k)));
        Assert.Equal(1, total, 1e-12);
        Assert.Equal(1 - d.Cdf(5), Math.Exp(d.LogSurvival(5)), 1e-12);
    }

    [Fact]
    public void Weights_and_components_must_be_as_many() =>
        Assert.Contains("2 elements", Assert.Throws<ArgumentException>(() => Mixture([0.5, 0.5], Normal(0, 1))).Message, StringComparison.Ordinal);
}
