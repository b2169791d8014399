using System.Numerics;
using System.Numerics.Tensors;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of an <see cref="Embedding"/>.</summary>
internal sealed class EmbeddingPass<E>(Embedding layer, NetworkBinding<E> binding, int capacity) : LayerPass<E>(layer, binding, capacity)
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly int[] indices = new int[capacity];

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode)
    {
        ReadOnlySpan<E> table = Binding.Store.Value(Binding.First);
        for (int row = 0; row < Rows; row++)
        {
            double number = double.CreateTruncating(Input.Row(row)[0]);
            if (!(number >= 0 && number < layer.Count && number == Math.Floor(number)))
                throw new ArgumentException(FormattableString.Invariant($"{layer.Summary}: an index from 0 to {layer.Count - 1} was expected, found {number} in row {row}."));
            indices[row] = (int)number;
            table.Slice(indices[row] * layer.OutputSize, layer.OutputSize).CopyTo(Output.Row(row));
        }
    }

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        inputAdjoint?.Rows(0, Rows).Clear();
        if (!parameters)
            return;
        Span<E> gradient = Binding.Store.Gradient(Binding.First);
        if (!Binding.Store.Accumulates(Binding.First))
            gradient.Clear();
        for (int row = 0; row < Rows; row++)
        {
            Span<E> target = gradient.Slice(indices[row] * layer.OutputSize, layer.OutputSize);
            TensorPrimitives.Add(target, outputAdjoint.Row(row), target);
        }
    }
}
