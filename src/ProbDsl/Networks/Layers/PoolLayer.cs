namespace ProbDsl.Networks;

/// <summary>What pooling layers have in common: every square of a plane gives one number.</summary>
/// <remarks>The output has ⌊(size - window) / stride⌋ + 1 rows and columns; there are no weights. An image is plane after plane, each row by row.</remarks>
public abstract class PoolLayer : Network
{
    private protected PoolLayer(int channels, int height, int width, int window)
    {
        (Channels, Height, Width) = (Positive(channels, nameof(channels)), Positive(height, nameof(height)), Positive(width, nameof(width)));
        Window = Positive(window, nameof(window));
        if (window > Math.Min(height, width))
            throw new ArgumentException($"{Kind}: a window of at most {Math.Min(height, width)} was expected (an image of {height}×{width}), found {window}.", nameof(window));
        Stride = window;
    }

    /// <summary>Planes of input and output.</summary>
    public int Channels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Rows and columns of a square.</summary>
    public int Window { get; }

    /// <summary>From a square to the next; the window unless set, so that they do not overlap.</summary>
    public int Stride
    {
        get;
        init => field = Positive(value, nameof(Stride));
    }

    /// <summary>Rows of the output.</summary>
    public int OutputHeight => ((Height - Window) / Stride) + 1;

    /// <summary>Columns of the output.</summary>
    public int OutputWidth => ((Width - Window) / Stride) + 1;

    /// <inheritdoc/>
    public override int InputSize => Channels * Height * Width;

    /// <inheritdoc/>
    public override int OutputSize => Channels * OutputHeight * OutputWidth;

    /// <inheritdoc/>
    protected internal override string Path => $"{Channels}×{Height}×{Width} → {Channels}×{OutputHeight}×{OutputWidth}";
}
