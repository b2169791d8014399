namespace ProbDsl.Networks;

/// <summary>The transpose of a convolution, from small images to large ones: each number of the input adds a kernel to the output.</summary>
/// <remarks>
/// The output has (size - 1) stride - 2 padding + kernel + output padding rows and columns. Tensors: <c>weight</c> (channels ×
/// filters × kernel × kernel) and, unless <see cref="PlanarLayer.Bias"/> is off, <c>bias</c> (filters).
/// </remarks>
/// <param name="channels">Planes of the input.</param>
/// <param name="height">Rows of the input.</param>
/// <param name="width">Columns of the input.</param>
/// <param name="filters">Planes of the output.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <exception cref="ArgumentException">A size is below one.</exception>
public sealed class ConvTranspose2d(int channels, int height, int width, int filters, int kernel)
    : PlanarLayer(channels, height, width, filters, kernel, (c, f) => [c, f])
{
    /// <summary>Rows and columns added at the end of the output, fewer than the stride: several sizes have the same convolution.</summary>
    public int OutputPadding { get; init; }

    /// <inheritdoc/>
    public override int OutputHeight => Geometry.Height;

    /// <inheritdoc/>
    public override int OutputWidth => Geometry.Width;

    /// <inheritdoc/>
    internal override PatchGeometry Geometry
    {
        get
        {
            if (OutputPadding < 0 || OutputPadding >= Stride)
                throw new ArgumentException($"ConvTranspose2d: an output padding from 0 to {Stride - 1} (less than the stride) was expected, found {OutputPadding}.");
            int high = Extent(Height), wide = Extent(Width);
            return high >= 1 && wide >= 1
                ? new PatchGeometry(Filters, high, wide, Kernel, Stride, Padding)
                : throw new ArgumentException($"ConvTranspose2d: the output would be {high}×{wide}; the padding of {Padding} is too large.");
        }
    }

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ConvTransposePass<E>(this, binding, capacity);

    private int Extent(int size) => ((size - 1) * Stride) - (2 * Padding) + Kernel + OutputPadding;
}
