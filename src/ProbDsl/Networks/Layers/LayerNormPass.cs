using System.Numerics;
using System.Numerics.Tensors;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="LayerNorm"/>: with z the normalised input, back dx = (h - mean(h) - z mean(h z)) / σ, h = w g.</summary>
internal sealed class LayerNormPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Columns whose weights' gradient a thread takes at once.</summary>
    private const int BlockColumns = 64;

    private readonly LayerNorm layer;
    private readonly BatchMatrix<E> normalized;
    private readonly E[] inverseDeviations;
    private readonly Action<int, int> forward;
    private readonly Action<int, int> backward;
    private readonly Action<int, int> gradients;
    private BatchMatrix<E> adjoint;
    private BatchMatrix<E> target;

    public LayerNormPass(LayerNorm layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        this.layer = layer;
        normalized = new BatchMatrix<E>(capacity, layer.InputSize);
        inverseDeviations = new E[capacity];
        (forward, backward, gradients, adjoint, target) = (Normalize, Derive, AddGradients, Output, Output);
    }

    private Span<E> Weight => Binding.Store.Value(Binding.First);

    private Span<E> Bias => Binding.Store.Value(Binding.First + 1);

    private Span<E> WeightGradient => Binding.Store.Gradient(Binding.First);

    private Span<E> BiasGradient => Binding.Store.Gradient(Binding.First + 1);

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode) => Binding.Context.Split(forward, Rows, RowWork.Grain, (long)Rows * Output.Stride);

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        adjoint = outputAdjoint;
        if (parameters)
        {
            if (!Binding.Store.Accumulates(Binding.First))
                WeightGradient.Clear();
            if (!Binding.Store.Accumulates(Binding.First + 1))
                BiasGradient.Clear();
            Binding.Context.Split(gradients, (Output.Columns + BlockColumns - 1) / BlockColumns, 1, (long)Rows * Output.Stride);
        }
        if (inputAdjoint is null)
            return;
        target = inputAdjoint;
        Binding.Context.Split(backward, Rows, RowWork.Grain, (long)Rows * Output.Stride);
    }

    private void Normalize(int start, int end)
    {
        E count = E.CreateTruncating(Output.Columns), epsilon = E.CreateTruncating(layer.Epsilon);
        for (int row = start; row < end; row++)
        {
            ReadOnlySpan<E> x = Input.Row(row);
            Span<E> z = normalized.Row(row), y = Output.Row(row);
            TensorPrimitives.Subtract(x, TensorPrimitives.Sum(x) / count, z);
            E inverse = E.One / E.Sqrt((TensorPrimitives.SumOfSquares<E>(z) / count) + epsilon);
            inverseDeviations[row] = inverse;
            TensorPrimitives.Multiply(z, inverse, z);
            TensorPrimitives.MultiplyAdd<E>(z, Weight, Bias, y);
        }
    }

    private void Derive(int start, int end)
    {
        E count = E.CreateTruncating(Output.Columns);
        for (int row = start; row < end; row++)
        {
            ReadOnlySpan<E> z = normalized.Row(row);
            Span<E> h = target.Row(row);
            TensorPrimitives.Multiply(adjoint.Row(row), Weight, h);
            E mean = TensorPrimitives.Sum<E>(h) / count, along = TensorPrimitives.Dot(h, z) / count;
            TensorPrimitives.Subtract(h, mean, h);
            TensorPrimitives.MultiplyAdd(z, -along, h, h);
            TensorPrimitives.Multiply(h, inverseDeviations[row], h);
        }
    }

    private void AddGradients(int start, int end)
    {
        int first = start * BlockColumns, width = Math.Min(end * BlockColumns, Output.Columns) - first;
        Span<E> weight = WeightGradient.Slice(first, width), bias = BiasGradient.Slice(first, width);
        for (int row = 0; row < Rows; row++)
        {
            ReadOnlySpan<E> g = adjoint.Row(row).Slice(first, width), z = normalized.Row(row).Slice(first, width);
            TensorPrimitives.MultiplyAdd(g, z, weight, weight);
            TensorPrimitives.Add(g, bias, bias);
        }
    }
}
