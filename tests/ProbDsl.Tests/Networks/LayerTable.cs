using ProbDsl.Networks;
using Xunit;

namespace ProbDsl.Tests.Networks;

/// <summary>The table of layers that the tests walk.</summary>
public static class LayerTable
{
    private static readonly Row[] Rows =
    [
        new("Dense", () => new Dense(5, 3)),
        new("Dense of one", () => new Dense(1, 1) { Activation = Activation.Tanh }),
        new("Dense wide", () => new Dense(33, 70) { Activation = Activation.Logistic }),
        new("Dense without bias", () => new Dense(5, 18) { Bias = false, Activation = Activation.Gelu }),
        .. Enum.GetValues<Activation>().Select(a => new Row($"Dense {a}", () => new Dense(7, 17) { Activation = a })),
        new("Mlp", () => new Mlp(6, 19, 4)),
        new("Mlp deep", () => new Mlp(3, 8, 9, 10, 2) { Activation = Activation.Silu, OutputActivation = Activation.Softplus }),
        new("Sequential", () => new Sequential(new Dense(4, 6) { Activation = Activation.Elu }, new Mlp(6, 5, 3), new Dense(3, 3))),
        new("Sequential in Sequential", () => new Sequential(new Sequential(new ActivationLayer(4, Activation.Tanh), new Dense(4, 3)), new Residual(new Mlp(3, 5, 3)))),
        .. Enum.GetValues<Activation>().Select(a => new Row($"ActivationLayer {a}", () => new ActivationLayer(19, a))),
        new("Residual", () => new Residual(new Mlp(5, 4, 5))),
        new("Residual of a layer without weights", () => new Residual(new ActivationLayer(5, Activation.Gelu))),
        new("LayerNorm", () => new LayerNorm(70)),
        new("LayerNorm of two", () => new LayerNorm(2) { Epsilon = 0.01 }),
        new("Dropout", () => new Dropout(300, 0.3)),
        new("Dropout of nothing", () => new Dropout(3, 0)),
        new("Dropout twice", () => new Sequential(new Dropout(6, 0.5), new Dense(6, 8), new Dropout(8, 0.2))),
        new("Embedding", () => new Embedding(4, 5)),
        new("Conv2d", () => new Conv2d(2, 7, 6, 3, 3)),
        new("Conv2d padded", () => new Conv2d(1, 5, 4, 2, 3) { Padding = 2, Activation = Activation.Tanh, Bias = false }),
        new("Conv2d stride", () => new Conv2d(3, 8, 9, 4, 4) { Stride = 2, Padding = 1, Activation = Activation.Gelu }),
        new("Conv2d long stride", () => new Conv2d(1, 9, 10, 2, 2) { Stride = 3, Activation = Activation.Softplus }),
        new("Conv2d of one", () => new Conv2d(3, 4, 4, 2, 1) { Activation = Activation.Silu }),
        new("Conv2d whole", () => new Conv2d(2, 4, 4, 5, 4)),
        new("Conv2d wide padding", () => new Conv2d(1, 2, 1, 2, 3) { Padding = 3, Stride = 2 }),
        new("ConvTranspose2d", () => new ConvTranspose2d(2, 4, 3, 3, 3)),
        new("ConvTranspose2d stride", () => new ConvTranspose2d(3, 4, 4, 2, 4) { Stride = 2, Padding = 1, Activation = Activation.Logistic }),
        new("ConvTranspose2d output padding", () => new ConvTranspose2d(1, 3, 4, 2, 3) { Stride = 2, Padding = 1, OutputPadding = 1, Activation = Activation.Silu }),
        new("ConvTranspose2d gaps", () => new ConvTranspose2d(2, 3, 2, 2, 2) { Stride = 3, OutputPadding = 2, Bias = false }),
        new("MaxPool2d", () => new MaxPool2d(2, 6, 5, 2)),
        new("MaxPool2d overlapping", () => new MaxPool2d(1, 6, 5, 3) { Stride = 1 }),
        new("AvgPool2d", () => new AvgPool2d(2, 6, 5, 2)),
        new("AvgPool2d overlapping", () => new AvgPool2d(1, 6, 7, 3) { Stride = 2 }),
        new("Convolutional", () => new Sequential(new Conv2d(1, 8, 8, 4, 3) { Padding = 1, Activation = Activation.Elu }, new AvgPool2d(4, 8, 8, 2), new Dense(64, 3), new LayerNorm(3))),
    ];

    /// <summary>The names, as test data.</summary>
    public static TheoryData<string> Names => [.. Rows.Select(r => r.Name)];

    /// <summary>Makes a layer with weights, biases included.</summary>
    public static Network Make(string name)
    {
        Network network = Array.Find(Rows, r => r.Name == name)!.Factory();
        network.Initialize(seed: 5);
        var random = new Rng(99);
        foreach (NetworkTensor tensor in network.Tensors)
        {
            for (int i = 0; i < tensor.Values.Length; i++)
                tensor.Values[i] += 0.2 * random.NextNormal();
            tensor.MarkChanged();
        }
        return network;
    }

    private sealed record Row(string Name, Func<Network> Factory);
}
