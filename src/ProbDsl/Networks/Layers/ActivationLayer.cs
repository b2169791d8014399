namespace ProbDsl.Networks;

/// <summary>An elementwise function as a layer of its own.</summary>
public sealed class ActivationLayer : Network
{
    /// <summary>A layer.</summary>
    /// <param name="size">Elements of input and output.</param>
    /// <param name="activation">The function.</param>
    /// <exception cref="ArgumentException">The size is below one, or there is no such function.</exception>
    public ActivationLayer(int size, Activation activation)
    {
        InputSize = Positive(size, nameof(size));
        Activation = Enum.IsDefined(activation) ? activation : throw new ArgumentException($"There is no activation {(int)activation}.", nameof(activation));
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int OutputSize => InputSize;

    /// <summary>The function.</summary>
    public Activation Activation { get; }

    /// <inheritdoc/>
    protected internal override string Path => $"{InputSize} → {OutputSize}{Suffix(Activation)}";

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new ActivationPass<E>(this, binding, capacity);
}
