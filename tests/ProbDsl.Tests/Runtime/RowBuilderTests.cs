using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Tests.Runtime;

public class RowBuilderTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(0, 21)];

    [Theory, MemberData(nameof(Sizes))]
    public void Rows_keep_their_order_and_are_padded_with_the_last_at_weight_zero(int count)
    {
        var builder = new RowBuilder(2, 1, 3);
        for (int r = 0; r < count; r++)
            Add(builder, [r, -r], [3 * r % 5], [r + 0.25, r + 0.5, r + 0.75]);
        Assert.Equal(count, builder.Count);
        PlateTable table = builder.Build(RowReduction.None, segmented: false);
        Assert.Equal(count, table.Count);
        Assert.Equal((count + 7) / 8 * 8, table.Stride);
        Assert.Equal(1, table.SegmentCount);
        Assert.Equal([0], table.SegmentStart);
        Assert.Equal([count], table.SegmentRows);
        Assert.Equal([3], table.Widths);
        for (int at = 0; at < table.Stride; at++)
        {
            int r = Math.Min(at, count - 1);
            Assert.Equal(at < count ? 1 : 0, table.Weights[at]);
            Assert.Equal(r, table.Values[0][at]);
            Assert.Equal(-r, table.Values[1][at]);
            if (at < count)
                Assert.Equal(3 * r % 5, table.Indices[0][at]);
            for (int k = 0; k < 3; k++)
                Assert.Equal(r + 0.25 * (k + 1), table.Matrices[0][k * table.Stride + at]);
        }
    }

    [Fact]
    public void Equal_rows_become_one_with_their_number_as_weight()
    {
        var builder = new RowBuilder(1, 1, 1);
        Add(builder, [2], [1], [5]);
        Add(builder, [3], [1], [5]);
        Add(builder, [2], [1], [5]);
        Add(builder, [2], [0], [5]);
        Add(builder, [2], [1], [6]);
        Add(builder, [2], [1], [5]);
        PlateTable table = builder.Build(RowReduction.Merge, segmented: false);
        Assert.Equal(4, table.Count);
        Assert.Equal([3, 1, 1, 1, 0, 0, 0, 0], table.Weights.Span.ToArray());
        Assert.Equal([2, 3, 2, 2], table.Values[0].Span[..4].ToArray());
        Assert.Equal([1, 1, 0, 1], table.Indices[0][..4]);
        Assert.Equal([5, 5, 5, 6], table.Matrices[0].Span[..4].ToArray());
    }

    [Fact]
    public void Rows_without_columns_merge_to_their_number()
    {
        var builder = new RowBuilder(0, 0);
        for (int r = 0; r < 37; r++)
            builder.Next();
        PlateTable table = builder.Build(RowReduction.Merge, segmented: false);
        Assert.Equal(1, table.Count);
        Assert.Equal(37, table.Weights[0]);
    }

    [Fact]
    public void Merging_stays_inside_a_segment()
    {
        var builder = new RowBuilder(1, 1);
        foreach ((double value, int key) in ((double, int)[])[(1, 4), (1, 2), (1, 4), (7, 2)])
            Add(builder, [value], [key]);
        PlateTable table = builder.Build(RowReduction.Merge, segmented: true);
        Assert.Equal([2, 1], table.SegmentRows);
        Assert.Equal([0, 8], table.SegmentStart);
        Assert.Equal([1, 1], table.Weights.Span[..2].ToArray());
        Assert.Equal(2, table.Weights[8]);
    }

    [Fact]
    public void Sums_go_by_all_indices()
    {
        var builder = new RowBuilder(2, 2);
        Add(builder, [1, 10], [0, 3]);
        Add(builder, [2, 20], [1, 3]);
        Add(builder, [4, 40], [0, 3]);
        Add(builder, [8, 80], [0, 4]);
        PlateTable table = builder.Build(RowReduction.Sum, segmented: false);
        Assert.Equal(3, table.Count);
        Assert.Equal([5, 2, 8], table.Values[0].Span[..3].ToArray());
        Assert.Equal([50, 20, 80], table.Values[1].Span[..3].ToArray());
        Assert.Equal([0, 1, 0], table.Indices[0][..3]);
        Assert.Equal([3, 3, 4], table.Indices[1][..3]);
        Assert.Equal([1, 1, 1, 0, 0, 0, 0, 0], table.Weights.Span.ToArray());
    }

    [Fact]
    public void Sums_lose_nothing_to_rounding()
    {
        var builder = new RowBuilder(1, 0);
        foreach (double value in (double[])[1e16, 1, 1, 1, -1e16])
            Add(builder, [value], []);
        Assert.Equal(3, builder.Build(RowReduction.Sum, segmented: false).Values[0][0]);
    }

    [Fact]
    public void Segments_are_ordered_by_key_and_aligned()
    {
        var builder = new RowBuilder(1, 2);
        foreach (int r in Enumerable.Range(0, 30))
            Add(builder, [r], [r % 3 == 0 ? 7 : r % 3 == 1 ? -1 : 2, r]);
        PlateTable table = builder.Build(RowReduction.None, segmented: true);
        Assert.Equal(3, table.SegmentCount);
        Assert.Equal([0, 16, 32], table.SegmentStart);
        Assert.Equal([10, 10, 10], table.SegmentRows);
        Assert.Equal(48, table.Stride);
        Assert.Equal(30, table.Count);
        Assert.Equal([1, 4, 7, 10, 13, 16, 19, 22, 25, 28, 28, 28], table.Values[0].Span[..12].ToArray());
        foreach ((int segment, int key) in ((int, int)[])[(0, -1), (1, 2), (2, 7)])
            for (int r = 0; r < 10; r++)
                Assert.Equal(key, table.Indices[0][table.SegmentStart[segment] + r]);
        for (int at = 0; at < table.Stride; at++)
            Assert.Equal(at % 16 < 10 ? 1 : 0, table.Weights[at]);
    }

    [Theory]
    [InlineData("0", true)]
    [InlineData("0 1 2 3", true)]
    [InlineData("5 6 7 8 9 10 11 12", true)]
    [InlineData("0 1 2 3 4 5 6 7 20 21", true)]     // a jump between two steps
    [InlineData("0 1 2 3 4 5 6 8", false)]
    [InlineData("0 1 1", false)]
    [InlineData("3 2 1", false)]
    [InlineData("0 0 0 0", false)]
    [InlineData("0 1 2 3 4 5 6 7 20 22", false)]
    public void Consecutive_is_counting_up_inside_every_step(string indices, bool consecutive)
    {
        var builder = new RowBuilder(0, 1);
        int[] numbers = [.. indices.Split(' ').Select(int.Parse)];
        foreach (int index in numbers)
            Add(builder, [], [index]);
        PlateTable table = builder.Build(RowReduction.None, segmented: false);
        Assert.Equal([consecutive], table.Consecutive);
        Assert.Equal(numbers, table.Indices[0][..numbers.Length]);
        for (int at = numbers.Length; at < table.Stride; at++)
            Assert.Equal(numbers[^1] + (consecutive ? at - numbers.Length + 1 : 0), table.Indices[0][at]);
    }

    [Fact]
    public void One_segment_that_does_not_count_up_is_enough()
    {
        var builder = new RowBuilder(0, 3);
        foreach ((int key, int rising, int mixed) in ((int, int, int)[])[(0, 4, 4), (0, 5, 5), (1, 9, 9), (1, 10, 8)])
            Add(builder, [], [key, rising, mixed]);
        Assert.Equal([false, true, false], builder.Build(RowReduction.None, segmented: true).Consecutive);
    }

    [Fact]
    public void A_row_starts_empty()
    {
        var builder = new RowBuilder(1, 1, 1);
        Add(builder, [3], [4], [5]);
        builder.Next();
        PlateTable table = builder.Build(RowReduction.None, segmented: false);
        Assert.Equal((0, 0, 0), (table.Values[0][1], table.Indices[0][1], table.Matrices[0][1]));
    }

    internal static void Add(RowBuilder builder, double[] values, int[] indices, params double[][] matrices)
    {
        for (int c = 0; c < values.Length; c++)
            builder.Value(c, values[c]);
        for (int c = 0; c < indices.Length; c++)
            builder.Index(c, indices[c]);
        for (int m = 0; m < matrices.Length; m++)
            for (int k = 0; k < matrices[m].Length; k++)
                builder.Matrix(m, k, matrices[m][k]);
        builder.Next();
    }
}
