using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of layers one after the other.</summary>
internal sealed class ChainPass<E> : NetworkPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly NetworkPass<E>[] passes;
    private readonly BatchMatrix<E>[] adjoints;
    private readonly bool[] hasWeightsBefore;

    public ChainPass(IReadOnlyList<Network> layers, NetworkBinding<E> binding, int capacity)
    {
        passes = new NetworkPass<E>[layers.Count];
        adjoints = new BatchMatrix<E>[layers.Count - 1];
        hasWeightsBefore = new bool[layers.Count];
        int tensors = 0;
        for (int i = 0; i < layers.Count; i++)
        {
            hasWeightsBefore[i] = tensors > 0;
            passes[i] = layers[i].CreatePass(binding.From(tensors), capacity);
            tensors += layers[i].Tensors.Count;
            if (i > 0)
                adjoints[i - 1] = new BatchMatrix<E>(capacity, layers[i].InputSize);
        }
    }

    /// <inheritdoc/>
    public override BatchMatrix<E> Output => passes[^1].Output;

    /// <inheritdoc/>
    public override void Forward(BatchMatrix<E> input, int rows, in PassMode mode)
    {
        for (int i = 0; i < passes.Length; i++)
            passes[i].Forward(i == 0 ? input : passes[i - 1].Output, rows, mode.ForPart(i));
    }

    /// <inheritdoc/>
    public override void Backward(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        BatchMatrix<E> adjoint = outputAdjoint;
        for (int i = passes.Length - 1; i >= 0; i--)
        {
            // Where nobody asks for the input's adjoint, the way back ends at the first layer that has weights.
            bool further = inputAdjoint is not null || (parameters && hasWeightsBefore[i]);
            passes[i].Backward(adjoint, i == 0 ? inputAdjoint : further ? adjoints[i - 1] : null, parameters);
            if (!further)
                return;
            if (i > 0)
                adjoint = adjoints[i - 1];
        }
    }
}
