using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>Bias and activation on each piece of a product while it is in the first cache.</summary>
/// <param name="kernels">The activation.</param>
/// <param name="bias">Holds one number a column.</param>
/// <param name="biasOffset">Where the first column's is.</param>
/// <param name="kept">Receives the arguments of the activation where the way back needs them; otherwise anything.</param>
internal readonly struct LayerEpilogue<E>(ActivationKernels<E> kernels, Runtime.AlignedBuffer<E> bias, int biasOffset, BatchMatrix<E> kept) : IEpilogue<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <inheritdoc/>
    public void Apply(Span<E> piece, int row, int column) => kernels.AddAndApply(
        ref MemoryMarshal.GetReference(piece),
        ref Unsafe.Add(ref bias.Start, biasOffset + column),
        ref Unsafe.Add(ref kept.Start, (row * kept.Stride) + column),
        piece.Length);
}
