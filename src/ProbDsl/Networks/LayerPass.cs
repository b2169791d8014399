using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>What the passes of the layers have in common: the shapes are checked, input and row count are kept for the way back.</summary>
/// <typeparam name="E">float or double.</typeparam>
internal abstract class LayerPass<E> : NetworkPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly Network network;
    private BatchMatrix<E>? input;

    /// <summary>Makes a pass for batches of up to <paramref name="capacity"/> rows.</summary>
    protected LayerPass(Network network, NetworkBinding<E> binding, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        (this.network, Binding, Capacity) = (network, binding, capacity);
        Output = new BatchMatrix<E>(capacity, network.OutputSize);
    }

    /// <inheritdoc/>
    public sealed override BatchMatrix<E> Output { get; }

    /// <summary>Where the weights lie.</summary>
    protected NetworkBinding<E> Binding { get; }

    /// <summary>The most rows.</summary>
    protected int Capacity { get; }

    /// <summary>Rows of the last way forward.</summary>
    protected int Rows { get; private set; }

    /// <summary>The input of the last way forward.</summary>
    protected BatchMatrix<E> Input => input ?? throw new InvalidOperationException($"{network.Summary}: the way back was asked for before the way forward.");

    /// <inheritdoc/>
    public sealed override void Forward(BatchMatrix<E> input, int rows, in PassMode mode)
    {
        if (input.Columns != network.InputSize || rows < 0 || rows > Capacity || rows > input.Capacity)
            throw Mismatch(input, rows);
        (this.input, Rows) = (input, rows);
        Forward(mode);
    }

    /// <inheritdoc/>
    public sealed override void Backward(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        BatchMatrix<E> known = Input;
        if (outputAdjoint.Columns != Output.Columns || outputAdjoint.Capacity < Rows)
            throw Unfit("the output's adjoint", outputAdjoint, Output.Columns);
        if (inputAdjoint is not null && (inputAdjoint.Columns != known.Columns || inputAdjoint.Capacity < Rows))
            throw Unfit("the input's adjoint", inputAdjoint, known.Columns);
        BackwardCore(outputAdjoint, inputAdjoint, parameters);
    }

    /// <summary>Computes the first <see cref="Rows"/> of the output.</summary>
    protected abstract void Forward(in PassMode mode);

    /// <inheritdoc cref="NetworkPass{E}.Backward"/>
    protected abstract void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters);

    private ArgumentException Mismatch(BatchMatrix<E> found, int rows) => found.Columns != network.InputSize
        ? new ArgumentException($"{network.Summary}: the input must have {network.InputSize} elements a row, found {found.Columns}.", nameof(found))
        : new ArgumentException($"{network.Summary}: at most {Math.Min(Capacity, found.Capacity)} rows were expected, found {rows}.", nameof(rows));

    private ArgumentException Unfit(string what, BatchMatrix<E> found, int columns) =>
        new($"{network.Summary}: {what} must have {columns} elements a row and {Rows} rows, found {found.Columns} and {found.Capacity}.");
}
