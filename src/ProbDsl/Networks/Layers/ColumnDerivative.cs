using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Runtime;

namespace ProbDsl.Networks;

/// <summary>The adjoint of a layer before its activation, D = G f', and the sums of its columns, computed together.</summary>
/// <remarks>The matrix is cut into blocks of fixed size; a block's sums are added up in order, so that threads make no difference.</remarks>
internal sealed class ColumnDerivative<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const int BlockColumns = 64;
    private const int BlockRows = 256;
    private readonly ActivationKernels<E> kernels;
    private readonly ComputeContext<E> context;
    private readonly BatchMatrix<E>? scratch;
    private readonly BatchMatrix<E> sums;
    private readonly Action<int, int> work;
    private readonly int columnBlocks;
    private BatchMatrix<E> adjoint;
    private BatchMatrix<E> kept;
    private int rows;
    private bool sum;

    /// <summary>Allocates for a layer.</summary>
    /// <param name="kernels">Its activation.</param>
    /// <param name="context">Threads.</param>
    /// <param name="capacity">The most rows.</param>
    /// <param name="columns">Its outputs.</param>
    public ColumnDerivative(ActivationKernels<E> kernels, ComputeContext<E> context, int capacity, int columns)
    {
        (this.kernels, this.context) = (kernels, context);
        scratch = kernels.IsIdentity ? null : new BatchMatrix<E>(capacity, columns);
        sums = new BatchMatrix<E>((capacity + BlockRows - 1) / BlockRows, columns);
        (adjoint, kept) = (sums, sums);
        columnBlocks = (columns + BlockColumns - 1) / BlockColumns;
        work = Blocks;
    }

    /// <summary>Computes D, and its column sums where asked for.</summary>
    /// <returns>D: the adjoint itself where the activation is the identity.</returns>
    public BatchMatrix<E> Compute(BatchMatrix<E> outputAdjoint, BatchMatrix<E> keptForward, int rowCount, bool sum)
    {
        (adjoint, kept, rows, this.sum) = (outputAdjoint, keptForward, rowCount, sum);
        if (sum || scratch is not null)
            context.Split(work, columnBlocks * RowBlocks, 1, (long)rows * outputAdjoint.Stride);
        return scratch ?? outputAdjoint;
    }

    /// <summary>Writes or adds the column sums to the gradient of the bias.</summary>
    public void Give(Span<E> gradient, bool add)
    {
        if (!add)
            gradient.Clear();
        for (int block = 0; block < RowBlocks; block++)
            TensorPrimitives.Add(gradient, sums.Row(block), gradient);
    }

    private int RowBlocks => (rows + BlockRows - 1) / BlockRows;

    private void Blocks(int start, int end)
    {
        for (int block = start; block < end; block++)
        {
            (int rowBlock, int columnBlock) = Math.DivRem(block, columnBlocks);
            int column = columnBlock * BlockColumns;
            Block(rowBlock, column, Math.Min(BlockColumns, adjoint.Stride - column));
        }
    }

    private void Block(int rowBlock, int column, int width)
    {
        int firstRow = rowBlock * BlockRows, lastRow = Math.Min(rows, firstRow + BlockRows);
        ref E total = ref Unsafe.Add(ref sums.Start, (rowBlock * sums.Stride) + column);
        MemoryMarshal.CreateSpan(ref total, width).Clear();
        for (int row = firstRow; row < lastRow; row++)
        {
            int offset = (row * adjoint.Stride) + column;
            ref E g = ref Unsafe.Add(ref adjoint.Start, offset);
            if (scratch is null)
                Add(ref g, ref total, width);
            else if (sum)
                kernels.DeriveAndSum(in g, in Unsafe.Add(ref kept.Start, offset), ref Unsafe.Add(ref scratch.Start, offset), ref total, width);
            else
                kernels.Derive(in g, in Unsafe.Add(ref kept.Start, offset), ref Unsafe.Add(ref scratch.Start, offset), width);
        }
    }

    private static void Add(ref E values, ref E sums, int width)
    {
        Span<E> target = MemoryMarshal.CreateSpan(ref sums, width);
        TensorPrimitives.Add(target, MemoryMarshal.CreateReadOnlySpan(ref values, width), target);
    }
}
