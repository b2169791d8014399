using System.Numerics;
using System.Runtime.InteropServices;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>A call of a <see cref="Dropout"/> layer.</summary>
internal sealed class DropoutPass<E> : LayerPass<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Random words drawn at once; each is for two elements.</summary>
    private const int Words = 128;

    private readonly BatchMatrix<E> mask;
    private readonly uint threshold;
    private readonly E scale;
    private readonly Action<int, int> forward;
    private readonly Action<int, int> backward;
    private PassMode mode;
    private bool isOn;
    private BatchMatrix<E> adjoint;
    private BatchMatrix<E> target;

    public DropoutPass(Dropout layer, NetworkBinding<E> binding, int capacity)
        : base(layer, binding, capacity)
    {
        mask = new BatchMatrix<E>(capacity, layer.InputSize);
        threshold = (uint)Math.Min(uint.MaxValue, Math.Round(layer.Rate * (1L << 32)));
        scale = E.CreateTruncating(1 / (1 - layer.Rate));
        (forward, backward, adjoint, target) = (Mask, Derive, Output, Output);
    }

    /// <inheritdoc/>
    protected override void Forward(in PassMode mode)
    {
        (this.mode, isOn) = (mode, mode.Training && threshold > 0);
        Binding.Context.Split(forward, Rows, RowWork.Grain, (long)Rows * Output.Stride);
    }

    /// <inheritdoc/>
    protected override void BackwardCore(BatchMatrix<E> outputAdjoint, BatchMatrix<E>? inputAdjoint, bool parameters)
    {
        if (inputAdjoint is null)
            return;
        (adjoint, target) = (outputAdjoint, inputAdjoint);
        Binding.Context.Split(backward, Rows, RowWork.Grain, (long)Rows * Output.Stride);
    }

    private void Mask(int start, int end)
    {
        if (!isOn)
        {
            Input.Rows(start, end).CopyTo(Output.Rows(start, end));
            return;
        }
        for (int row = start; row < end; row++)
            Draw(row);
        RowWork.Multiply(Input, mask, Output, start, end);
    }

    private void Derive(int start, int end)
    {
        if (isOn)
            RowWork.Multiply(adjoint, mask, target, start, end);
        else
            adjoint.Rows(start, end).CopyTo(target.Rows(start, end));
    }

    /// <summary>Draws the mask of a row from the stream of its number, so that neither threads nor the size of the batch matter.</summary>
    private void Draw(int row)
    {
        Span<ulong> words = stackalloc ulong[Words];
        Span<uint> halves = MemoryMarshal.Cast<ulong, uint>(words);
        ulong block = 0;
        for (Span<E> rest = mask.Row(row); !rest.IsEmpty; block += Words / 2)
        {
            Span<E> part = rest[..Math.Min(rest.Length, halves.Length)];
            PhiloxBlocks.Fill(mode.Seed, block, (ulong)row, words);
            for (int i = 0; i < part.Length; i++)
                part[i] = halves[i] < threshold ? E.Zero : scale;
            rest = rest[part.Length..];
        }
    }
}
