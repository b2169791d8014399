using Xunit;
using MathNet.Numerics.LinearAlgebra;
using Xunit.Abstractions;

namespace ProbDsl.Tests;

public sealed class LkjCholeskyTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3.2)]
    public void In_two_dimensions_the_correlation_is_a_stretched_beta(double shape)
    {
        foreach (double r in new[] { -0.9, -0.2, 0, 0.5, 0.99 })
        {
            Matrix<double> factor = Matrix<double>.Build.DenseOfArray(new[,] { { 1, 0 }, { r, Math.Sqrt(1 - r * r) } });
            double expected = new Beta(shape, shape).LogDensity(0.5 * (r + 1)) - Math.Log(2);
            Assert.Equal(expected, Distributions.LkjCholesky(2, shape).LogDensity(factor), 1e-12);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2.5)]
    public void In_three_dimensions_the_total_mass_is_one(double shape)
    {
        // Over the free elements: w of the second row, and the third row's first two in polar coordinates.
        LkjCholesky d = new(3, shape);
        double mass = Quadrature.Integrate(w => Quadrature.Integrate(rho => 2 * Math.PI * rho * Math.Exp(d.LogDensity(Factor(w, rho))), 0, 1), -1, 1);
        Assert.Equal(1, mass, 1e-7);
    }

    [Theory]
    [InlineData(2, 1.0)]
    [InlineData(4, 0.7)]
    [InlineData(5, 2.0)]
    public void Samples_have_beta_correlations(int dimension, double shape)
    {
        // Each correlation is Beta(a, a) on (-1, 1), a = shape + (K - 2) / 2 (Lewandowski et al., 2009).
        LkjCholesky d = new(dimension, shape);
        Rng rng = new(17, (ulong)dimension);
        Matrix<double>[] factors = [.. Enumerable.Range(0, 5_000).Select(_ => d.Sample(rng))];
        Assert.All(factors, factor => Assert.True(double.IsFinite(d.LogDensity(factor))));
        Matrix<double>[] correlations = [.. factors.Select(factor => factor * factor.Transpose())];
        Beta marginal = new(shape + 0.5 * (dimension - 2), shape + 0.5 * (dimension - 2));
        for (int i = 1; i < dimension; i++)
            for (int j = 0; j < i; j++)
                FitTests.KolmogorovSmirnov(output, [.. correlations.Select(c => c[i, j])], r => marginal.Cdf(0.5 * (r + 1)));
    }

    [Fact]
    public void Outside_the_support_is_minus_infinity()
    {
        LkjCholesky d = new(2, 1);
        Assert.Equal(double.NegativeInfinity, d.LogDensity(Matrix<double>.Build.Dense(2, 2, 1)));
        Assert.Equal(double.NegativeInfinity, d.LogDensity(Matrix<double>.Build.DenseIdentity(3)));
        Assert.Equal(double.NegativeInfinity, d.LogDensity(-Matrix<double>.Build.DenseIdentity(2)));
        Assert.Equal(double.NegativeInfinity, d.LogDensity(2 * Matrix<double>.Build.DenseIdentity(2)));
        Assert.True(double.IsNaN(new LkjCholesky(2, -1).LogDensity(Matrix<double>.Build.DenseIdentity(2))));
    }

    [Fact]
    public void Tilde_gives_a_matrix()
    {
        using (Sampling.Use(5))
        {
            Matrix<double> factor = ~Distributions.LkjCholesky(3, 2);
            Assert.Equal(1, factor[0, 0]);
        }
    }

    private static Matrix<double> Factor(double w, double rho) => Matrix<double>.Build.DenseOfArray(new[,]
    {
        { 1, 0, 0 },
        { w, Math.Sqrt(1 - w * w), 0 },
        { rho, 0, Math.Sqrt(1 - rho * rho) },
    });
}
