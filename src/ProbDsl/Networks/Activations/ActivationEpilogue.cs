using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Runtime;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>The activation, without a bias, on each piece of a product while it is in the first cache.</summary>
/// <param name="kernels">The activation.</param>
/// <param name="kept">Receives the arguments of the activation where the way back needs them; otherwise anything.</param>
internal readonly struct ActivationEpilogue<E>(ActivationKernels<E> kernels, BatchMatrix<E> kept) : IEpilogue<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <inheritdoc/>
    public void Apply(Span<E> piece, int row, int column)
    {
        ref E first = ref MemoryMarshal.GetReference(piece);
        kernels.AddAndApply(in first, E.Zero, ref first, ref Unsafe.Add(ref kept.Start, (row * kept.Stride) + column), piece.Length);
    }
}
