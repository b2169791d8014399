using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Runtime;

public class PlatesTests
{
    public static TheoryData<int> Counts => [.. Enumerable.Range(0, 21)];

    [Fact]
    public void Rows_as_lanes_read_and_add_rows()
    {
        CheckDataLanes<Lane1>();
        CheckDataLanes<Lane2>();
        CheckDataLanes<Lane4>();
        CheckDataLanes<Lane8>();
    }

    [Fact]
    public void Draws_as_lanes_read_and_add_draws()
    {
        CheckDrawLanes<Lane1>();
        CheckDrawLanes<Lane2>();
        CheckDrawLanes<Lane4>();
        CheckDrawLanes<Lane8>();
    }

    [Fact]
    public void The_gradient_mode_is_known_from_the_type()
    {
        Assert.True(WithGradient.Enabled);
        Assert.False(WithoutGradient.Enabled);
    }

    [Theory, MemberData(nameof(Counts))]
    public void One_kernel_gives_the_same_over_rows_and_over_draws(int count)
    {
        foreach (bool consecutive in (bool[])[true, false])
        {
            PlateKernel kernel = new(count, consecutive);
            Assert.True(consecutive ? kernel.Consecutive : count < 8 || !kernel.Consecutive);
            double[][] expected = [.. Enumerable.Range(0, 8).Select(kernel.Reference)];
            kernel.CheckSingle<Lane1>(expected);
            kernel.CheckSingle<Lane2>(expected);
            kernel.CheckSingle<Lane4>(expected);
            kernel.CheckSingle<Lane8>(expected);
            kernel.CheckBlock<Lane1>(expected);
            kernel.CheckBlock<Lane2>(expected);
            kernel.CheckBlock<Lane4>(expected);
            kernel.CheckBlock<Lane8>(expected);
        }
    }

    private static void CheckDataLanes<T>()
        where T : struct, ILane<T>
    {
        double[] array = [.. Enumerable.Range(0, 24).Select(i => 100.0 + i)];
        int[] indices = [0, 5, 5, 9, 10, 11, 12, 13, 14, 15, 16, 3, 3, 3, 3, 3, 3, 3, 3];
        Assert.Equal(T.Count, DataLanes<T>.Width);
        AssertLanes(DataLanes<T>.Spread(Lane1.Create(3)), _ => 3);
        AssertLanes(DataLanes<T>.Spread(ref array[0], 7), _ => 107);
        AssertLanes(DataLanes<T>.Column(ref array[0], 2), l => 102 + l);
        AssertLanes(DataLanes<T>.Element(ref array[0], ref indices[0], 1, false), l => 100 + indices[1 + l]);
        AssertLanes(DataLanes<T>.Element(ref array[0], ref indices[0], 3, true), l => 109 + l);
        T steps = T.Load(in array[0]);
        Assert.Equal(Enumerable.Range(0, T.Count).Sum(l => 100.0 + l), DataLanes<T>.Sum(steps).Value);
        var sums = new double[24];
        DataLanes<T>.AddTo(ref sums[0], ref indices[0], 11, false, steps);
        Assert.Equal(Enumerable.Range(0, T.Count).Sum(l => 100.0 + l), sums[3]);
        Assert.Equal(sums[3], sums.Sum());
        DataLanes<T>.AddTo(ref sums[0], ref indices[0], 3, true, steps);
        DataLanes<T>.AddTo(ref sums[0], ref indices[0], 3, true, steps);
        for (int l = 0; l < T.Count; l++)
            Assert.Equal(2 * (100.0 + l), sums[9 + l]);
    }

    private static void CheckDrawLanes<T>()
        where T : struct, ILane<T>
    {
        double[] array = [.. Enumerable.Range(0, 24 * T.Count).Select(i => 100.0 + i)];
        int[] indices = [0, 5, 9];
        Assert.Equal(1, DrawLanes<T>.Width);
        T draws = T.Load(in array[3]);
        AssertLanes(DrawLanes<T>.Spread(draws), l => 103 + l);
        AssertLanes(DrawLanes<T>.Sum(draws), l => 103 + l);
        AssertLanes(DrawLanes<T>.Spread(ref array[0], 7), l => 100 + 7 * T.Count + l);
        AssertLanes(DrawLanes<T>.Column(ref array[0], 2), _ => 102);
        foreach (bool consecutive in (bool[])[true, false])
        {
            AssertLanes(DrawLanes<T>.Element(ref array[0], ref indices[0], 1, consecutive), l => 100 + 5 * T.Count + l);
            DrawLanes<T>.AddTo(ref array[0], ref indices[0], 2, consecutive, T.Create(1));
        }
        AssertLanes(T.Load(in array[9 * T.Count]), l => 102 + 9 * T.Count + l);
    }

    private static void AssertLanes<T>(T actual, Func<int, double> expected)
        where T : struct, ILane<T>
    {
        for (int l = 0; l < T.Count; l++)
            Assert.Equal(expected(l), T.GetElement(actual, l));
    }
}
