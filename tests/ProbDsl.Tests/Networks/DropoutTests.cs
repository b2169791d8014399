using ProbDsl.Networks;
using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Networks;

public sealed class DropoutTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    [InlineData(0.8)]
    public void Keeps_the_mean_and_drops_at_the_rate(double rate)
    {
        float[] outputs = [.. Masks(new Dropout(500, rate), 200, new PassMode(true, 3)).SelectMany(r => r)];
        double count = outputs.Length, error = Math.Sqrt(rate * (1 - rate) / count);
        Assert.InRange(outputs.Count(v => v == 0) / count, rate - (4 * error), rate + (4 * error));
        Assert.InRange(outputs.Average(v => (double)v), 1 - (4 * error / (1 - rate)), 1 + (4 * error / (1 - rate)));
        Assert.Equal(2, outputs.Distinct().Count());
    }

    [Fact]
    public void The_mask_is_a_function_of_seed_row_and_element()
    {
        var layer = new Dropout(700, 0.4);
        float[][] many = Masks(layer, 9, new PassMode(true, 3)), few = Masks(layer, 2, new PassMode(true, 3));
        Assert.Equal(many[1], few[1]);
        Assert.NotEqual(many[0], many[1]);
        Assert.NotEqual(many[0], Masks(layer, 2, new PassMode(true, 4))[0]);
    }

    [Fact]
    public void Two_layers_of_a_network_have_masks_of_their_own()
    {
        var network = new Sequential(new Dropout(400, 0.5), new Dropout(400, 0.5));
        float[] outputs = Masks(network, 1, new PassMode(true, 3))[0];
        Assert.InRange(outputs.Count(v => v != 0), 60, 140);
    }

    [Fact]
    public void Does_nothing_out_of_training() =>
        Assert.All(Masks(new Dropout(40, 0.5), 3, new PassMode(false, 3)), row => Assert.All(row, v => Assert.Equal(1, v)));

    /// <summary>What becomes of rows of ones.</summary>
    private static float[][] Masks(Network network, int rows, PassMode mode)
    {
        NetworkPass<float> pass = network.CreatePass(new NetworkBinding<float>(new ParameterStore<float>(), 0, new ComputeContext<float>(WorkTeam.Alone)), rows);
        var ones = new BatchMatrix<float>(rows, network.InputSize);
        ones.Span.Fill(1);
        pass.Forward(ones, rows, mode);
        return [.. Enumerable.Range(0, rows).Select(r => pass.Output.Row(r).ToArray())];
    }
}
