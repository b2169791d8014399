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
