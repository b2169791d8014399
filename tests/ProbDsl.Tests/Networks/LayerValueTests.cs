using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Tests.Networks;

/// <summary>Layers against their definitions, element by element.</summary>
public sealed class LayerValueTests
{
    [Fact]
    public void Mlp_applies_its_weights_row_by_row()
    {
        var mlp = new Mlp(2, 3, 1) { OutputActivation = Activation.Softplus };
        mlp.Tensors[0].Write<double>([0.1, 0.2, -0.3, 0.4, 0.5, -0.6]);
        mlp.Tensors[1].Write<double>([0.01, 0.02, 0.03]);
        mlp.Tensors[2].Write<double>([1, -2, 3]);
        mlp.Tensors[3].Write<double>([0.5]);
        double h0 = Math.Tanh((0.1 * 2) + (0.2 * -1) + 0.01), h1 = Math.Tanh((-0.3 * 2) - 0.4 + 0.02), h2 = Math.Tanh((0.5 * 2) + 0.6 + 0.03);
        double expected = Math.Log(1 + Math.Exp(h0 - (2 * h1) + (3 * h2) + 0.5));
        Assert.Equal(expected, mlp.Forward(Vector<double>.Build.Dense([2, -1]))[0], 1e-14);
        Assert.Equal(["0.weight", "0.bias", "1.weight", "1.bias"], mlp.Tensors.Select(t => t.Name));
        Assert.Equal([3, 2], mlp.Tensors[0].Shape);
    }

    [Theory]
    [InlineData(3, 1, 0)]
    [InlineData(3, 2, 1)]
    [InlineData(2, 3, 2)]
    public void Conv2d_sums_over_channels_and_kernel(int kernel, int stride, int padding)
    {
        var layer = new Conv2d(2, 6, 5, 3, kernel) { Stride = stride, Padding = padding, BiasInitializer = Initializers.Normal(1) };
        layer.Initialize(3);
        Vector<double> x = Input(layer), y = layer.Forward(x);
        double[] w = layer.Tensors[0].Values, b = layer.Tensors[1].Values;
        for (int f = 0; f < 3; f++)
            for (int oy = 0; oy < layer.OutputHeight; oy++)
                for (int ox = 0; ox < layer.OutputWidth; ox++)
                {
                    double sum = b[f];
                    for (int c = 0; c < 2; c++)
                        for (int ky = 0; ky < kernel; ky++)
                            for (int kx = 0; kx < kernel; kx++)
                            {
                                int iy = (oy * stride) + ky - padding, ix = (ox * stride) + kx - padding;
                                if (iy is >= 0 and < 6 && ix is >= 0 and < 5)
                                    sum += w[(((((f * 2) + c) * kernel) + ky) * kernel) + kx] * x[(((c * 6) + iy) * 5) + ix];
                            }
                    Assert.Equal(sum, y[(((f * layer.OutputHeight) + oy) * layer.OutputWidth) + ox], 1e-13);
                }
    }

    [Theory]
    [InlineData(3, 1, 0, 0)]
    [InlineData(4, 2, 1, 0)]
    [InlineData(3, 2, 1, 1)]
    public void ConvTranspose2d_adds_a_kernel_for_every_number(int kernel, int stride, int padding, int outputPadding)
    {
        var layer = new ConvTranspose2d(2, 4, 3, 3, kernel) { Stride = stride, Padding = padding, OutputPadding = outputPadding };
        layer.Initialize(3);
        Vector<double> x = Input(layer), y = layer.Forward(x);
        (int high, int wide) = (layer.OutputHeight, layer.OutputWidth);
        Assert.Equal((3 * stride) - (2 * padding) + kernel + outputPadding, high);
        double[] w = layer.Tensors[0].Values, expected = new double[3 * high * wide];
        for (int c = 0; c < 2; c++)
            for (int iy = 0; iy < 4; iy++)
                for (int ix = 0; ix < 3; ix++)
                    for (int f = 0; f < 3; f++)
                        for (int k = 0; k < kernel * kernel; k++)
                        {
                            int oy = (iy * stride) + (k / kernel) - padding, ox = (ix * stride) + (k % kernel) - padding;
                            if (oy >= 0 && oy < high && ox >= 0 && ox < wide)
                                expected[(((f * high) + oy) * wide) + ox] += w[(((c * 3) + f) * kernel * kernel) + k] * x[(((c * 4) + iy) * 3) + ix];
                        }
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], y[i], 1e-13);
    }

    [Fact]
    public void LayerNorm_gives_mean_zero_and_variance_one()
    {
        var layer = new LayerNorm(50) { Epsilon = 0 };
        layer.Initialize(1);
        double[] y = [.. layer.Forward(Input(layer) * 30 + 7)];
        Assert.Equal(0, y.Average(), 1e-13);
        Assert.Equal(1, y.Select(v => v * v).Average(), 1e-13);
    }

    [Fact]
    public void Pools_take_the_largest_and_the_mean()
    {
        Vector<double> x = Vector<double>.Build.Dense([1, 5, 2, 0, -1, 3, 4, 4, 9, 9, 9, 9]);
        Assert.Equal([5, 4], new MaxPool2d(1, 3, 4, 2).Forward(x));
        Assert.Equal([2, 2.5], new AvgPool2d(1, 3, 4, 2).Forward(x));
    }

    [Fact]
    public void Embedding_gives_the_row_of_the_index()
    {
        var layer = new Embedding(3, 2);
        layer.Tensors[0].Write<double>([1, 2, 3, 4, 5, 6]);
        Assert.Equal([3, 4], layer.Forward(1));
        Assert.Equal([5, 6], layer.Forward(Vector<double>.Build.Dense(1, 2)));
        Assert.Contains("from 0 to 2 was expected, found 3", Assert.Throws<ArgumentException>(() => layer.Forward(3)).Message, StringComparison.Ordinal);
        Assert.Contains("found 0.5", Assert.Throws<ArgumentException>(() => layer.Forward(Vector<double>.Build.Dense(1, 0.5))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forward_uses_weights_written_later()
    {
        var layer = new Dense(1, 1);
        Assert.Contains("'weight' has no values yet", Assert.Throws<InvalidOperationException>(() => layer.Forward(Vector<double>.Build.Dense(1))).Message, StringComparison.Ordinal);
        layer.Initialize(1);
        layer.Tensors[0].Write<double>([2]);
        Assert.Equal(6, layer.Forward(Vector<double>.Build.Dense(1, 3))[0]);
        layer.Tensors[0].Write<float>([4]);
        Assert.Equal(12, layer.Forward(Vector<double>.Build.Dense(1, 3))[0]);
    }

    private static Vector<double> Input(Network network)
    {
        double[] x = new double[network.InputSize];
        new Rng(8).FillNormal(x);
        return Vector<double>.Build.Dense(x);
    }
}
