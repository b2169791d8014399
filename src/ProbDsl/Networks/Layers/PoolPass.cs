using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a pooling layer.</summary>
internal sealed class PoolPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly PoolLayer layer;
    private readonly bool takesLargest;
    private readonly int down;
    private readonly int across;
    private readonly int[] largest;
    private readonly Action<int, int> forward;
    private readonly Action<int, int> backward;
    private BatchMatrix<E> adjoint;
    private BatchMatrix<E> target;

    public PoolPass(PoolLayer layer, NetworkBinding<E> binding, int capacity, bool takesLargest)
        : base(layer, binding, capacity)
    {
        (this.layer, this.takesLargest, down, across) = (layer, takesLargest, layer.OutputHeight, layer.OutputWidth);
        largest = takesLargest ? new int[capacity * layer.OutputSize] : [];
        (forward, backward, adjoint, target) = (Pool, Spread, Output, Output);
    }

    private int InputPlane => layer.Height * layer.Width;

    private int OutputPlane => down * across;

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode) => Binding.Context.Split(forward, Rows * layer.Channels, 1, (long)Rows * layer.InputSize);

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        if (inputAdjoint is null)
            return;
        (adjoint, target) = (outputAdjoint, inputAdjoint);
        Binding.Context.Split(backward, Rows * layer.Channels, 1, (long)Rows * layer.InputSize);
    }

    private void Pool(int start, int end)
    {
        E share = E.One / E.CreateTruncating(layer.Window * layer.Window);
        for (int index = start; index < end; index++)
        {
            (int row, int channel) = Math.DivRem(index, layer.Channels);
            ReadOnlySpan<E> plane = Input.Row(row).Slice(channel * InputPlane, InputPlane);
            Span<E> result = Output.Row(row).Slice(channel * OutputPlane, OutputPlane);
            for (int i = 0; i < result.Length; i++)
                if (takesLargest)
                    result[i] = plane[largest[(index * OutputPlane) + i] = Largest(plane, Corner(i))];
                else
                    result[i] = share * Sum(plane, Corner(i));
        }
    }

    private void Spread(int start, int end)
    {
        E share = E.One / E.CreateTruncating(layer.Window * layer.Window);
        for (int index = start; index < end; index++)
        {
            (int row, int channel) = Math.DivRem(index, layer.Channels);
            Span<E> plane = target.Row(row).Slice(channel * InputPlane, InputPlane);
            ReadOnlySpan<E> given = adjoint.Row(row).Slice(channel * OutputPlane, OutputPlane);
            plane.Clear();
            for (int i = 0; i < given.Length; i++)
                if (takesLargest)
                    plane[largest[(index * OutputPlane) + i]] += given[i];
                else
                    Add(plane, Corner(i), share * given[i]);
        }
    }

    private int Corner(int position) => ((position / across * layer.Width) + (position % across)) * layer.Stride;

    private int Largest(ReadOnlySpan<E> plane, int corner)
    {
        int best = corner;
        for (int y = 0; y < layer.Window; y++)
            for (int i = corner + (y * layer.Width); i < corner + (y * layer.Width) + layer.Window; i++)
                if (plane[i] > plane[best] || E.IsNaN(plane[i]))
                    best = i;
        return best;
    }

    private E Sum(ReadOnlySpan<E> plane, int corner)
    {
        E sum = E.Zero;
        for (int y = 0; y < layer.Window; y++)
            foreach (E value in plane.Slice(corner + (y * layer.Width), layer.Window))
                sum += value;
        return sum;
    }

    private void Add(Span<E> plane, int corner, E value)
    {
        for (int y = 0; y < layer.Window; y++)
            foreach (ref E element in plane.Slice(corner + (y * layer.Width), layer.Window))
                element += value;
    }
}
