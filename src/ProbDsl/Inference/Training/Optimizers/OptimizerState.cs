using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>One vector that an optimiser keeps between steps, as long as the store's.</summary>
/// <typeparam name="E">float or double.</typeparam>
/// <param name="Name">Its name in a checkpoint.</param>
/// <param name="Values">Its elements.</param>
public readonly record struct OptimizerVector<E>(string Name, AlignedBuffer<E> Values)
    where E : unmanaged;

/// <summary>What an optimiser remembers, and its step: one pass over parameters, gradient and memory. No step allocates.</summary>
/// <remarks>
/// Every element is updated by itself with the same operations at any lane width and for any split of the vector, so that
/// the result is equal to the bit on any hardware and for any number of threads.
/// </remarks>
/// <typeparam name="E">float or double.</typeparam>
public abstract class OptimizerState<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private protected OptimizerState()
    {
    }

    /// <summary>What is kept between steps.</summary>
    public abstract IReadOnlyList<OptimizerVector<E>> Vectors { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the parameters of a store against its gradient.</summary>
    /// <param name="store">The store.</param>
    /// <param name="learningRate">The step size.</param>
    public void Step(ParameterStore<E> store, double learningRate) => Step(store, learningRate, GradientScale.None);

    /// <summary>Moves the parameters of a store against its gradient, scaled or clipped as it is read.</summary>
    internal void Step(ParameterStore<E> store, double learningRate, in GradientScale scale)
    {
        Steps++;
        Update(store.Values, store.Gradients, learningRate, new GradientTransform<E>(scale));
    }

    private protected abstract void Update(AlignedBuffer<E> values, AlignedBuffer<E> gradients, double learningRate, GradientTransform<E> transform);
}
