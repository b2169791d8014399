namespace ProbDsl.Networks;

/// <summary>Layers one after the other.</summary>
/// <remarks>The tensors of layer i have their names there after <c>i.</c>, as <c>0.weight</c>.</remarks>
public sealed class Sequential : Network
{
    private readonly Network[] layers;

    /// <summary>Puts layers together.</summary>
    /// <param name="layers">At least one; each takes what the one before gives.</param>
    /// <exception cref="ArgumentException">There is none, the sizes of two do not fit, or two share weights.</exception>
    public Sequential(params Network[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        this.layers = [.. layers];
        Tensors = Chain.Tensors(this.layers, Kind);
    }

    /// <summary>The layers.</summary>
    public IReadOnlyList<Network> Layers => layers;

    /// <inheritdoc/>
    public override int InputSize => layers[0].InputSize;

    /// <inheritdoc/>
    public override int OutputSize => layers[^1].OutputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <inheritdoc/>
    protected internal override string Path => Chain.Path(layers);

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ChainPass<E>(layers, binding, capacity);
}
