using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>One call of a network on a batch: it keeps what the way back needs. Nothing is allocated after construction.</summary>
/// <typeparam name="E">float or double.</typeparam>
public abstract class NetworkPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>The output of the last <see cref="Forward"/>, always the same matrix.</summary>
    public abstract BatchMatrix<E> Output { get; }

    /// <summary>Applies the network to the first rows of a matrix, which is read again on the way back and must not change until then.</summary>
    public abstract void Forward(BatchMatrix<E> input, int rows, in PassMode mode);

    /// <summary>The way back from the last <see cref="Forward"/>.</summary>
    /// <param name="outputAdjoint">Derivative of the loss by each element of the output; it is left as it is.</param>
    /// <param name="inputAdjoint">Receives the derivative by the input; null where nobody asks.</param>
    /// <param name="parameters">Whether the derivative by the weights goes to the store (by <see cref="ParameterStore{E}.Accumulates"/>).</param>
    public abstract void Backward(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters);
}
