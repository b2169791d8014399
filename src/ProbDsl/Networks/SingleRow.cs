using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>A network on one vector at a time: a pass of one row over a copy of its weights.</summary>
internal sealed class SingleRow
{
    private readonly Network network;
    private readonly IReadOnlyList<NetworkTensor> tensors;
    private readonly ParameterStore<double> store = new();
    private readonly NetworkPass<double> pass;
    private readonly BatchMatrix<double> row;
    private readonly int[] versions;

    public SingleRow(Network network)
    {
        (this.network, tensors) = (network, network.Tensors);
        pass = network.CreatePass(new NetworkBinding<double>(store, network.AddTo(store, "network"), new ComputeContext<double>(WorkTeam.Alone)), 1);
        row = new BatchMatrix<double>(1, network.InputSize);
        versions = new int[tensors.Count];
    }

    public Vector<double> Forward(Vector<double> input)
    {
        Refresh();
        for (int i = 0; i < row.Columns; i++)
            row.Row(0)[i] = input[i];
        pass.Forward(row, 1, new PassMode(Training: false, Seed: 0));
        return Vector<double>.Build.Dense(pass.Output.Row(0).ToArray());
    }

    private void Refresh()
    {
        for (int i = 0; i < tensors.Count; i++)
        {
            NetworkTensor tensor = tensors[i];
            if (!tensor.IsInitialized)
                throw new InvalidOperationException($"{network.Summary}: '{tensor.Name}' has no values yet; train the model, load its weights or call Initialize(seed).");
            if (tensor.Version == versions[i])
                continue;
            tensor.Read(store.Value(i));
            versions[i] = tensor.Version;
        }
    }
}
