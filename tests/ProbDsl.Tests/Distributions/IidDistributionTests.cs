using Xunit;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Tests;

public sealed class IidDistributionTests
{
    [Fact]
    public void A_draw_is_an_array_or_a_vector()
    {
        using (Sampling.Use(3))
        {
            double[] array = ~Distributions.Normal(0, 1).Iid(4);
            Vector<double> vector = ~Distributions.Gamma(2, 1).Iid(5);
            int[] counts = ~Distributions.Poisson(3).Iid(6);
            Assert.Equal((4, 5, 6), (array.Length, vector.Count, counts.Length));
            Assert.Equal(new Rng(3).NextNormal(), array[0]);
        }
    }

    [Fact]
    public void Log_density_is_the_sum_over_elements()
    {
        Normal normal = new(1, 2);
        Assert.Equal(normal.LogDensity(0.5) + normal.LogDensity(3), normal.Iid(2).LogDensity([0.5, 3]), 1e-14);
        Assert.Equal(double.NegativeInfinity, normal.Iid(2).LogDensity([0.5]));
        Poisson poisson = new(4);
        Assert.Equal(poisson.LogDensity(2) + poisson.LogDensity(7), poisson.Iid(2).LogDensity([2, 7]), 1e-14);
        Assert.Equal(double.NegativeInfinity, poisson.Iid(3).LogDensity([2, 7]));
    }

    [Fact]
    public void Moments_repeat_the_elements()
    {
        Assert.Equal([0.5, 0.5, 0.5], new Exponential(2).Iid(3).Mean);
        Assert.Equal([0.25, 0.25], new Exponential(2).Iid(2).Variance);
        Assert.Equal(2, new Exponential(2).Iid(2).Dimension);
    }

    [Fact]
    public void A_vector_draw_reads_as_a_list()
    {
        VectorDraw draw = new([1, 2, 3]);
        Assert.Equal(3, draw.Length);
        Assert.Equal(2, draw[1]);
        Assert.Equal([1, 2, 3], draw.ToVector());
    }
}
