namespace ProbDsl.Networks;

/// <summary>A convolution over images (a correlation, as usual): f(Σ w x + b), one plane of the output a filter.</summary>
/// <remarks>
/// The output has ⌊(size + 2 padding - kernel) / stride⌋ + 1 rows and columns. Tensors: <c>weight</c> (filters × channels ×
/// kernel × kernel) and, unless <see cref="PlanarLayer.Bias"/> is off, <c>bias</c> (filters).
/// </remarks>
/// <param name="channels">Planes of the input.</param>
/// <param name="height">Rows of the input.</param>
/// <param name="width">Columns of the input.</param>
/// <param name="filters">Planes of the output.</param>
/// <param name="kernel">Rows and columns of the kernel.</param>
/// <exception cref="ArgumentException">A size is below one.</exception>
public sealed class Conv2d(int channels, int height, int width, int filters, int kernel)
    : PlanarLayer(channels, height, width, filters, kernel, (c, f) => [f, c])
{
    /// <inheritdoc/>
    public override int OutputHeight => Geometry.Down;

    /// <inheritdoc/>
    public override int OutputWidth => Geometry.Across;

    /// <inheritdoc/>
    internal override PatchGeometry Geometry => Height + (2 * Padding) >= Kernel && Width + (2 * Padding) >= Kernel
        ? new PatchGeometry(Channels, Height, Width, Kernel, Stride, Padding)
        : throw new ArgumentException($"Conv2d: a kernel of at most {Math.Min(Height, Width) + (2 * Padding)} was expected (an image of {Height}×{Width} with a padding of {Padding}), found {Kernel}.");

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ConvPass<E>(this, binding, capacity);
}
