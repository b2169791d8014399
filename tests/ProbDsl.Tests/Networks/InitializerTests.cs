using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Tests.Networks;

public sealed class InitializerTests
{
    private const int FanIn = 300, FanOut = 200;

    public static TheoryData<string, double, double> Moments => new()
    {
        // Name, standard deviation, bound (0 for none).
        { "XavierUniform", Math.Sqrt(2.0 / (FanIn + FanOut)), Math.Sqrt(6.0 / (FanIn + FanOut)) },
        { "XavierNormal", Math.Sqrt(2.0 / (FanIn + FanOut)), 0 },
        { "HeUniform", Math.Sqrt(2.0 / FanIn), Math.Sqrt(6.0 / FanIn) },
        { "HeNormal", Math.Sqrt(2.0 / FanIn), 0 },
        { "LecunNormal", Math.Sqrt(1.0 / FanIn), 0 },
        { "FanInUniform", Math.Sqrt(1.0 / (3 * FanIn)), Math.Sqrt(1.0 / FanIn) },
        { "Normal(0.3)", 0.3, 0 },
        { "Uniform(0.3)", 0.3 / Math.Sqrt(3), 0.3 },
        { "Orthogonal", Math.Sqrt(1.0 / FanIn), 0 },
    };

    private static IReadOnlyList<Initializer> All =>
    [
        Initializers.XavierUniform, Initializers.XavierNormal, Initializers.HeUniform, Initializers.HeNormal, Initializers.LecunNormal,
        Initializers.FanInUniform, Initializers.Normal(0.3), Initializers.Uniform(0.3), Initializers.Orthogonal,
    ];

    [Theory]
    [MemberData(nameof(Moments))]
    public void Draws_have_the_moments_of_the_formula(string name, double deviation, double bound)
    {
        var tensor = new NetworkTensor("weight", FanOut, FanIn) { Initializer = All.Single(i => i.Name == name) };
        tensor.Initialize(new Rng(2));
        double count = tensor.Values.Length;
        Assert.InRange(tensor.Values.Average(), -4 * deviation / Math.Sqrt(count), 4 * deviation / Math.Sqrt(count));
        Assert.InRange(Math.Sqrt(tensor.Values.Average(v => v * v)) / deviation, 0.985, 1.015);
        double largest = tensor.Values.Max(Math.Abs);
        if (bound > 0)
            Assert.InRange(largest, 0.999 * bound, bound);
        else
            Assert.True(largest > 3.5 * deviation);
    }

    [Theory]
    [InlineData(5, 9)]
    [InlineData(9, 5)]
    [InlineData(6, 6)]
    public void Orthogonal_matrices_are(int rows, int columns)
    {
        var tensor = new NetworkTensor("weight", rows, columns) { Initializer = Initializers.Orthogonal };
        tensor.Initialize(new Rng(2));
        MathNet.Numerics.LinearAlgebra.Matrix<double> matrix = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseOfRowMajor(rows, columns, tensor.Values);
        int fewer = Math.Min(rows, columns);
        MathNet.Numerics.LinearAlgebra.Matrix<double> product = rows <= columns ? matrix * matrix.Transpose() : matrix.Transpose() * matrix;
        Assert.True((product - MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.DenseIdentity(fewer)).FrobeniusNorm() < 1e-13);
    }

    [Fact]
    public void Layers_choose_by_their_activation_unless_told()
    {
        Assert.Same(Initializers.XavierUniform, new Dense(2, 2).Tensors[0].Initializer);
        Assert.Same(Initializers.HeUniform, new Dense(2, 2) { Activation = Activation.Relu }.WeightInitializer);
        var mlp = new Mlp(2, 3, 4) { Activation = Activation.Silu };
        Assert.Same(Initializers.HeUniform, mlp.Tensors[0].Initializer);
        Assert.Same(Initializers.XavierUniform, mlp.Tensors[2].Initializer);
        var told = new Mlp(2, 3, 4) { WeightInitializer = Initializers.Orthogonal, BiasInitializer = Initializers.Constant(0.5), Activation = Activation.Relu };
        Assert.All([told.Tensors[0], told.Tensors[2]], t => Assert.Same(Initializers.Orthogonal, t.Initializer));
        told.Initialize(1);
        Assert.All(told.Tensors[1].Values, v => Assert.Equal(0.5, v));
        Assert.All(new LayerNorm(3) is var norm ? Initialized(norm).Tensors[0].Values : [], v => Assert.Equal(1, v));
    }

    [Fact]
    public void Equal_seeds_give_equal_weights_and_weights_that_are_there_stay()
    {
        Network first = Initialized(new Mlp(3, 4, 2)), second = Initialized(new Mlp(3, 4, 2));
        Assert.Equal(first.Tensors.SelectMany(t => t.Values), second.Tensors.SelectMany(t => t.Values));
        second.Initialize(999);
        Assert.Equal(first.Tensors[0].Values, second.Tensors[0].Values);
        var other = new Mlp(3, 4, 2);
        other.Initialize(999);
        Assert.NotEqual(first.Tensors[0].Values, other.Tensors[0].Values);
    }

    [Fact]
    public void Fans_of_a_convolution_count_the_kernel()
    {
        var layer = new Conv2d(3, 9, 9, 5, 4);
        Assert.Equal((48, 80), (layer.Tensors[0].FanIn, layer.Tensors[0].FanOut));
        var transpose = new ConvTranspose2d(3, 9, 9, 5, 4);
        Assert.Equal((48, 80), (transpose.Tensors[0].FanIn, transpose.Tensors[0].FanOut));
    }

    [Fact]
    public void A_bias_has_the_inputs_of_its_layer()
    {
        Assert.All<Network>([new Dense(48, 7), new Conv2d(3, 9, 9, 5, 4), new ConvTranspose2d(3, 9, 9, 5, 4)], layer => Assert.Equal(48, layer.Tensors[1].FanIn));
        Network mlp = Initialized(new Mlp(400, 300, 200) { BiasInitializer = Initializers.FanInUniform });
        Assert.InRange(mlp.Tensors[1].Values.Max(Math.Abs), 0.9 / 20, 1.0 / 20);
    }

    private static Network Initialized(Network network)
    {
        network.Initialize(7);
        return network;
    }
}
