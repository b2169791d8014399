using System.Numerics;

namespace ProbDsl.Networks;

/// <summary>A differentiable function from vectors to vectors whose weights are trained: a layer, or layers put together.</summary>
public abstract class Network
{
    /// <summary>The number of elements of an input.</summary>
    public abstract int InputSize { get; }

    /// <summary>The number of elements of an output.</summary>
    public abstract int OutputSize { get; }

    /// <summary>The weights, in a fixed order; none for a layer without.</summary>
    public abstract IReadOnlyList<NetworkTensor> Tensors { get; }

    /// <summary>Draws the initial weights of every tensor that has none yet.</summary>
    /// <param name="seed">Equal seeds give equal weights.</param>
    public abstract void Initialize(ulong seed);

    /// <summary>Makes a pass: the scratch memory of one call of the network on a batch.</summary>
    /// <typeparam name="E">float or double.</typeparam>
    /// <param name="binding">Where the weights lie, and what to compute with.</param>
    /// <param name="capacity">The most rows of a batch.</param>
    protected internal abstract NetworkPass<E> CreatePass<E>(NetworkBinding<E> binding, int capacity)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>;
}
