namespace ProbDsl.Networks;

/// <summary>What convolutions and their transposes have in common: images of several planes, a square kernel, one bias a plane of the output.</summary>
/// <remarks>An image is plane after plane, each row by row.</remarks>
public abstract class PlanarLayer : Network
{
    private protected PlanarLayer(int channels, int height, int width, int filters, int kernel, Func<int, int, int[]> shape)
    {
        (Channels, Height, Width) = (Positive(channels, nameof(channels)), Positive(height, nameof(height)), Positive(width, nameof(width)));
        (Filters, Kernel) = (Positive(filters, nameof(filters)), Positive(kernel, nameof(kernel)));
        var weight = new NetworkTensor("weight", [.. shape(channels, filters), kernel, kernel])
        {
            FanIn = channels * kernel * kernel,
            FanOut = filters * kernel * kernel,
        };
        Parts = new LayerTensors(weight, new NetworkTensor("bias", filters) { FanIn = weight.FanIn });
    }

    /// <summary>Planes of the input.</summary>
    public int Channels { get; }

    /// <summary>Rows of the input.</summary>
    public int Height { get; }

    /// <summary>Columns of the input.</summary>
    public int Width { get; }

    /// <summary>Planes of the output.</summary>
    public int Filters { get; }

    /// <summary>Rows and columns of the kernel.</summary>
    public int Kernel { get; }

    /// <summary>How far the kernel moves; 1 unless set.</summary>
    public int Stride
    {
        get;
        init => field = Positive(value, nameof(Stride));
    } = 1;

    /// <summary>Zeros around the larger image, on each side; none unless set.</summary>
    public int Padding
    {
        get;
        init => field = value >= 0 ? value : throw new ArgumentException($"{Kind}: 'Padding' must not be negative, found {value}.", nameof(Padding));
    }

    /// <summary>Rows of the output.</summary>
    public abstract int OutputHeight { get; }

    /// <summary>Columns of the output.</summary>
    public abstract int OutputWidth { get; }

    /// <inheritdoc/>
    public override int InputSize => Channels * Height * Width;

    /// <inheritdoc/>
    public override int OutputSize => Filters * OutputHeight * OutputWidth;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors => Parts.All;

    /// <summary>The elementwise function after the bias.</summary>
    public Activation Activation
    {
        get => Parts.Activation;
        init => Parts.Activation = value;
    }

    /// <summary>Whether there is a bias; there is unless switched off.</summary>
    public bool Bias
    {
        get => Parts.HasBias;
        init => Parts.HasBias = value;
    }

    /// <summary>How the weights start: <see cref="Initializers.For"/> of the activation unless set.</summary>
    public Initializer WeightInitializer
    {
        get => Parts.WeightInitializer;
        init => Parts.WeightInitializer = value;
    }

    /// <summary>How the bias starts: by <see cref="Initializers.ForBias"/> of the activation unless set.</summary>
    public Initializer BiasInitializer
    {
        get => Parts.BiasInitializer;
        init => Parts.BiasInitializer = value;
    }

    /// <summary>The tensors.</summary>
    private protected LayerTensors Parts { get; }

    /// <summary>The patches of the larger image: the input of a convolution, the output of its transpose.</summary>
    internal abstract PatchGeometry Geometry { get; }

    /// <inheritdoc/>
    protected internal override string Path => $"{Channels}×{Height}×{Width} → {Filters}×{OutputHeight}×{OutputWidth}{Suffix(Activation)}";
}
