using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Runtime;

/// <summary>Rows that enter as squares of linear forms may be replaced by a triangular factor with the same sums.</summary>
public class QuadraticReductionTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var shapes = new TheoryData<int, int, int>();
            foreach (int rows in (int[])[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 500])
                foreach ((int values, int width) in ((int, int)[])[(1, 0), (2, 0), (1, 3), (2, 5)])
                    shapes.Add(rows, values, width);
            return shapes;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_sum_of_squares_stays(int rows, int values, int width)
    {
        var random = new Random(rows);
        Check(random, Make(random, rows, values + width), values, width, keys: 1);
    }

    [Theory, MemberData(nameof(Shapes))]
    public void The_sum_of_squares_of_every_segment_stays(int rows, int values, int width)
    {
        var random = new Random(rows);
        Check(random, Make(random, rows, values + width), values, width, keys: 3);
    }

    [Fact]
    public void Dependent_columns_do_no_harm()
    {
        var random = new Random(1);
        double[][] rows = Make(random, 40, 5);
        foreach (double[] row in rows)
            (row[1], row[3]) = (2 * row[0], row[0] - row[2]);
        PlateTable table = Check(random, rows, 1, 4, keys: 1);
        Assert.InRange(table.Count, 1, 5);
    }

    [Fact]
    public void A_column_of_zeros_does_no_harm()
    {
        var random = new Random(2);
        double[][] rows = Make(random, 40, 4);
        foreach (double[] row in rows)
            row[0] = row[2] = 0;
        Check(random, rows, 1, 3, keys: 1);
    }

    [Fact]
    public void A_constant_column_and_large_offsets_keep_their_precision()
    {
        var random = new Random(3);
        double[][] rows = Make(random, 1000, 3);
        foreach (double[] row in rows)
            (row[0], row[1]) = (row[0] + 1e6, 1);
        PlateTable table = Build(rows, 1, 2, keys: 1);
        // Residuals of order one from values of order a million.
        double[] coefficients = [1, -1e6, 0.5];
        double expected = rows.Sum(row => Square(Dot(row, coefficients)));
        Assert.Equal(expected, SumOfSquares(table, coefficients, 1, 0), 1e-6 * expected);
    }

    [Fact]
    public void Only_zeros_leave_no_row()
    {
        PlateTable table = Build(Make(new Random(4), 10, 2, scale: 0), 2, 0, keys: 1);
        Assert.Equal(0, table.Count);
        Assert.Equal([0], table.SegmentRows);
    }

    private static PlateTable Check(Random random, double[][] rows, int values, int width, int keys)
    {
        PlateTable table = Build(rows, values, width, keys);
        Assert.True(table.Count <= Math.Min(rows.Length, keys * (values + width)));
        for (int trial = 0; trial < 5; trial++)
        {
            double[] coefficients = Make(random, 1, values + width)[0];
            for (int segment = 0; segment < table.SegmentCount; segment++)
            {
                int key = keys == 1 ? 0 : table.Indices[0][table.SegmentStart[segment]];
                double expected = rows.Where((_, r) => r % keys == key).Sum(row => Square(Dot(row, coefficients)));
                Assert.Equal(expected, SumOfSquares(table, coefficients, values, segment), 1e-12 * (1 + expected));
            }
        }
        return table;
    }

    private static PlateTable Build(double[][] rows, int values, int width, int keys)
    {
        var builder = new RowBuilder(values, 1, width);
        for (int r = 0; r < rows.Length; r++)
            RowBuilderTests.Add(builder, rows[r][..values], [r % keys], rows[r][values..]);
        return builder.Build(RowReduction.Quadratic, segmented: keys > 1);
    }

    private static double SumOfSquares(PlateTable table, double[] coefficients, int values, int segment)
    {
        double sum = 0;
        int end = segment + 1 < table.SegmentCount ? table.SegmentStart[segment + 1] : table.Stride;
        for (int at = table.SegmentStart[segment]; at < end; at++)
        {
            double form = 0;
            for (int c = 0; c < coefficients.Length; c++)
                form += coefficients[c]
                    * (c < values ? table.Values[c][at] : table.Matrices[0][(c - values) * table.Stride + at]);
            sum += table.Weights[at] * form * form;
        }
        return sum;
    }

    private static double[][] Make(Random random, int rows, int columns, double scale = 1) =>
        [.. Enumerable.Range(0, rows).Select(_ =>
            Enumerable.Range(0, columns).Select(_ => scale * (2 * random.NextDouble() - 1)).ToArray())];

    private static double Dot(double[] left, double[] right) => left.Zip(right, (a, b) => a * b).Sum();

    private static double Square(double value) => value * value;
}
