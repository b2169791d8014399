namespace ProbDsl.Networks;

/// <summary>A fully connected layer: f(W x + b).</summary>
/// <remarks>Tensors: <c>weight</c> (outputs × inputs) and, unless <see cref="Bias"/> is off, <c>bias</c>.</remarks>
public sealed class Dense : Network
{
    /// <summary>A layer without activation.</summary>
    /// <param name="inputs">Elements of the input.</param>
    /// <param name="outputs">Elements of the output.</param>
    /// <exception cref="ArgumentException">A size is below one.</exception>
    public Dense(int inputs, int outputs)
    {
        (InputSize, OutputSize) = (Positive(inputs, nameof(inputs)), Positive(outputs, nameof(outputs)));
        Parts = new LayerTensors(new NetworkTensor("weight", outputs, inputs), new NetworkTensor("bias", outputs) { FanIn = inputs });
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int OutputSize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors => Parts.All;

    /// <summary>Its tensors and what decides how they start.</summary>
    internal LayerTensors Parts { get; }

    /// <summary>The elementwise function f.</summary>
    public Activation Activation
    {
        get => Parts.Activation;
        init => Parts.Activation = value;
    }

    /// <summary>Whether b is there; it is unless switched off.</summary>
    public bool Bias
    {
        get => Parts.HasBias;
        init => Parts.HasBias = value;
    }

    /// <summary>How W starts: <see cref="Initializers.For"/> of the activation unless set.</summary>
    public Initializer WeightInitializer
    {
        get => Parts.WeightInitializer;
        init => Parts.WeightInitializer = value;
    }

    /// <summary>How b starts: by <see cref="Initializers.ForBias"/> of the activation unless set.</summary>
    public Initializer BiasInitializer
    {
        get => Parts.BiasInitializer;
        init => Parts.BiasInitializer = value;
    }

    /// <inheritdoc/>
    protected internal override string Path => $"{InputSize} → {OutputSize}{Suffix(Activation)}";

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new DensePass<E>(this, binding, capacity);
}
