using System.Reflection;
using MathNet.Numerics;
using MathNet.Numerics.Integration;
using MathNet.Numerics.LinearAlgebra;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class SphereDistributionTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0, 0.3)]
    [InlineData(0, 25)]
    [InlineData(0.5, 2)]
    [InlineData(9, 4)]
    [InlineData(19, 60)]
    public void Bessel_functions_are_MathNets(double order, double x)
    {
        Assert.Equal(Math.Log(SpecialFunctions.BesselI(order, x)), Functions.LogBesselI(order, x), 1e-12 * Math.Max(1, x));
        Assert.Equal(SpecialFunctions.BesselI(order + 1, x) / SpecialFunctions.BesselI(order, x), Functions.BesselRatio(order, x), 1e-12);
    }

    [Theory]
    [InlineData(1e-3)]
    [InlineData(1)]
    [InlineData(1e4)]
    [InlineData(1e6)]
    public void Bessel_functions_of_order_one_half_are_elementary(double x)
    {
        double logSinh = x + Functions.Log1p(-Math.Exp(-2 * x)) - Math.Log(2);
        Assert.Equal(logSinh + 0.5 * Math.Log(2 / (Math.PI * x)), Functions.LogBesselI(0.5, x), 1e-11 * Math.Max(1, x * 1e-2));
        Assert.Equal(x < 0.1 ? x / 3 - x * x * x / 45 : 1 / Math.Tanh(x) - 1 / x, Functions.BesselRatio(0.5, x), 1e-14);
    }

    [Fact]
    public void Bessel_functions_at_zero_and_outside()
    {
        Assert.Equal(0, Functions.LogBesselI(0, 0));
        Assert.Equal(double.NegativeInfinity, Functions.LogBesselI(2, 0));
        Assert.Equal(0, Functions.BesselRatio(3, 0));
        Assert.True(double.IsNaN(Functions.LogBesselI(1, -1)) && double.IsNaN(Functions.BesselRatio(1, double.NaN)));
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 0.01)]
    [InlineData(3, 12)]
    [InlineData(10, 40)]
    public void The_density_integrates_to_one_and_gives_mean_and_divergence(int dimension, double concentration)
    {
        VonMisesFisher d = Create(dimension, concentration);
        double logArea = -new UniformOnSphere(dimension).LogDensity(Axis(dimension));
        double mass = Over(d, (_, _) => 1), mean = Over(d, (w, _) => w), divergence = Over(d, (_, logDensity) => logDensity + logArea);
        Assert.Equal(1, mass, 1e-9);
        Assert.Equal(mean, d.MeanLength, 1e-9);
        Assert.Equal(mean * d.MeanDirection[1], d.Mean[1], 1e-9);
        Dictionary<string, object> values = new() { ["meanDirection"] = d.MeanDirection.ToArray(), ["concentration"] = concentration };
        Assert.Equal(divergence, FormulaEvaluator.Evaluate(typeof(VonMisesFisher).GetCustomAttribute<DivergenceAttribute>()!.Formula, values), 1e-9);
        values["y"] = Axis(dimension);
        Assert.Equal(d.LogDensity(Axis(dimension)), FormulaEvaluator.Evaluate(typeof(VonMisesFisher).GetCustomAttribute<LogDensityAttribute>()!.Formula, values), 1e-10);
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 0.5)]
    [InlineData(3, 200)]
    [InlineData(12, 20)]
    public void Draws_have_the_cosines_and_directions_of_the_density(int dimension, double concentration)
    {
        VonMisesFisher d = Create(dimension, concentration);
        Rng rng = new(17);
        Vector<double>[] draws = [.. Enumerable.Range(0, 8000).Select(_ => Vector<double>.Build.Dense(d.Sample(rng)))];
        Assert.All(draws, y => Assert.Equal(1, y.L2Norm(), 1e-12));
        double[] grid = [.. Enumerable.Range(0, 4001).Select(k => -Math.Cos(Math.PI * k / 4000))], cdf = new double[grid.Length];
        for (int k = 1; k < grid.Length; k++)
        {
            // Over angles: in w the density of two dimensions has a pole at either end.
            cdf[k] = cdf[k - 1] + GaussLegendreRule.Integrate(t => Math.Exp(Marginal(d, -Math.Cos(t), Math.Sin(t))), Math.PI * (k - 1) / 4000, Math.PI * k / 4000, 5);
        }
        FitTests.KolmogorovSmirnov(output, [.. draws.Select(y => y * d.MeanDirection)], w => Interpolate.Linear(grid, cdf).Interpolate(w));
        for (int k = 0; k < 2; k++)
            FitTests.Mean(output, [.. draws.Select(y => y[k])], d.Mean[k], d.Variance[k]);
        double second = draws.Average(y => Math.Pow(y[1] - d.Mean[1], 2));
        Assert.Equal(d.Variance[1], second, 0.08 * d.Variance[1]);
    }

    [Fact]
    public void Uniform_directions()
    {
        UniformOnSphere d = Distributions.UniformOnSphere(3);
        Assert.Equal(-Math.Log(4 * Math.PI), d.LogDensity([0, 0.6, 0.8]), 1e-14);
        Assert.Equal(-Math.Log(2 * Math.PI), new UniformOnSphere(2).LogDensity([0.6, 0.8]), 1e-14);
        Assert.Equal(double.NegativeInfinity, d.LogDensity([0, 0.6, 0.9]));
        Assert.Equal(double.NegativeInfinity, d.LogDensity([0.6, 0.8]));
        Rng rng = new(3);
        // Archimedes: each coordinate of a uniform direction in space is uniform.
        FitTests.KolmogorovSmirnov(output, [.. Enumerable.Range(0, 5000).Select(_ => d.Sample(rng)[1])], y => 0.5 * (1 + y));
        Assert.Equal([1.0 / 3, 1.0 / 3, 1.0 / 3], d.Variance);
        Assert.Throws<ArgumentOutOfRangeException>(() => Distributions.UniformOnSphere(1));
    }

    [Fact]
    public void Directions_are_checked()
    {
        Assert.Contains("length 2", Assert.Throws<ArgumentException>(() => Distributions.VonMisesFisher(Vector<double>.Build.Dense([0, 2.0]), 1)).Message, StringComparison.Ordinal);
        Assert.Contains("has 1 elements", Assert.Throws<ArgumentException>(() => Distributions.VonMisesFisher(Vector<double>.Build.Dense([1.0]), 1)).Message, StringComparison.Ordinal);
        Assert.Equal(double.NegativeInfinity, Create(3, 2).LogDensity([1, 1, 0]));
        Assert.True(double.IsNaN(Create(3, -2).LogDensity([1, 0, 0])));
        using (Sampling.Use(8))
        {
            Vector<double> draw = ~Create(4, 3), uniform = ~Distributions.UniformOnSphere(5);
            Assert.Equal((4, 5), (draw.Count, uniform.Count));
        }
    }

    [Fact]
    public void Mixtures_of_normals_are_the_sum_over_components()
    {
        Vector<double> logits = Vector<double>.Build.Dense([0.3, -1, 2]);
        Matrix<double> means = Matrix<double>.Build.DenseOfArray(new[,] { { -1.0, 2 }, { 0, 0 }, { 3, 1 } });
        Matrix<double> deviations = Matrix<double>.Build.DenseOfArray(new[,] { { 0.5, 1 }, { 2, 0.3 }, { 1, 1.5 } });
        NormalMixture d = Distributions.NormalMixture(logits, means, deviations);
        double[] y = [0.4, 0.7], joint = new double[3];
        for (int k = 0; k < 3; k++)
            joint[k] = Functions.Softmax(logits)[k] * Math.Exp(new Normal(means[k, 0], deviations[k, 0]).LogDensity(y[0]) + new Normal(means[k, 1], deviations[k, 1]).LogDensity(y[1]));
        Assert.Equal(Math.Log(joint.Sum()), d.LogDensity(y), 1e-12);
        Assert.Equal(joint[2] / joint.Sum(), d.Responsibilities(Vector<double>.Build.Dense(y))[2], 1e-12);
        Assert.Equal(double.NegativeInfinity, d.LogDensity([1]));
        Rng rng = new(5);
        double[][] draws = [.. Enumerable.Range(0, 8000).Select(_ => d.Sample(rng))];
        for (int i = 0; i < 2; i++)
        {
            int at = i;
            double Cdf(double x) => Enumerable.Range(0, 3).Sum(k => Functions.Softmax(logits)[k] * new Normal(means[k, at], deviations[k, at]).Cdf(x));
            FitTests.KolmogorovSmirnov(output, [.. draws.Select(draw => draw[at])], Cdf);
            FitTests.Mean(output, [.. draws.Select(draw => draw[at])], d.Mean[i], d.Variance[i]);
        }
        Assert.Equal(draws.Average(draw => Math.Pow(draw[0] - d.Mean[0], 2)), d.Variance[0], 0.1 * d.Variance[0]);
        Assert.Contains("3 components, 'means' has 2 rows", Assert.Throws<ArgumentException>(() =>
            Distributions.NormalMixture(logits, means.RemoveRow(0), deviations.RemoveRow(0))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => d.Responsibilities(logits));
    }

    private static VonMisesFisher Create(int dimension, double concentration) =>
        Distributions.VonMisesFisher(Vector<double>.Build.Dense(dimension, k => k + 1).Normalize(2), concentration);

    private static double[] Axis(int dimension) => [1, .. new double[dimension - 1]];

    /// <summary>The expectation of a function of the cosine and of the log density, over angles.</summary>
    private static double Over(VonMisesFisher d, Func<double, double, double> function)
    {
        double sum = 0;
        for (int k = 0; k < 64; k++)
        {
            sum += GaussLegendreRule.Integrate(t => Math.Exp(Marginal(d, Math.Cos(t), Math.Sin(t))) * function(Math.Cos(t), At(d, Math.Cos(t))), Math.PI * k / 64, Math.PI * (k + 1) / 64, 20);
        }
        return sum;
    }

    /// <summary>The log density of the angle of cosine and sine: that of y and the logarithm of the area of the y that have it.</summary>
    private static double Marginal(VonMisesFisher d, double cosine, double sine)
    {
        int n = d.Dimension - 1;
        double area = Math.Log(2) + 0.5 * n * Math.Log(Math.PI) - SpecialFunctions.GammaLn(0.5 * n);
        return At(d, cosine) + area + (n - 1) * Math.Log(sine);
    }

    private static double At(VonMisesFisher d, double cosine)
    {
        Vector<double> across = Vector<double>.Build.Dense(Axis(d.Dimension));
        across = (across - (across * d.MeanDirection) * d.MeanDirection).Normalize(2);
        return d.LogDensity((cosine * d.MeanDirection + Math.Sqrt(Math.Max(0, 1 - cosine * cosine)) * across).ToArray());
    }
}
