using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A differentiable function from vectors to vectors whose weights are trained: a layer, or layers put together.</summary>
public abstract class Network
{
    private readonly Lock gate = new();
    private SingleRow? single;

    /// <summary>The number of elements of an input.</summary>
    public abstract int InputSize { get; }

    /// <summary>The number of elements of an output.</summary>
    public abstract int OutputSize { get; }

    /// <summary>The weights, in a fixed order; none for a layer without.</summary>
    public virtual IReadOnlyList<NetworkTensor> Tensors => [];

    /// <summary>The number of weights.</summary>
    public int WeightCount => Tensors.Sum(t => t.Values.Length);

    /// <summary>One line: what it is, its sizes and activations, how many weights it has.</summary>
    public string Summary => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Path}, {(WeightCount == 1 ? "1 weight" : $"{WeightCount:N0} weights")}");

    /// <summary>What it is called in messages.</summary>
    protected virtual string Kind => GetType().Name;

    /// <summary>Its sizes and activations, as <c>784 → 400 (Tanh) → 40</c>.</summary>
    protected internal virtual string Path => $"{InputSize} → {OutputSize}";

    /// <summary>Draws the initial weights of every tensor that has none yet, each by its <see cref="NetworkTensor.Initializer"/>.</summary>
    /// <param name="seed">Equal seeds give equal weights.</param>
    public virtual void Initialize(ulong seed)
    {
        var random = new Rng(seed);
        for (int i = 0; i < Tensors.Count; i++)
            if (!Tensors[i].IsInitialized)
                Tensors[i].Initialize(random.Fork((ulong)i));
    }

    /// <summary>Adds the weights to a store, under their names after <paramref name="prefix"/> and a dot.</summary>
    /// <returns>The number of the first, for <see cref="NetworkBinding{E}"/>; the others follow.</returns>
    public int AddTo<E>(ParameterStore<E> store, string prefix)
        where E : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(store);
        int first = store.Slots.Count;
        foreach (NetworkTensor tensor in Tensors)
            store.Add($"{prefix}.{tensor.Name}", tensor.Shape, tensor.Values);
        return first;
    }

    /// <summary>Copies the weights from a store to <see cref="Tensors"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="first">The number of the first tensor in the store.</param>
    public void WriteBack<E>(ParameterStore<E> store, int first)
        where E : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<E>
    {
        ArgumentNullException.ThrowIfNull(store);
        for (int i = 0; i < Tensors.Count; i++)
            Tensors[i].Write<E>(store.Value(first + i));
    }

    /// <summary>Applies the network to one vector, in double precision and as after training (without dropout).</summary>
    /// <remarks>May be called from several threads. In a model the compiler replaces the call by one on the whole batch.</remarks>
    /// <param name="input">A vector of <see cref="InputSize"/> elements.</param>
    /// <returns>A new vector of <see cref="OutputSize"/> elements.</returns>
    /// <exception cref="ArgumentException">The vector has another length.</exception>
    /// <exception cref="InvalidOperationException">The network has no weights yet.</exception>
    public Vector<double> Forward(Vector<double> input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Count != InputSize)
            throw new ArgumentException($"{Summary}: a vector of {InputSize} elements was expected, found {input.Count}.", nameof(input));
        lock (gate)
            return (single ??= new SingleRow(this)).Forward(input);
    }

    /// <summary>Makes a pass: the scratch memory of one call of the network on a batch.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="binding">Where the weights lie, and what to compute with.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    public abstract NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity)
        where E : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<E>;

    /// <inheritdoc/>
    public override string ToString() => Summary;

    /// <summary>An activation in <see cref="Path"/>: nothing for the identity.</summary>
    private protected static string Suffix(Activation activation) => activation == Activation.Identity ? "" : $" ({activation})";

    /// <summary>Throws where a size given to a layer is not positive.</summary>
    private protected int Positive(int size, string parameter) => size >= 1
        ? size
        : throw new ArgumentException($"{Kind}: '{parameter}' must be at least 1, found {size}.", parameter);
}
