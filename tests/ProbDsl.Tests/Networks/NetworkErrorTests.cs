using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Networks;

public sealed class NetworkErrorTests
{
    public static TheoryData<string, string> Messages => new()
    {
        { "Dense", "Dense: 'outputs' must be at least 1, found 0." },
        { "Mlp of one size", "Mlp: at least two sizes (input and output) were expected, found 1." },
        { "Mlp", "Mlp: 'sizes[1]' must be at least 1, found -3." },
        { "Sequential of nothing", "Sequential: at least one layer was expected, found none." },
        { "Sequential", "Sequential: layer 1 (Dense 4 → 2, 10 weights) expects 4 inputs, but layer 0 (Dense 5 → 3 (Tanh), 18 weights) gives 3." },
        { "Sequential twice", "Sequential: layer 1 has the weights of '0.weight' again; every layer needs its own." },
        { "Residual", "Residual: the inner network must give as many elements as it takes; Dense 3 → 2, 8 weights takes 3 and gives 2." },
        { "Dropout", "Dropout: the rate must be from 0 to less than 1, found 1." },
        { "Conv2d", "Conv2d: a kernel of at most 6 was expected (an image of 4×5 with a padding of 1), found 7." },
        { "Conv2d stride", "Conv2d: 'Stride' must be at least 1, found 0." },
        { "ConvTranspose2d", "ConvTranspose2d: an output padding from 0 to 1 (less than the stride) was expected, found 2." },
        { "ConvTranspose2d padding", "ConvTranspose2d: the output would be -1×0; the padding of 3 is too large." },
        { "MaxPool2d", "MaxPool2d: a window of at most 2 was expected (an image of 2×5), found 3." },
        { "Forward", "Mlp 3 → 4 (Tanh) → 2, 26 weights: a vector of 3 elements was expected, found 5." },
        { "Batch", "Dense 3 → 2, 8 weights: the input must have 3 elements a row, found 4." },
        { "Rows", "Dense 3 → 2, 8 weights: at most 2 rows were expected, found 6." },
        { "Tensor", "Tensor 'weight' has 6 elements, but 5 values were given." },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Names_the_layer_what_was_expected_and_what_was_found(string name, string message)
    {
        var shared = new Dense(2, 2);
        Action action = name switch
        {
            "Dense" => () => _ = new Dense(2, 0),
            "Mlp of one size" => () => _ = new Mlp(2),
            "Mlp" => () => _ = new Mlp(2, -3, 1),
            "Sequential of nothing" => () => _ = new Sequential(),
            "Sequential" => () => _ = new Sequential(new Dense(5, 3) { Activation = Activation.Tanh }, new Dense(4, 2)),
            "Sequential twice" => () => _ = new Sequential(shared, shared),
            "Residual" => () => _ = new Residual(new Dense(3, 2)),
            "Dropout" => () => _ = new Dropout(2, 1),
            "Conv2d" => () => _ = new Conv2d(1, 4, 5, 1, 7) { Padding = 1 }.OutputSize,
            "Conv2d stride" => () => _ = new Conv2d(1, 4, 5, 1, 2) { Stride = 0 },
            "ConvTranspose2d" => () => _ = new ConvTranspose2d(1, 4, 5, 1, 3) { Stride = 2, OutputPadding = 2 }.OutputSize,
            "ConvTranspose2d padding" => () => _ = new ConvTranspose2d(1, 3, 4, 1, 3) { Padding = 3 }.OutputSize,
            "MaxPool2d" => () => _ = new MaxPool2d(1, 2, 5, 3),
            "Forward" => () => new Mlp(3, 4, 2).Forward(Vector<double>.Build.Dense(5)),
            "Batch" => () => Pass(new Dense(3, 2)).Forward(new BatchMatrix<double>(2, 4), 2, default),
            "Rows" => () => Pass(new Dense(3, 2)).Forward(new BatchMatrix<double>(9, 3), 6, default),
            "Tensor" => () => new Dense(3, 2).Tensors[0].Write<double>([1, 2, 3, 4, 5]),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
        Assert.StartsWith(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_way_back_before_the_way_forward_is_refused() =>
        Assert.Throws<InvalidOperationException>(() => Pass(new Dense(3, 2)).Backward(new BatchMatrix<double>(2, 2), null, true));

    [Theory]
    [InlineData("Mlp 784 → 400 (Tanh) → 40, 330,040 weights")]
    [InlineData("Sequential 784 → 400 (Relu) → 400 (rate 0.5) → 10, 318,010 weights")]
    [InlineData("Residual 3 → [+ 3 → 5 (Tanh) → 3] → 3, 38 weights")]
    [InlineData("Conv2d 1×28×28 → 8×14×14 (Silu), 136 weights")]
    [InlineData("MaxPool2d 8×14×14 → 8×7×7, 0 weights")]
    [InlineData("Sequential 1×28×28 → 8×14×14 → 10, 15,826 weights")]
    public void Networks_show_sizes_activations_and_weights(string text)
    {
        Network[] networks =
        [
            new Mlp(784, 400, 40),
            new Sequential(new Dense(784, 400) { Activation = Activation.Relu }, new Dropout(400, 0.5), new Dense(400, 10)),
            new Residual(new Mlp(3, 5, 3)),
            new Conv2d(1, 28, 28, 8, 4) { Stride = 2, Padding = 1, Activation = Activation.Silu },
            new MaxPool2d(8, 14, 14, 2),
            new Sequential(new Conv2d(1, 28, 28, 8, 4) { Stride = 2, Padding = 1 }, new Dense(1568, 10)),
        ];
        Assert.Contains(text, networks.Select(n => n.ToString()));
    }

    private static NetworkPass<double> Pass(Dense layer)
    {
        var store = new ParameterStore<double>();
        return layer.CreatePass(new NetworkBinding<double>(store, layer.AddTo(store, "layer"), new ComputeContext<double>()), 2);
    }
}
