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
        Weights = new double[Math.Max(1, stride)];
        Masks = new double[Math.Max(1, stride)];
        Values = NewColumns<double>(valueColumns, stride);
        Indices = NewColumns<int>(indexColumns, stride);
        Consecutive = new bool[indexColumns];
        Matrices = new double[matrixWidths.Count][];
        Widths = [.. matrixWidths];
        for (int m = 0; m < Matrices.Length; m++)
            Matrices[m] = new double[Math.Max(1, matrixWidths[m]) * Math.Max(1, stride)];
    }

    /// <summary>Rows including padding; the distance between two columns of a matrix.</summary>
    public int Stride { get; }

    /// <summary>Multiplicity of each row; zero for padding.</summary>
    public double[] Weights { get; }

    /// <summary>All bits set for rows, none for padding.</summary>
    public double[] Masks { get; }

    /// <summary>Value columns.</summary>
    public double[][] Values { get; }

    /// <summary>Index columns.</summary>
    public int[][] Indices { get; }

    /// <summary>Whether each index column counts up by one within every step of the widest lane.</summary>
    public bool[] Consecutive { get; }

    /// <summary>Matrix columns, [k][row].</summary>
    public double[][] Matrices { get; }

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

    private static TItem[][] NewColumns<TItem>(int columns, int stride)
    {
        var result = new TItem[columns][];
        for (int c = 0; c < columns; c++)
            result[c] = new TItem[Math.Max(1, stride)];
        return result;
    }
}
