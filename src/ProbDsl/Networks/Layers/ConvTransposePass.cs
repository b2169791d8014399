using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="ConvTranspose2d"/>: Y = f(fold(Wᵀ X) + b), and back, with the patches P of D, dX = W P and dW = X Pᵀ.</summary>
internal sealed class ConvTransposePass<E> : PlanarPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly int channels;
    private readonly BatchMatrix<E> planes;
    private readonly BatchMatrix<E> images;
    private readonly Action<int, int> gather;
    private readonly Action<int, int> scatter;
    private readonly Action<int, int> fold;
    private readonly Action<int, int> derive;

    public ConvTransposePass(ConvTranspose2d layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        channels = layer.Channels;
        planes = new BatchMatrix<E>(channels, Group * Geometry.Positions);
        images = new BatchMatrix<E>(Group, layer.OutputSize);
        (gather, scatter, fold, derive) = (Gather, Scatter, Fold, Derive);
    }

    private long PatchElements => (long)Geometry.Length * Columns;

    /// <inheritdoc/>
    protected override void ForwardGroup()
    {
        Split(gather, channels, (long)channels * Columns);
        Binding.Context.Gemm.Multiply(
            Geometry.Length, Columns, channels, Weight, Geometry.Length, true, planes.Span, planes.Stride, false, Patches.Span, Patches.Stride, E.Zero);
        Split(fold, Filters, PatchElements);
    }

    /// <inheritdoc/>
    protected override void BackwardGroup(bool input, bool parameters, E beta)
    {
        Split(derive, Filters, PatchElements);
        if (parameters)
        {
            Split(gather, channels, (long)channels * Columns);
            Binding.Context.Gemm.Multiply(
                channels, Geometry.Length, Columns, planes.Span, planes.Stride, false, Patches.Span, Patches.Stride, true,
                Binding.Store.Gradient(Binding.First), Geometry.Length, beta);
        }
        if (!input)
            return;
        Binding.Context.Gemm.Multiply(
            channels, Columns, Geometry.Length, Weight, Geometry.Length, false, Patches.Span, Patches.Stride, false, planes.Span, planes.Stride, E.Zero);
        Split(scatter, channels, (long)channels * Columns);
    }

    private void Gather(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int channel) = Math.DivRem(index, channels);
            Plane(Input, image, channel).CopyTo(Part(planes, channel, image, Geometry.Positions));
        }
    }

    private void Scatter(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int channel) = Math.DivRem(index, channels);
            Part(planes, channel, image, Geometry.Positions).CopyTo(Plane(InputAdjoint, image, channel));
        }
    }

    private void Fold(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int filter) = Math.DivRem(index, Filters);
            Span<E> plane = images.Row(image).Slice(filter * OutputPlane, OutputPlane);
            Geometry.Fold<E>(PatchesOf(filter, image), Patches.Stride, plane);
            Finish(First + image, filter, in plane[0]);
        }
    }

    private void Derive(int start, int end)
    {
        for (int index = start; index < end; index++)
        {
            (int image, int filter) = Math.DivRem(index, Filters);
            Span<E> plane = images.Row(image).Slice(filter * OutputPlane, OutputPlane);
            Derive(index, ref plane[0]);
            Geometry.Unfold<E>(plane, PatchesOf(filter, image), Patches.Stride);
        }
    }

    private Span<E> Plane(BatchMatrix<E> matrix, int image, int channel) =>
        matrix.Row(First + image).Slice(channel * Geometry.Positions, Geometry.Positions);
}
