using Xunit;
using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using Xunit.Abstractions;
using MN = MathNet.Numerics.Distributions;

namespace ProbDsl.Tests;

public sealed class VectorDistributionTests(ITestOutputHelper output)
{
    private static readonly double[] s_concentration = [0.7, 2, 3.5];
    private static readonly double[] s_mean = [1, -2, 0.5];
    private static readonly double[,] s_covariance = { { 2, 0.6, -0.3 }, { 0.6, 1, 0.2 }, { -0.3, 0.2, 1.5 } };

    private static Matrix<double> Covariance => Matrix<double>.Build.DenseOfArray(s_covariance);

    private static Matrix<double> Factor => Covariance.Cholesky().Factor;

    [Theory]
    [InlineData(0.2, 0.3, 0.5)]
    [InlineData(0.01, 0.98, 0.01)]
    public void Dirichlet_is_the_oracle_and_the_formula(double a, double b, double c)
    {
        Dirichlet d = Distributions.Dirichlet(s_concentration);
        double expected = new MN.Dirichlet(s_concentration).DensityLn([a, b, c]);
        Assert.Equal(expected, d.LogDensity([a, b, c]), 1e-10);
        string formula = typeof(Dirichlet).GetCustomAttribute<LogDensityAttribute>()!.Formula;
        Dictionary<string, object> values = new() { ["y"] = new[] { a, b, c }, ["concentration"] = s_concentration };
        Assert.Equal(expected, FormulaEvaluator.Evaluate(formula, values), 1e-10);
        Assert.Equal(d.LogDensity([a, b, c]), Distributions.Dirichlet(Vector<double>.Build.Dense(s_concentration)).LogDensity([a, b, c]));
    }

    [Fact]
    public void Dirichlet_outside_the_simplex_is_minus_infinity()
    {
        Dirichlet d = new(s_concentration);
        Assert.Equal(double.NegativeInfinity, d.LogDensity([0.2, 0.3, 0.6]));
        Assert.Equal(double.NegativeInfinity, d.LogDensity([-0.2, 0.7, 0.5]));
        Assert.Equal(double.NegativeInfinity, d.LogDensity([0.5, 0.5]));
        Assert.True(double.IsNaN(new Dirichlet([1, -1]).LogDensity([0.5, 0.5])));
    }

    [Fact]
    public void Dirichlet_elements_are_beta()
    {
        Dirichlet d = new(s_concentration);
        Rng rng = new(11);
        double[][] samples = [.. Enumerable.Range(0, 20_000).Select(_ => d.Sample(rng))];
        Assert.All(samples, sample => Assert.Equal(1, sample.Sum(), 1e-12));
        for (int k = 0; k < 3; k++)
        {
            Beta marginal = new(s_concentration[k], s_concentration.Sum() - s_concentration[k]);
            FitTests.KolmogorovSmirnov(output, [.. samples.Select(sample => sample[k])], marginal.Cdf);
            Assert.Equal(marginal.Mean, d.Mean[k], 1e-14);
            Assert.Equal(marginal.Variance, d.Variance[k], 1e-14);
        }
    }

    [Fact]
    public void Multivariate_normals_are_the_oracle()
    {
        double[] y = [0.3, -1.1, 2];
        Vector<double> difference = Vector<double>.Build.Dense(y) - Vector<double>.Build.Dense(s_mean);
        double quadratic = difference.DotProduct(Covariance.Inverse() * difference);
        double expected = -1.5 * Math.Log(2 * Math.PI) - 0.5 * Math.Log(Covariance.Determinant()) - 0.5 * quadratic;
        Assert.Equal(expected, Distributions.MultivariateNormal(s_mean, s_covariance).LogDensity(y), 1e-12);
        Assert.Equal(expected, Distributions.MultivariateNormal(s_mean, Covariance).LogDensity(y), 1e-12);
        Assert.Equal(expected, Distributions.MultivariateNormal(Vector<double>.Build.Dense(s_mean), Covariance).LogDensity(y), 1e-12);
        Assert.Equal(expected, Distributions.MultivariateNormalCholesky(s_mean, Factor.ToArray()).LogDensity(y), 1e-12);
        Assert.Equal(expected, Distributions.MultivariateNormalCholesky(s_mean, Factor).LogDensity(y), 1e-12);
        Assert.Equal(expected, Distributions.MultivariateNormalCholesky(Vector<double>.Build.Dense(s_mean), Factor).LogDensity(y), 1e-12);
    }

    [Fact]
    public void Multivariate_normals_without_a_positive_definite_covariance_are_nan()
    {
        Assert.True(double.IsNaN(Distributions.MultivariateNormal([0, 0], new double[,] { { 1, 2 }, { 2, 1 } }).LogDensity([0, 0])));
        Assert.True(double.IsNaN(Distributions.MultivariateNormalCholesky([0, 0], new double[,] { { 1, 0 }, { 2, -1 } }).LogDensity([0, 0])));
        Assert.Equal(double.NegativeInfinity, Distributions.MultivariateNormal([0, 0], new double[,] { { 1, 0 }, { 0, 1 } }).LogDensity([0]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Projections_of_multivariate_normals_are_normal(bool cholesky)
    {
        IVectorDistribution d = cholesky ? Distributions.MultivariateNormalCholesky(s_mean, Factor) : Distributions.MultivariateNormal(s_mean, Covariance);
        Rng rng = new(cholesky ? 12UL : 13UL);
        Vector<double>[] samples = [.. Enumerable.Range(0, 20_000).Select(_ => Vector<double>.Build.Dense(d.Sample(rng)))];
        foreach (double[] direction in new double[][] { [1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 1, 1], [1, -2, 0.5] })
        {
            Vector<double> u = Vector<double>.Build.Dense(direction);
            Normal projection = new(u.DotProduct(d.Mean), Math.Sqrt(u.DotProduct(Covariance * u)));
            FitTests.KolmogorovSmirnov(output, [.. samples.Select(u.DotProduct)], projection.Cdf);
        }
        Assert.Equal(3, d.Dimension);
        Assert.True((d.Variance - Covariance.Diagonal()).L2Norm() < 1e-14);
    }

    [Fact]
    public void Tilde_gives_arrays_and_vectors()
    {
        using (Sampling.Use(5))
        {
            double[] weights = ~Distributions.Dirichlet(s_concentration);
            Vector<double> position = ~Distributions.MultivariateNormal(s_mean, Covariance);
            Vector<double> other = ~Distributions.MultivariateNormalCholesky(s_mean, Factor);
            Assert.Equal((3, 3, 3), (weights.Length, position.Count, other.Count));
        }
    }
}
