namespace ProbDsl.Networks;

/// <summary>The weights of a layer that has some and may have a bias, and how they start.</summary>
internal sealed class LayerTensors(NetworkTensor weight, NetworkTensor bias)
{
    private readonly NetworkTensor[] both = [weight, bias];
    private readonly NetworkTensor[] one = [weight];
    private Initializer? chosen;
    private bool biasIsChosen;

    /// <summary>The tensors that are there.</summary>
    public IReadOnlyList<NetworkTensor> All => HasBias ? both : one;

    /// <summary>Whether there is a bias.</summary>
    public bool HasBias { get; set; } = true;

    /// <summary>The activation after the weights: it decides how they start unless that was said.</summary>
    public Activation Activation
    {
        get;
        set
        {
            if (!Enum.IsDefined(value))
                throw new ArgumentException($"There is no activation {(int)value}.", nameof(value));
            field = value;
            weight.Initializer = chosen ?? Initializers.For(value);
            if (!biasIsChosen)
                bias.Initializer = Initializers.ForBias(value);
        }
    }

    /// <summary>How the weights start.</summary>
    public Initializer WeightInitializer
    {
        get => weight.Initializer;
        set => weight.Initializer = chosen = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>How the bias starts.</summary>
    public Initializer BiasInitializer
    {
        get => bias.Initializer;
        set
        {
            bias.Initializer = value ?? throw new ArgumentNullException(nameof(value));
            biasIsChosen = true;
        }
    }
}
