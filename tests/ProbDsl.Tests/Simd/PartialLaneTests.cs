using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public sealed class PartialLane1Tests : PartialLaneTests<Lane1>;

public sealed class PartialLane2Tests : PartialLaneTests<Lane2>;

public sealed class PartialLane4Tests : PartialLaneTests<Lane4>;

public sealed class PartialLane8Tests : PartialLaneTests<Lane8>;

/// <summary>The operations of a lane of doubles on the first of its elements, for every count from below zero to above the lane's.</summary>
public abstract class PartialLaneTests<T>
    where T : struct, ILane<T>
{
    private static IEnumerable<int> Counts => Enumerable.Range(-1, T.Count + 3);

    [Fact]
    public void LoadPartial_reads_the_first_and_leaves_zeros()
    {
        double[] source = [.. Enumerable.Range(1, T.Count).Select(i => (double)i)];
        foreach (int count in Counts)
        {
            // The elements lie at the very end of the array, so that a whole load would read beyond it.
            int kept = Math.Clamp(count, 0, T.Count);
            T value = T.LoadPartial(in source[Math.Min(T.Count - kept, T.Count - 1)], count);
            for (int lane = 0; lane < T.Count; lane++)
                Assert.Equal(lane < kept ? T.Count - kept + lane + 1.0 : 0.0, T.GetElement(value, lane));
        }
    }

    [Fact]
    public void StorePartial_leaves_what_lies_behind()
    {
        foreach (int count in Counts)
        {
            double[] destination = [.. Enumerable.Repeat(-7.0, T.Count + 1)];
            T.StorePartial(T.Position(10), ref destination[0], count);
            for (int i = 0; i <= T.Count; i++)
                Assert.Equal(i < Math.Min(count, T.Count) ? 10.0 + i : -7.0, destination[i]);
        }
    }

    [Fact]
    public void KeepFirst_makes_the_others_zero_whatever_they_are()
    {
        foreach (double other in (double[])[double.NaN, double.PositiveInfinity, -3.0])
        {
            foreach (int count in Counts)
            {
                T value = T.KeepFirst(T.Create(other), count);
                for (int lane = 0; lane < T.Count; lane++)
                    Assert.Equal(BitConverter.DoubleToInt64Bits(lane < count ? other : 0.0), BitConverter.DoubleToInt64Bits(T.GetElement(value, lane)));
            }
        }
    }

    [Fact]
    public void MaxElement_finds_the_largest_in_any_lane_and_a_NaN()
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            double[] values = [.. Enumerable.Range(0, T.Count).Select(i => -5.0 - i)];
            values[lane] = -2.0;
            Assert.Equal(-2.0, T.MaxElement(T.Load(in values[0])));
            values[lane] = double.NaN;
            Assert.Equal(double.NaN, T.MaxElement(T.Load(in values[0])));
        }
    }
}
