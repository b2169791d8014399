using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of an <see cref="ActivationLayer"/>.</summary>
internal sealed class ActivationPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly ActivationKernels<E> kernels;
    private readonly Action<int, int> forward;
    private readonly Action<int, int> backward;
    private BatchMatrix<E> adjoint;
    private BatchMatrix<E> target;

    public ActivationPass(ActivationLayer layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        kernels = ActivationKernels<E>.Of(layer.Activation);
        (forward, backward, adjoint, target) = (Apply, Derive, Output, Output);
    }

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode) => Binding.Context.Split(forward, Rows, RowWork.Grain, (long)Rows * Output.Stride);

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        if (inputAdjoint is null)
            return;
        (adjoint, target) = (outputAdjoint, inputAdjoint);
        Binding.Context.Split(backward, Rows, RowWork.Grain, (long)Rows * Output.Stride);
    }

    private void Apply(int start, int end)
    {
        Span<E> result = Output.Rows(start, end);
        kernels.Apply(in Input.Rows(start, end)[0], ref result[0], result.Length);
    }

    private void Derive(int start, int end)
    {
        Span<E> result = target.Rows(start, end);
        BatchMatrix<E> kept = kernels.DerivesFromArgument ? Input : Output;
        kernels.Derive(in adjoint.Rows(start, end)[0], in kept.Rows(start, end)[0], ref result[0], result.Length);
    }
}
