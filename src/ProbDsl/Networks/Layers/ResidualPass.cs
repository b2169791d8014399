using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="Residual"/> network.</summary>
internal sealed class ResidualPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly NetworkPass<E> inner;
    private readonly Action<int, int> add;
    private (BatchMatrix<E> A, BatchMatrix<E> B, BatchMatrix<E> C) sum;

    public ResidualPass(Residual layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        inner = layer.Inner.CreatePass(binding, capacity);
        add = (start, end) => RowWork.Add(sum.A, sum.B, sum.C, start, end);
    }

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode)
    {
        inner.Forward(Input, Rows, mode.ForPart(0));
        Add(Input, inner.Output, Output);
    }

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        inner.Backward(outputAdjoint, inputAdjoint, parameters);
        if (inputAdjoint is not null)
            Add(inputAdjoint, outputAdjoint, inputAdjoint);
    }

    private void Add(BatchMatrix<E> a, BatchMatrix<E> b, BatchMatrix<E> c)
    {
        sum = (a, b, c);
        Binding.Context.Split(add, Rows, RowWork.Grain, (long)Rows * c.Stride);
    }
}
