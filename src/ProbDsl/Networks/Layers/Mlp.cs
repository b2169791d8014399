namespace ProbDsl.Networks;

/// <summary>A multilayer perceptron: <see cref="Dense"/> layers one after the other.</summary>
/// <remarks>Tensors: <c>0.weight</c>, <c>0.bias</c>, <c>1.weight</c> and so on, each weight outputs × inputs.</remarks>
public sealed class Mlp : Network
{
    private readonly Dense[] layers;

    /// <summary>A perceptron with hidden layers of <see cref="Networks.Activation.Tanh"/> and a linear output.</summary>
    /// <param name="sizes">Elements of the input, of each hidden layer, of the output: two sizes or more.</param>
    /// <exception cref="ArgumentException">There are fewer than two sizes, or one is below one.</exception>
    public Mlp(params int[] sizes)
    {
        ArgumentNullException.ThrowIfNull(sizes);
        if (sizes.Length < 2)
            throw new ArgumentException($"Mlp: at least two sizes (input and output) were expected, found {sizes.Length}.", nameof(sizes));
        for (int i = 0; i < sizes.Length; i++)
            Positive(sizes[i], $"sizes[{i}]");
        layers = [.. sizes.Skip(1).Select((size, i) => new Dense(sizes[i], size))];
        Activation = Activation.Tanh;
        Tensors = Chain.Tensors(layers, Kind);
    }

    /// <inheritdoc/>
    public override int InputSize => layers[0].InputSize;

    /// <inheritdoc/>
    public override int OutputSize => layers[^1].OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>The function of the hidden layers.</summary>
    public Activation Activation
    {
        get;
        init
        {
            field = value;
            foreach (Dense layer in layers.AsSpan(..^1))
                layer.Parts.Activation = value;
        }
    }

    /// <summary>The function of the output: none (<see cref="Activation.Identity"/>) unless set.</summary>
    public Activation OutputActivation
    {
        get => layers[^1].Activation;
        init => layers[^1].Parts.Activation = value;
    }

    /// <summary>How the weights of every layer start: by <see cref="Initializers.For"/> of its activation unless set.</summary>
    public Initializer WeightInitializer
    {
        get => layers[0].WeightInitializer;
        init
        {
            foreach (Dense layer in layers)
                layer.Parts.WeightInitializer = value;
        }
    }

    /// <summary>How the biases of every layer start: by <see cref="Initializers.ForBias"/> of its activation unless set.</summary>
    public Initializer BiasInitializer
    {
        get => layers[0].BiasInitializer;
        init
        {
            foreach (Dense layer in layers)
                layer.Parts.BiasInitializer = value;
        }
    }

    /// <inheritdoc/>
    protected internal override string Path => Chain.Path(layers);

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ChainPass<E>(layers, binding, capacity);
}
