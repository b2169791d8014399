using System.Runtime.CompilerServices;

namespace ProbDsl.Runtime;

/// <summary>One vector a row: the values of a batch, row-major, each row on a cache line of its own.</summary>
/// <remarks>
/// Element j of row r lies at <c>r * Stride + j</c>. What stands between <see cref="Columns"/> and <see cref="Stride"/> has no
/// meaning and may be overwritten by whole lanes.
/// </remarks>
/// <typeparam name="E">float or double.</typeparam>
public sealed class BatchMatrix<E>
    where E : unmanaged
{
    /// <summary>Rows are padded to a multiple of this many elements.</summary>
    public const int RowMultiple = 16;

    private readonly AlignedBuffer<E> buffer;

    /// <summary>Allocates zeros.</summary>
    /// <param name="capacity">The most rows it can hold.</param>
    /// <param name="columns">Elements a row.</param>
    public BatchMatrix(int capacity, int columns)
    {
        Capacity = capacity;
        Columns = columns;
        Stride = (columns + RowMultiple - 1) / RowMultiple * RowMultiple;
        buffer = new AlignedBuffer<E>(checked(capacity * Stride));
    }

    /// <summary>The most rows it can hold.</summary>
    public int Capacity { get; }

    /// <summary>Elements a row.</summary>
    public int Columns { get; }

    /// <summary>Distance from a row to the next, in elements.</summary>
    public int Stride { get; }

    /// <summary>The first element.</summary>
    public ref E Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref buffer.Start;
    }

    /// <summary>All elements, padding included.</summary>
    public Span<E> Span => buffer.Span;

    /// <summary>The elements of one row.</summary>
    public Span<E> Row(int row) => buffer.Span.Slice(row * Stride, Columns);
}
