using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="Conv2d"/>: with the patches P of the input Y = f(W P + b), and back dW = D Pᵀ, dP = Wᵀ D, which is folded.</summary>
internal sealed class ConvPass<E> : PlanarPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly BatchMatrix<E> planes;
    private readonly Action<int, int> unfold;
    private readonly Action<int, int> fold;
    private readonly Action<int, int> finish;
    private readonly Action<int, int> derive;

    public ConvPass(Conv2d layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        planes = new BatchMatrix<E>(Filters, Group * OutputPlane);
        (unfold, fold, finish, derive) = (Unfold, Fold, Finish, Derive);
    }

    private long PatchElements => (long)Geometry.Length * Columns;

    /// <inheritdoc/>
    protected override void ForwardGroup()
    {
        Split(unfold, Geometry.Channels, PatchElements);
        Binding.Context.Gemm.Multiply(
            Filters, Columns, Geometry.Length, Weight, Geometry.Length, false, Patches.Span, Patches.Stride, false, planes.Span, planes.Stride, E.Zero);
        Split(finish, Filters, (long)Filters * Columns);
    }

    /// <inheritdoc/>
    protected override void BackwardGroup(bool input, bool parameters, E beta)
    {
        Split(derive, Filters, (long)Filters * Columns);
        if (parameters)
        {
            Split(unfold, Geometry.Channels, PatchElements);
            Binding.Context.Gemm.Multiply(
                Filters, Geometry.Length, Columns, planes.Span, planes.Stride, false, Patches.Span, Patches.Stride, true,
                Binding.Store.Gradient(Binding.First), Geometry.Length, beta);
        }
        if (!input)
            return;
        Binding.Context.Gemm.Multiply(
            Geometry.Length, Columns, Filters, Weight, Geometry.Length, true, planes.Span, planes.Stride, false, Patches.Span, Patches.Stride, E.Zero);
        Split(fold, Geometry.Channels, PatchElements);
    }

    private void Unfold(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int channel) = Math.DivRem(index, Geometry.Channels);
            Geometry.Unfold<E>(Input.Row(First + image).Slice(channel * Geometry.Plane, Geometry.Plane), PatchesOf(channel, image), Patches.Stride);
        }
    }

    private void Fold(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int channel) = Math.DivRem(index, Geometry.Channels);
            Geometry.Fold<E>(PatchesOf(channel, image), Patches.Stride, InputAdjoint.Row(First + image).Slice(channel * Geometry.Plane, Geometry.Plane));
        }
    }

    private void Finish(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int filter) = Math.DivRem(index, Filters);
            Finish(First + image, filter, in Part(planes, filter, image, OutputPlane)[0]);
        }
    }

    private void Derive(int start, int end)
    {
        for (int index = start; index < end; index++)
            Derive(index, ref Part(planes, index % Filters, index / Filters, OutputPlane)[0]);
    }
}
