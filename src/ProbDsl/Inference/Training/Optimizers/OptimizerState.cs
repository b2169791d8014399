using System.Numerics;
using ProbDsl.Networks;
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
    /// <summary>Elements of a block, the unit in which threads share the pass: 64 or 128 kB of each vector.</summary>
    private const int Block = 16384;

    private readonly Action<int, int> update;
    private AlignedBuffer<E>? values;
    private AlignedBuffer<E>? gradients;
    private GradientScale scale;
    private double rate;

    private protected OptimizerState() => update = UpdateBlocks;

    /// <summary>What is kept between steps.</summary>
    public abstract IReadOnlyList<OptimizerVector<E>> Vectors { get; }

    /// <summary>Steps taken.</summary>
    public long Steps { get; set; }

    /// <summary>Moves the parameters of a store against its gradient.</summary>
    /// <param name="store">The store.</param>
    /// <param name="learningRate">The step size.</param>
    /// <param name="context">The threads that share the pass; null for the calling one.</param>
    public void Step(ParameterStore<E> store, double learningRate, ComputeContext<E>? context = null) =>
        Step(store, learningRate, GradientScale.None, context);

    /// <summary>Moves the parameters of a store against its gradient, scaled or clipped as it is read.</summary>
    internal void Step(ParameterStore<E> store, double learningRate, in GradientScale gradientScale, ComputeContext<E>? context)
    {
        Steps++;
        (values, gradients, rate, scale) = (store.Values, store.Gradients, learningRate, gradientScale);
        int blocks = (values.Length + Block - 1) / Block;
        if (context is null)
            UpdateBlocks(0, blocks);
        else
            context.Split(update, blocks, 1, values.Length);
    }

    /// <summary>Updates the elements from one place to another, both multiples of a lane's width.</summary>
    private protected abstract void Update(AlignedBuffer<E> values, AlignedBuffer<E> gradients, int from, int to, double learningRate, GradientTransform<E> transform);

    private void UpdateBlocks(int from, int to) =>
        Update(values!, gradients!, from * Block, Math.Min(to * Block, values!.Length), rate, new GradientTransform<E>(scale));
}
