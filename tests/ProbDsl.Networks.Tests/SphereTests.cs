using ProbDsl.Runtime;

namespace ProbDsl.Networks.Tests;

/// <summary>Codes on the sphere: the cosine's distribution, its derivative at a fixed quantile, and whole models.</summary>
public class SphereTests
{
    [Theory]
    [InlineData(2, 0.5)]
    [InlineData(3, 4.0)]
    [InlineData(10, 20.0)]
    [InlineData(20, 1.0)]
    public void Cosines_have_their_distribution(int dimension, double concentration)
    {
        const int Count = 20000;
        double[] draws = [.. Enumerable.Range(0, Count).Select(i => SphereDraws.Cosine(7, 1, i, dimension, concentration)).Order()];
        double distance = draws.Select((w, i) => Math.Abs(Cdf(w, dimension, concentration) - ((i + 0.5) / Count))).Max();
        Assert.True(distance < 1.95 / Math.Sqrt(Count), $"Kolmogorov distance {distance}");
    }

    [Theory]
    [InlineData(2, 0.7, 0.2)]
    [InlineData(2, 5.0, -0.5)]
    [InlineData(3, 4.0, 0.9)]
    [InlineData(3, 4.0, 0.1)]
    [InlineData(10, 20.0, 0.6)]
    [InlineData(20, 1.0, -0.2)]
    [InlineData(50, 200.0, 0.95)]
    public void The_slope_keeps_the_quantile(int dimension, double concentration, double cosine)
    {
        double slope = SphereDraws.CosineSlope(cosine, dimension, concentration);
        const double Step = 1e-4;
        double above = Cdf(cosine + (slope * Step), dimension, concentration + Step);
        double below = Cdf(cosine - (slope * Step), dimension, concentration - Step);
        double scale = Math.Abs(Cdf(cosine, dimension, concentration + Step) - Cdf(cosine, dimension, concentration - Step));
        Assert.True(Math.Abs(above - below) <= 1e-4 * scale, $"the cdf moves by {above - below:R}, of {scale:R} at a fixed cosine");
    }

    [Fact]
    public void Gradients_have_the_mean_of_differences()
    {
        // The draws jump where a proposal is refused, so that means over many keys are compared.
        CompiledBound<double> bound = Models.Double("SphericalVae");
        Samples.Disturb(bound.Parameters);
        var exact = new Moments(bound.Parameters.Length);
        Span<double> values = bound.Parameters.Values.Span;
        int last = bound.Parameters.Slots[3].Offset + 4;
        double sum = 0, square = 0;
        const int Count = 20000;
        for (int key = 0; key < Count; key++)
        {
            var request = new BoundRequest { Key = (ulong)key };
            bound.Step([1, 4], request);
            exact.Add(bound.Parameters.Gradients.Span);
            double start = values[last];
            values[last] = start + 0.1;
            double above = bound.Step([1, 4], request with { Gradient = false }).Bound;
            values[last] = start - 0.1;
            double below = bound.Step([1, 4], request with { Gradient = false }).Bound;
            values[last] = start;
            double difference = -(above - below) / 0.2;
            sum += difference;
            square += difference * difference;
        }
        double mean = sum / Count;
        double error = Math.Sqrt(((square / Count) - (mean * mean)) / Count);
        Assert.True(error < 0.02, $"the differences leave ± {error}");
        exact.AssertNear(last, mean, 4 * error + 1e-3);
    }

    [Fact]
    public void Draws_are_unit_vectors_and_training_raises_the_bound()
    {
        var model = new Doubles.SphericalVae { X = Samples.Binary(60, 7) };
        TrainingResult result = model.Fit(new TrainingOptions { Epochs = 40, BatchSize = 20 });
        Assert.True(result.IsUsable);
        Assert.True(result.Epochs[^1].Bound > result.Epochs[0].Bound);
    }

    private static double Cdf(double cosine, int dimension, double concentration)
    {
        double Density(double angle) => Math.Exp(concentration * (Math.Cos(angle) - 1)) * Math.Pow(Math.Sin(angle), dimension - 2);
        double whole = MathNet.Numerics.Integration.GaussLegendreRule.Integrate(Density, 0, Math.PI, 256);
        return MathNet.Numerics.Integration.GaussLegendreRule.Integrate(Density, Math.Acos(cosine), Math.PI, 256) / whole;
    }
}
