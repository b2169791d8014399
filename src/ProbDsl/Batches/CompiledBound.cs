using System.Numerics;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <summary>The bound of a model with networks on batches of its data; the generated half of a model class derives from it.</summary>
/// <remarks>After <see cref="Prepare"/> no call allocates. An instance is for one thread at a time.</remarks>
/// <typeparam name="E">float or double.</typeparam>
public abstract class CompiledBound<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
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

    /// <summary>Copies the parameters to the networks and members of the model.</summary>
    public abstract void WriteBack();
}
