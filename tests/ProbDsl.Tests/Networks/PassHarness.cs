using System.Numerics;
using ProbDsl.Networks;
using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Tests.Networks;

/// <summary>A network with a store, a pass, inputs and a loss: the sum of the outputs times fixed weights.</summary>
internal sealed class PassHarness<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    public PassHarness(Network network, int rows, WorkTeam? team = null, bool training = false)
    {
        (Network, Rows, Mode) = (network, rows, new PassMode(training, 77));
        First = network.AddTo(Store, "net");
        Pass = network.CreatePass(new NetworkBinding<E>(Store, First, new ComputeContext<E>(team ?? WorkTeam.Alone)), rows);
        Input = new BatchMatrix<E>(rows, network.InputSize);
        InputAdjoint = new BatchMatrix<E>(rows, network.InputSize);
        OutputAdjoint = new BatchMatrix<E>(rows, network.OutputSize);
        Fill(Input, 1);
        Fill(OutputAdjoint, 2);
        if (network is Embedding embedding)
            for (int row = 0; row < rows; row++)
                Input.Row(row)[0] = E.CreateChecked(3 * row % embedding.Count);
    }

    public Network Network { get; }

    public int Rows { get; }

    public PassMode Mode { get; set; }

    public int First { get; }

    public ParameterStore<E> Store { get; } = new();

    public NetworkPass<E> Pass { get; }

    public BatchMatrix<E> Input { get; }

    public BatchMatrix<E> InputAdjoint { get; }

    public BatchMatrix<E> OutputAdjoint { get; }

    /// <summary>Both ways.</summary>
    public void Run()
    {
        Store.BeginGradient();
        Forward();
        Backward();
        Store.EndGradient();
    }

    public void Forward() => Pass.Forward(Input, Rows, Mode);

    public void Backward() => Pass.Backward(OutputAdjoint, InputAdjoint, parameters: true);

    public double Loss()
    {
        Forward();
        double sum = 0;
        for (int row = 0; row < Rows; row++)
            for (int j = 0; j < Network.OutputSize; j++)
                sum += double.CreateChecked(Pass.Output.Row(row)[j]) * double.CreateChecked(OutputAdjoint.Row(row)[j]);
        return sum;
    }

    /// <summary>Outputs, input adjoints and gradients, one after the other.</summary>
    public double[] Everything()
    {
        List<double> all = [];
        for (int row = 0; row < Rows; row++)
        {
            all.AddRange(Pass.Output.Row(row).ToArray().Select(double.CreateChecked));
            all.AddRange(InputAdjoint.Row(row).ToArray().Select(double.CreateChecked));
        }
        for (int i = 0; i < Network.Tensors.Count; i++)
            all.AddRange(Store.Gradient(First + i).ToArray().Select(double.CreateChecked));
        return [.. all];
    }

    private static void Fill(BatchMatrix<E> matrix, ulong stream)
    {
        // What is between the rows has no meaning: it must not be used.
        matrix.Span.Fill(E.NaN);
        var random = new Rng(4, stream);
        for (int row = 0; row < matrix.Capacity; row++)
            foreach (ref E value in matrix.Row(row))
                value = E.CreateChecked((float)random.NextNormal());
    }
}
