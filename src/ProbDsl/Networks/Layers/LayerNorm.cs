namespace ProbDsl.Networks;

/// <summary>Each vector shifted and scaled to mean zero and variance one, then scaled and shifted element by element by trained weights.</summary>
/// <remarks>
/// y = w (x - mean) / √(variance + ε) + b with the variance as mean square: Ba, Kiros and Hinton 2016, equation 4.
/// Tensors: <c>weight</c> (ones at first) and <c>bias</c> (zeros).
/// </remarks>
public sealed class LayerNorm : Network
{
    /// <summary>A layer.</summary>
    /// <param name="size">Elements of input and output.</param>
    /// <exception cref="ArgumentException">The size is below one.</exception>
    public LayerNorm(int size)
    {
        InputSize = Positive(size, nameof(size));
        Tensors = [new NetworkTensor("weight", size) { Initializer = Initializers.Ones }, new NetworkTensor("bias", size)];
    }

    /// <inheritdoc/>
    public override int InputSize { get; }

    /// <inheritdoc/>
    public override int OutputSize => InputSize;

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>ε, which bounds the scale of nearly constant vectors; 10⁻⁵ unless set.</summary>
    public double Epsilon { get; init; } = 1e-5;

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new LayerNormPass<E>(this, binding, capacity);
}
