namespace ProbDsl.Runtime;

/// <summary>The data of one likelihood or prior statement, packed for its kernel: columns of values and indices, a row a term.</summary>
/// <remarks>
/// Rows are grouped in segments of equal key (one segment where there is no key). Each segment starts at a multiple of
/// <see cref="Padding"/> and is padded with copies of its last row at weight zero, so that a step over several rows
/// needs no mask. Matrix columns are laid out [k][row].
/// </remarks>
public sealed class PlateTable
{
    /// <summary>Segments start at multiples of this many rows: the widest lane.</summary>
    public const int Padding = 8;

    internal PlateTable(int stride, int valueColumns, int indexColumns, IReadOnlyList<int> matrixWidths)
    {
        Stride = stride;
        Weights = new AlignedArray(Math.Max(1, stride));
        Masks = new AlignedArray(Math.Max(1, stride));
        Values = NewColumns(valueColumns, stride);
        Indices = NewIndexColumns(indexColumns, stride);
        Consecutive = new bool[indexColumns];
        Matrices = new AlignedArray[matrixWidths.Count];
        Widths = [.. matrixWidths];
        for (int m = 0; m < Matrices.Length; m++)
            Matrices[m] = new AlignedArray(Math.Max(1, matrixWidths[m]) * Math.Max(1, stride));
    }

    /// <summary>Rows including padding; the distance between two columns of a matrix.</summary>
    public int Stride { get; }

    /// <summary>Multiplicity of each row; zero for padding.</summary>
    public AlignedArray Weights { get; }

    /// <summary>All bits set for rows, none for padding.</summary>
    public AlignedArray Masks { get; }

    /// <summary>Value columns.</summary>
    public AlignedArray[] Values { get; }

    /// <summary>Index columns.</summary>
    public int[][] Indices { get; }

    /// <summary>Whether each index column counts up by one within every step of the widest lane.</summary>
    public bool[] Consecutive { get; }

    /// <summary>Matrix columns, [k][row].</summary>
    public AlignedArray[] Matrices { get; }

    /// <summary>The number of columns of each matrix.</summary>
    public int[] Widths { get; }

    /// <summary>First row of each segment.</summary>
    public int[] SegmentStart { get; internal set; } = [];

    /// <summary>Rows of each segment, without padding.</summary>
    public int[] SegmentRows { get; internal set; } = [];

    /// <summary>The number of segments.</summary>
    public int SegmentCount => SegmentStart.Length;

    /// <summary>Rows, without padding.</summary>
    public int Count { get; internal set; }

    private static AlignedArray[] NewColumns(int columns, int stride)
    {
        var result = new AlignedArray[columns];
        for (int c = 0; c < columns; c++)
            result[c] = new AlignedArray(Math.Max(1, stride));
        return result;
    }

    private static int[][] NewIndexColumns(int columns, int stride)
    {
        var result = new int[columns][];
        for (int c = 0; c < columns; c++)
            result[c] = new int[Math.Max(1, stride)];
        return result;
    }
}
