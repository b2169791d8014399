using System.Numerics;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <summary>The bound of a model with networks on batches of its data; the generated half of a model class derives from it.</summary>
/// <remarks>After <see cref="Prepare"/> no call allocates. An instance is for one thread at a time.</remarks>
/// <typeparam name="E">float or double.</typeparam>
public abstract class CompiledBound<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private IReadOnlyList<KeyValuePair<string, string>>? dataFingerprint;

    /// <summary>Makes a bound over a store, to which its parameters are added, or which holds them already.</summary>
    protected CompiledBound(ParameterStore<E> parameters, ComputeContext<E> context) => (Parameters, Context) = (parameters, context);

    /// <summary>The parameters and their gradient.</summary>
    public ParameterStore<E> Parameters { get; }

    /// <summary>Matrix products and threads.</summary>
    public ComputeContext<E> Context { get; }

    /// <summary>The number of data.</summary>
    public abstract int DataCount { get; }

    /// <summary>Whether the model has latents of its own, as the weights of a Bayesian network.</summary>
    public abstract bool HasGlobalLatents { get; }

    /// <summary>Whether each datum has latents.</summary>
    public abstract bool HasLocalLatents { get; }

    /// <summary>Whether the guide draws a latent of a datum or of the model that is discrete, whose draws have no derivatives.</summary>
    public virtual bool HasDiscreteLatents => false;

    /// <summary>Allocates for batches of up to that many data and samples.</summary>
    public abstract void Prepare(int batch, int samples);

    /// <summary>The bound on a batch and, where asked for, the gradient of the loss.</summary>
    /// <param name="batch">Indices of data.</param>
    /// <param name="request">What is wanted.</param>
    public abstract BoundValue Step(ReadOnlySpan<int> batch, in BoundRequest request);

    /// <summary>Log importance weights log p(x, z) - log q(z | x).</summary>
    /// <param name="batch">Indices of data.</param>
    /// <param name="samples">Samples a datum.</param>
    /// <param name="key">Key of the random numbers.</param>
    /// <param name="logWeights">Receives the weight of sample k of the d-th datum at <c>k * batch.Length + d</c>.</param>
    public abstract void LogWeights(ReadOnlySpan<int> batch, int samples, ulong key, Span<double> logWeights);

    /// <summary>The names of the parameters that belong to no network: the model's <c>[Parameter]</c> members.</summary>
    public virtual IReadOnlyList<string> ParameterNames => [];

    /// <summary>Sizes and checksum of each member that holds data: what tells these data from others of equal number.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> DataFingerprint => dataFingerprint ??= [.. Fingerprints()];

    /// <summary>Sizes and checksum of each member that holds data, by its name.</summary>
    protected virtual IEnumerable<KeyValuePair<string, string>> Fingerprints() => [];

    /// <summary>The fingerprint of rows of data.</summary>
    /// <param name="member">The member that holds them.</param>
    /// <param name="values">The rows.</param>
    protected static KeyValuePair<string, string> Fingerprint(string member, BatchMatrix<E> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var checksum = new Checksum();
        return new($"the data '{member}'", $"[{values.Capacity}, {values.Columns}] with checksum {checksum.Add(values)}");
    }

    /// <summary>The fingerprint of numbers.</summary>
    /// <param name="member">The member that holds them.</param>
    /// <param name="values">The numbers.</param>
    protected static KeyValuePair<string, string> Fingerprint(string member, params double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        using var checksum = new Checksum();
        return new($"the data '{member}'", $"[{values.Length}] with checksum {checksum.Add<double>(values)}");
    }

    /// <summary>Copies the parameters to the networks and members of the model.</summary>
    public abstract void WriteBack();
}
