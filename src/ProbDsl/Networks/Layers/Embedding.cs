using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Networks;

/// <summary>A table with a trained vector for each of a number of things.</summary>
/// <remarks>The input is a vector of one element, the index as a number. Tensor: <c>weight</c> (count × size).</remarks>
public sealed class Embedding : Network
{
    private readonly NetworkTensor weight;

    /// <summary>A table whose vectors start as standard normal ones.</summary>
    /// <param name="count">How many things there are.</param>
    /// <param name="size">Elements of a vector.</param>
    /// <exception cref="ArgumentException">A size is below one.</exception>
    public Embedding(int count, int size)
    {
        (Count, OutputSize) = (Positive(count, nameof(count)), Positive(size, nameof(size)));
        weight = new NetworkTensor("weight", count, size) { Initializer = Initializers.Normal(1), FanIn = 1, FanOut = size };
        Tensors = [weight];
    }

    /// <summary>How many things there are.</summary>
    public int Count { get; }

    /// <inheritdoc/>
    public override int InputSize => 1;

    /// <inheritdoc/>
    public override int OutputSize { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>How the vectors start: standard normal unless set.</summary>
    public Initializer WeightInitializer
    {
        get => weight.Initializer;
        init => weight.Initializer = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>The vector of one thing.</summary>
    /// <param name="index">Its number, from zero.</param>
    /// <exception cref="ArgumentException">There is no such thing.</exception>
    /// <exception cref="InvalidOperationException">The table has no values yet.</exception>
    public Vector<double> Forward(int index) => Forward(Vector<double>.Build.Dense(1, index));

    /// <inheritdoc/>
    protected internal override string Path => $"{Count} → {OutputSize}";

    /// <inheritdoc/>
    public override NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity) => new EmbeddingPass<E>(this, binding, capacity);
}
