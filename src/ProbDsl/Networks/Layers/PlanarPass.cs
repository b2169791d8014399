using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>What the passes of planar layers have in common: images are worked on in groups whose patches fit the second cache.</summary>
/// <remarks>
/// The patches of a group are one matrix, kernel places by (image, position), so that a group is one product. They are unfolded
/// anew on the way back, which is cheaper than keeping those of a batch.
/// </remarks>
internal abstract class PlanarPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Numbers of the patches of a group.</summary>
    private const int GroupElements = 1 << 18;

    private readonly E[] totals;
    private readonly E[] noBias;
    private readonly bool hasBias;

    protected PlanarPass(PlanarLayer layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        Geometry = layer.Geometry;
        Filters = layer.Filters;
        OutputPlane = layer.OutputHeight * layer.OutputWidth;
        hasBias = layer.Bias;
        Kernels = ActivationKernels<E>.Of(layer.Activation);
        Kept = Kernels.DerivesFromArgument ? new BatchMatrix<E>(capacity, layer.OutputSize) : Output;
        Group = Math.Clamp(GroupElements / (Geometry.Length * Geometry.Positions), 1, capacity);
        Patches = new BatchMatrix<E>(Geometry.Length, Group * Geometry.Positions);
        totals = new E[Group * Filters];
        noBias = new E[Filters];
        (Adjoint, InputAdjoint) = (Output, Output);
    }

    protected PatchGeometry Geometry { get; }

    protected int Filters { get; }

    /// <summary>Numbers of a plane of the output.</summary>
    protected int OutputPlane { get; }

    protected ActivationKernels<E> Kernels { get; }

    /// <summary>What the derivative of the activation is computed from.</summary>
    protected BatchMatrix<E> Kept { get; }

    /// <summary>Images of a group.</summary>
    protected int Group { get; }

    /// <summary>The patches of a group.</summary>
    protected BatchMatrix<E> Patches { get; }

    /// <summary>The first image of the group at work.</summary>
    protected int First { get; private set; }

    /// <summary>Images of the group at work.</summary>
    protected int Count { get; private set; }

    /// <summary>Columns of the patches of the group at work.</summary>
    protected int Columns => Count * Geometry.Positions;

    protected BatchMatrix<E> Adjoint { get; private set; }

    protected BatchMatrix<E> InputAdjoint { get; private set; }

    protected ReadOnlySpan<E> Weight => Binding.Store.Value(Binding.First);

    private ReadOnlySpan<E> Bias => hasBias ? Binding.Store.Value(Binding.First + 1) : noBias;

    /// <inheritdoc/>
    protected sealed override void Forward(in PassMode mode)
    {
        for (First = 0; First < Rows; First += Count)
        {
            Count = Math.Min(Group, Rows - First);
            ForwardGroup();
        }
    }

    /// <inheritdoc/>
    protected sealed override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        (Adjoint, InputAdjoint) = (outputAdjoint, inputAdjoint ?? Output);
        ParameterStore<E> store = Binding.Store;
        bool add = parameters && store.Accumulates(Binding.First);
        if (parameters && hasBias && !store.Accumulates(Binding.First + 1))
            store.Gradient(Binding.First + 1).Clear();
        for (First = 0; First < Rows; First += Count)
        {
            Count = Math.Min(Group, Rows - First);
            BackwardGroup(inputAdjoint is not null, parameters, add || First > 0 ? E.One : E.Zero);
            if (parameters && hasBias)
                AddBiasGradient(store.Gradient(Binding.First + 1));
        }
    }

    protected abstract void ForwardGroup();

    /// <summary>The way back of a group.</summary>
    /// <param name="input">Whether the input's adjoint is wanted.</param>
    /// <param name="parameters">Whether the weights' gradient is.</param>
    /// <param name="beta">The factor of what stands in the weights' gradient.</param>
    protected abstract void BackwardGroup(bool input, bool parameters, E beta);

    /// <summary>Runs an action on every plane of every image of the group.</summary>
    protected void Split(Action<int, int> action, int planes, long elements) => Binding.Context.Split(action, Count * planes, 1, elements);

    /// <summary>Bias and activation of one plane of the output.</summary>
    protected void Finish(int row, int filter, ref readonly E argument)
    {
        int place = filter * OutputPlane;
        Kernels.AddAndApply(in argument, Bias[filter], ref Output.Row(row)[place], ref Kept.Row(row)[place], OutputPlane);
    }

    /// <summary>The adjoint before the activation of one plane of the output, whose sum is kept.</summary>
    protected void Derive(int index, ref E result)
    {
        (int image, int filter) = Math.DivRem(index, Filters);
        int place = filter * OutputPlane;
        totals[index] = Kernels.DeriveAndTotal(
            in Adjoint.Row(First + image)[place], in Kept.Row(First + image)[place], ref result, OutputPlane);
    }

    /// <summary>The place of an image's numbers in a matrix whose rows are planes and whose columns are (image, position).</summary>
    protected static Span<E> Part(BatchMatrix<E> matrix, int plane, int image, int positions) =>
        matrix.Span.Slice((plane * matrix.Stride) + (image * positions), positions);

    /// <summary>From one plane's first row of patches of an image on.</summary>
    protected Span<E> PatchesOf(int plane, int image) =>
        Patches.Span[((plane * Geometry.Kernel * Geometry.Kernel * Patches.Stride) + (image * Geometry.Positions))..];

    private void AddBiasGradient(Span<E> gradient)
    {
        for (int i = 0; i < Count * Filters; i++)
            gradient[i % Filters] += totals[i];
    }
}
