namespace ProbDsl.Runtime;

/// <summary>What may be done to the rows of a plate without changing the sum of its terms.</summary>
public enum RowReduction
{
    /// <summary>Rows are kept as they are.</summary>
    None,

    /// <summary>Equal rows become one row with their number as weight.</summary>
    Merge,

    /// <summary>Every term is linear in its value columns: rows of equal indices become one row of column sums.</summary>
    Sum,

    /// <summary>Every term is the square of a linear form in its value and matrix columns: rows of equal key become the
    /// triangular factor of their QR decomposition, which has the same sum of squares for every argument.</summary>
    Quadratic,
}

/// <summary>Collects the rows of one statement while the data part of a model runs, then packs them.</summary>
/// <param name="values">The number of value columns.</param>
/// <param name="indices">The number of index columns; the first is the key where rows are segmented.</param>
/// <param name="matrixWidths">The number of columns of each matrix.</param>
public sealed class RowBuilder(int values, int indices, params int[] matrixWidths)
{
    private readonly List<Row> rows = [];
    private Row current = NewRow(values, indices, matrixWidths);

    /// <summary>The number of rows so far.</summary>
    public int Count => rows.Count;

    /// <summary>Sets a value of the current row.</summary>
    public void Value(int column, double value) => current.Values[column] = value;

    /// <summary>Sets an index of the current row.</summary>
    public void Index(int column, int index) => current.Indices[column] = index;

    /// <summary>Sets an element of a matrix column of the current row.</summary>
    public void Matrix(int matrix, int column, double value) => current.Matrices[matrix][column] = value;

    /// <summary>Ends the current row.</summary>
    public void Next()
    {
        rows.Add(current);
        current = NewRow(values, indices, matrixWidths);
    }

    /// <summary>Reduces, groups and packs the rows.</summary>
    /// <param name="reduction">What may be done to the rows.</param>
    /// <param name="segmented">Whether rows are grouped by the first index column.</param>
    public PlateTable Build(RowReduction reduction, bool segmented)
    {
        List<List<Row>> segments = segmented
            ? [.. rows.GroupBy(row => row.Indices[0]).OrderBy(group => group.Key).Select(group => group.ToList())]
            : [rows];
        segments = reduction switch
        {
            RowReduction.Merge => [.. segments.Select(Merge)],
            RowReduction.Sum => [.. segments.Select(Sum)],
            RowReduction.Quadratic => [.. segments.Select(segment => Triangularize(segment))],
            _ => segments,
        };
        return Pack(segments);
    }

    private static Row NewRow(int values, int indices, int[] widths) =>
        new(new double[values], new int[indices], [.. widths.Select(width => new double[width])]);

    private static List<Row> Merge(List<Row> segment)
    {
        var seen = new Dictionary<Row, Row>(segment.Count, RowComparer.Everything);
        var result = new List<Row>();
        foreach (Row row in segment)
        {
            if (seen.TryGetValue(row, out Row? first))
            {
                first.Weight += row.Weight;
                continue;
            }
            seen.Add(row, row);
            result.Add(row);
        }
        return result;
    }

    private static List<Row> Sum(List<Row> segment)
    {
        var seen = new Dictionary<Row, (Row Sum, double[] Lost)>(RowComparer.IndicesOnly);
        var result = new List<Row>();
        foreach (Row row in segment)
        {
            if (!seen.TryGetValue(row, out (Row Sum, double[] Lost) entry))
            {
                seen.Add(row, (row, new double[row.Values.Length]));
                result.Add(row);
                continue;
            }
            for (int c = 0; c < row.Values.Length; c++)
                Compensated.Add(ref entry.Sum.Values[c], ref entry.Lost[c], row.Values[c]);
        }
        foreach ((Row sum, double[] lost) in seen.Values)
            for (int c = 0; c < lost.Length; c++)
                sum.Values[c] += lost[c];
        return [.. result.OrderBy(row => row.Indices.Length > 0 ? row.Indices[0] : 0)];
    }

    private List<Row> Triangularize(List<Row> segment)
    {
        int width = values + matrixWidths.Sum();
        if (segment.Count <= width)
            return segment;
        var flat = new double[segment.Count, width];
        for (int r = 0; r < segment.Count; r++)
        {
            int c = 0;
            foreach (double value in segment[r].Values)
                flat[r, c++] = value;
            foreach (double[] matrix in segment[r].Matrices)
                foreach (double value in matrix)
                    flat[r, c++] = value;
        }
        Householder.Triangularize(flat);
        var result = new List<Row>();
        for (int r = 0; r < width; r++)
        {
            Row row = NewRow(values, indices, matrixWidths);
            segment[0].Indices.CopyTo(row.Indices, 0);
            bool any = false;
            int c = 0;
            for (int v = 0; v < values; v++)
                any |= (row.Values[v] = flat[r, c++]) != 0;
            foreach (double[] matrix in row.Matrices)
                for (int k = 0; k < matrix.Length; k++)
                    any |= (matrix[k] = flat[r, c++]) != 0;
            if (any)
                result.Add(row);
        }
        return result;
    }

    private PlateTable Pack(List<List<Row>> segments)
    {
        int stride = segments.Sum(segment => RoundUp(segment.Count));
        var table = new PlateTable(stride, values, indices, matrixWidths)
        {
            SegmentStart = new int[segments.Count],
            SegmentRows = new int[segments.Count],
            Count = segments.Sum(segment => segment.Count),
        };
        for (int c = 0; c < indices; c++)
            table.Consecutive[c] = segments.TrueForAll(segment => IsConsecutive(segment, c));
        int at = 0;
        for (int s = 0; s < segments.Count; s++)
        {
            List<Row> segment = segments[s];
            table.SegmentStart[s] = at;
            table.SegmentRows[s] = segment.Count;
            for (int r = 0; r < RoundUp(segment.Count); r++, at++)
                Write(table, at, segment[Math.Min(r, segment.Count - 1)], Math.Max(0, r - segment.Count + 1));
        }
        return table;
    }

    private static bool IsConsecutive(List<Row> segment, int column)
    {
        for (int r = 1; r < segment.Count; r++)
            if (r % PlateTable.Padding != 0 && segment[r].Indices[column] != segment[r - 1].Indices[column] + 1)
                return false;
        return true;
    }

    private static void Write(PlateTable table, int at, Row row, int beyond)
    {
        table.Weights[at] = beyond > 0 ? 0 : row.Weight;
        table.Masks[at] = beyond > 0 ? 0 : BitConverter.Int64BitsToDouble(-1);
        for (int c = 0; c < row.Values.Length; c++)
            table.Values[c][at] = row.Values[c];
        for (int c = 0; c < row.Indices.Length; c++)
            table.Indices[c][at] = row.Indices[c] + (table.Consecutive[c] ? beyond : 0);
        for (int m = 0; m < row.Matrices.Length; m++)
            for (int k = 0; k < row.Matrices[m].Length; k++)
                table.Matrices[m][k * table.Stride + at] = row.Matrices[m][k];
    }

    private static int RoundUp(int count) => (count + PlateTable.Padding - 1) / PlateTable.Padding * PlateTable.Padding;

    private sealed record Row(double[] Values, int[] Indices, double[][] Matrices)
    {
        public double Weight { get; set; } = 1;
    }

    private sealed class RowComparer(bool indicesOnly) : IEqualityComparer<Row>
    {
        public static RowComparer Everything { get; } = new(false);

        public static RowComparer IndicesOnly { get; } = new(true);

        public bool Equals(Row? x, Row? y) =>
            x!.Indices.AsSpan().SequenceEqual(y!.Indices)
            && (indicesOnly || (x.Values.AsSpan().SequenceEqual(y.Values) && SameMatrices(x, y)));

        public int GetHashCode(Row row)
        {
            var hash = new HashCode();
            foreach (int index in row.Indices)
                hash.Add(index);
            if (indicesOnly)
                return hash.ToHashCode();
            foreach (double value in row.Values)
                hash.Add(value);
            foreach (double[] matrix in row.Matrices)
                foreach (double value in matrix)
                    hash.Add(value);
            return hash.ToHashCode();
        }

        private static bool SameMatrices(Row x, Row y)
        {
            for (int m = 0; m < x.Matrices.Length; m++)
                if (!x.Matrices[m].AsSpan().SequenceEqual(y.Matrices[m]))
                    return false;
            return true;
        }
    }
}
