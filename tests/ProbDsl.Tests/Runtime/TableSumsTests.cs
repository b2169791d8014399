using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Runtime;

/// <summary>Sums over rows of a table equal plain loops for every number of rows, from any first row, in every lane.</summary>
public sealed class TableSumsTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 16).Select(i => Math.Sin(i + 1))];

    private static readonly int[] Left = [.. Enumerable.Range(0, 16).Select(i => i * 5 % 7)];

    private static readonly int[] Right = [.. Enumerable.Range(0, 16).Select(i => (i + 3) % 7)];

    public static TheoryData<int, int> Rows
    {
        get
        {
            var data = new TheoryData<int, int>();
            for (int from = 0; from < 3; from++)
                for (int count = 0; count < 12; count++)
                    data.Add(from, from + count);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void SumsAreThoseOfPlainLoops(int from, int to)
    {
        Check<Lane1>(from, to);
        Check<Lane2>(from, to);
        Check<Lane8>(from, to);
    }

    private static void Check<S>(int from, int to)
        where S : struct, ILane<S>
    {
        double At(int element, int lane) => Math.Cos((element * 10) + lane);
        var array = new double[7 * S.Count];
        for (int i = 0; i < array.Length; i++)
            array[i] = At(i / S.Count, i % S.Count);
        double[] sums = [.. array];
        S dot = TableSums.Dot<S>(ref Values[0], ref Left[0], ref array[0], from, to);
        S product = TableSums.Dot<S>(ref Left[0], ref Right[0], ref array[0], from, to);
        TableSums.AddScaled(ref Values[0], ref Left[0], ref sums[0], S.Create(0.5), from, to);
        for (int lane = 0; lane < S.Count; lane++)
        {
            double expectedDot = 0;
            double expectedProduct = 0;
            var expectedSums = new double[7];
            for (int e = 0; e < 7; e++)
                expectedSums[e] = At(e, lane);
            for (int r = from; r < to; r++)
            {
                expectedDot += Values[r] * At(Left[r], lane);
                expectedProduct += At(Left[r], lane) * At(Right[r], lane);
                expectedSums[Left[r]] += 0.5 * Values[r];
            }
            Assert.Equal(expectedDot, S.GetElement(dot, lane), 1e-13);
            Assert.Equal(expectedProduct, S.GetElement(product, lane), 1e-13);
            for (int e = 0; e < 7; e++)
                Assert.Equal(expectedSums[e], sums[(e * S.Count) + lane], 1e-13);
        }
    }
}
