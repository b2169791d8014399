using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="Dense"/> layer: Y = f(X Wᵀ + b), and back D = G f', dW = Dᵀ X, db = column sums of D, dX = D W.</summary>
internal sealed class DensePass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly Dense layer;
    private readonly ColumnDerivative<E> derivative;
    private readonly ActivationKernels<E> kernels;
    private readonly BatchMatrix<E> kept;
    private readonly int weight;
    private readonly int bias;

    public DensePass(Dense layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        this.layer = layer;
        (weight, bias) = (binding.First, binding.First + 1);
        kernels = ActivationKernels<E>.Of(layer.Activation);
        kept = kernels.DerivesFromArgument ? new BatchMatrix<E>(capacity, layer.OutputSize) : Output;
        derivative = new ColumnDerivative<E>(kernels, binding.Context, capacity, layer.OutputSize);
    }

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode)
    {
        (int inputs, int outputs) = (layer.InputSize, layer.OutputSize);
        Runtime.AlignedBuffer<E> values = Binding.Store.Values;
        ReadOnlySpan<E> weights = Binding.Store.Value(weight);
        if (layer.Bias)
        {
            var epilogue = new LayerEpilogue<E>(kernels, values, Binding.Store.Slots[bias].Offset, kept);
            Binding.Context.Gemm.Multiply(
                Rows, outputs, inputs, Input.Span, Input.Stride, false, weights, inputs, true, Output.Span, Output.Stride, E.Zero, epilogue);
        }
        else
        {
            var epilogue = new ActivationEpilogue<E>(kernels, kept);
            Binding.Context.Gemm.Multiply(
                Rows, outputs, inputs, Input.Span, Input.Stride, false, weights, inputs, true, Output.Span, Output.Stride, E.Zero, epilogue);
        }
    }

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        (int inputs, int outputs) = (layer.InputSize, layer.OutputSize);
        ParameterStore<E> store = Binding.Store;
        BatchMatrix<E> adjoint = derivative.Compute(outputAdjoint, kept, Rows, sum: parameters && layer.Bias);
        if (parameters)
        {
            E beta = store.Accumulates(weight) ? E.One : E.Zero;
            Binding.Context.Gemm.Multiply(
                outputs, inputs, Rows, adjoint.Span, adjoint.Stride, true, Input.Span, Input.Stride, false, store.Gradient(weight), inputs, beta);
            if (layer.Bias)
                derivative.Give(store.Gradient(bias), store.Accumulates(bias));
        }
        if (inputAdjoint is not null)
            Binding.Context.Gemm.Multiply(
                Rows, inputs, outputs, adjoint.Span, adjoint.Stride, false, store.Value(weight), inputs, false,
                inputAdjoint.Span, inputAdjoint.Stride, E.Zero);
    }
}
