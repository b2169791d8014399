using System.Numerics;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <summary>What the generated bound of a model class stands on: programs of passes over the rows of a batch.</summary>
/// <remarks>
/// After <see cref="Prepare"/> no call allocates. An instance is for one thread at a time. Row k * B + d of what each sample has
/// belongs to sample k of datum d of a batch of B.
/// </remarks>
/// <typeparam name="E">float or double.</typeparam>
public abstract partial class GraphBound<E> : CompiledBound<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly bool owner;
    private readonly Dictionary<Network, int> versions = [];
    private int nextParameter;

    /// <summary>Makes a bound over a store.</summary>
    /// <param name="parameters">The store.</param>
    /// <param name="context">Matrix products and threads.</param>
    /// <param name="owner">Whether the parameters are added to the store; otherwise they are there already.</param>
    protected GraphBound(ParameterStore<E> parameters, ComputeContext<E> context, bool owner)
        : base(parameters, context) => this.owner = owner;

    /// <summary>Data in the current batch.</summary>
    protected int Batch { get; private set; }

    /// <summary>Samples a datum in the current batch.</summary>
    protected int Samples { get; private set; }

    /// <summary>Rows with a value a sample.</summary>
    protected int SampleRows => Batch * Samples;

    /// <summary>Key of the random numbers of the current evaluation.</summary>
    protected ulong Key { get; private set; }

    /// <summary>How networks run.</summary>
    protected PassMode Mode { get; private set; }

    /// <summary>The most data a batch may have.</summary>
    protected int BatchCapacity { get; private set; }

    /// <summary>The most rows with a value a sample.</summary>
    protected int SampleCapacity { get; private set; }

    /// <inheritdoc/>
    public sealed override void Prepare(int batch, int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        int rows = checked(batch * (HasGlobalLatents ? 1 : samples));
        if (batch <= BatchCapacity && rows <= SampleCapacity)
            return;
        BatchCapacity = Math.Max(batch, BatchCapacity);
        SampleCapacity = Math.Max(rows, SampleCapacity);
        AllocateTerms();
        Allocate();
    }

    /// <summary>Allocates what the emitted code keeps of a batch, for <see cref="BatchCapacity"/> and <see cref="SampleCapacity"/> rows.</summary>
    protected abstract void Allocate();

    /// <summary>Gathers the data of a batch.</summary>
    protected abstract void Load(ReadOnlySpan<int> batch);

    /// <summary>The evidence lower bound with closed-form divergences; with its gradient.</summary>
    protected abstract void RunClosed();

    /// <summary>The bound of log weights, and its gradient by everything that they depend on.</summary>
    protected abstract void RunJoint();

    /// <summary>The bound of log weights, and its gradient without the score of the guide.</summary>
    protected abstract void RunPath();

    /// <summary>The evidence lower bound with closed-form divergences, alone.</summary>
    protected abstract void EvaluateClosed();

    /// <summary>The log weights alone.</summary>
    protected abstract void EvaluateWeights();

    /// <summary>The number in the store of the next parameter.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its dimensions.</param>
    /// <param name="start">Its values before training.</param>
    protected int NextParameter(string name, IReadOnlyList<int> shape, IReadOnlyList<double> start)
    {
        if (owner)
            return Parameters.Add(name, shape, start);
        ParameterSlot slot = Parameters.Slots[nextParameter];
        if (slot.Name != name || !slot.Shape.SequenceEqual(shape))
            throw new ArgumentException(
                $"'{name}' has the shape [{string.Join(", ", shape)}], but the trained model has '{slot.Name}' of shape [{string.Join(", ", slot.Shape)}] in its place.");
        return nextParameter++;
    }

    /// <summary>Places the weights of a network in the store.</summary>
    /// <param name="name">The member that holds the network.</param>
    /// <param name="network">The network, whose weights are drawn by now.</param>
    protected NetworkBinding<E> Bind(string name, Network network)
    {
        int first = -1;
        foreach (NetworkTensor tensor in network.Tensors)
        {
            int number = NextParameter($"{name}.{tensor.Name}", tensor.Shape, tensor.Values);
            first = first < 0 ? number : first;
        }
        versions[network] = VersionOf(network);
        return new NetworkBinding<E>(Parameters, first, Context);
    }

    /// <summary>Copies the weights in the store to a network.</summary>
    protected void WriteBack(NetworkBinding<E> binding, Network network)
    {
        network.WriteBack(Parameters, binding.First);
        versions[network] = VersionOf(network);
    }

    /// <summary>Whether a network's weights are still those that the store was made from or wrote back.</summary>
    protected bool IsCurrent(NetworkBinding<E> binding, Network network) => binding.Store == Parameters && versions[network] == VersionOf(network);

    /// <summary>Whether a parameter in the store still has the model's value; a parameter without a value has the one that it started with.</summary>
    protected bool IsCurrent(int parameter, double[]? values) => values is null || Holds(Parameters.Value(parameter), values);

    /// <summary>Whether a number of the data is still the model's.</summary>
    protected static bool IsCurrent(double data, double value) => data == value;

    /// <summary>Whether a vector or matrix of the data is still the model's.</summary>
    protected static bool IsCurrent(BatchMatrix<E> data, double[] values) => Holds(data.Row(0)[..data.Columns], values);

    private static bool Holds(ReadOnlySpan<E> own, double[] values)
    {
        if (own.Length != values.Length)
            return false;
        for (int i = 0; i < own.Length; i++)
            if (own[i] != E.CreateTruncating(values[i]))
                return false;
        return true;
    }

    /// <summary>Makes the pass of one call of a network.</summary>
    protected static NetworkPass<E> CreatePass(NetworkBinding<E> binding, Network network, int capacity) => network.CreatePass(binding, capacity);

    private static int VersionOf(Network network) => network.Tensors.Sum(t => t.Version);
}
