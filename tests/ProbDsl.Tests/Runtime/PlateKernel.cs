using ProbDsl.Runtime;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Runtime;

/// <summary>Σ weight · (y · theta[k] - a · x)² over a table, with its derivatives, written once as generated kernels are.</summary>
public sealed class PlateKernel
{
    private const int Elements = 40;

    private readonly PlateTable table;
    private readonly double[][] theta;
    private readonly double[] a;
    private readonly double[][] rows;

    public PlateKernel(int count, bool consecutive)
    {
        var random = new Random(count);
        var builder = new RowBuilder(1, 1, 2);
        rows = new double[count][];  // of few different values, so that some rows merge
        for (int r = 0; r < count; r++)
        {
            int index = consecutive ? r : r / 2 % 5;
            rows[r] = [1 + random.Next(2), index, random.Next(2), 0.5 * random.Next(2)];
            RowBuilderTests.Add(builder, [rows[r][0]], [index], rows[r][2..]);
        }
        table = builder.Build(RowReduction.Merge, segmented: false);
        theta = [.. Enumerable.Range(0, 8).Select(_ => Enumerable.Range(0, Elements).Select(_ => random.NextDouble()).ToArray())];
        a = [.. Enumerable.Range(0, 8).Select(_ => random.NextDouble())];
    }

    public bool Consecutive => table.Consecutive[0];

    /// <summary>Value, derivative by a, derivatives by theta: by a plain loop over the raw rows.</summary>
    public double[] Reference(int draw)
    {
        var result = new double[2 + Elements];
        foreach (double[] row in rows)
        {
            double x = row[2] - row[3];
            double residual = row[0] * theta[draw][(int)row[1]] - a[draw] * x;
            result[0] += residual * residual;
            result[1] -= 2 * residual * x;
            result[2 + (int)row[1]] += 2 * residual * row[0];
        }
        return result;
    }

    public void CheckSingle<T>(double[][] expected)
        where T : struct, ILane<T>
    {
        for (int draw = 0; draw < expected.Length; draw++)
            AssertClose(expected[draw], Run<Lane1, T, DataLanes<T>>(draw)[0]);
    }

    public void CheckBlock<T>(double[][] expected)
        where T : struct, ILane<T>
    {
        double[][] actual = Run<T, T, DrawLanes<T>>(0);
        for (int draw = 0; draw < actual.Length; draw++)
            AssertClose(expected[draw], actual[draw]);
    }

    private double[][] Run<S, T, P>(int first)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        var packed = new double[Elements * S.Count];
        for (int k = 0; k < Elements; k++)
            for (int lane = 0; lane < S.Count; lane++)
                packed[k * S.Count + lane] = theta[first + lane][k];
        var adjoints = new double[packed.Length];
        S sum = Evaluate<S, T, P>(ref packed[0], S.Load(in a[first]), ref adjoints[0], out S byA);
        var results = new double[S.Count][];
        for (int lane = 0; lane < S.Count; lane++)
            results[lane] =
            [
                S.GetElement(sum, lane),
                S.GetElement(byA, lane),
                .. Enumerable.Range(0, Elements).Select(k => adjoints[k * S.Count + lane]),
            ];
        return results;
    }

    private S Evaluate<S, T, P>(ref double parameters, S slope, ref double adjoints, out S bySlope)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        T spreadSlope = P.Spread(slope);
        T sum = T.Zero;
        T toSlope = T.Zero;
        for (int row = 0; row < table.Count; row += P.Width)
        {
            T weight = P.Column(ref table.Weights[0], row);
            T y = P.Column(ref table.Values[0][0], row);
            T x = P.Column(ref table.Matrices[0][0], row) - P.Column(ref table.Matrices[0][table.Stride], row);
            T residual = y * P.Element(ref parameters, ref table.Indices[0][0], row, Consecutive) - spreadSlope * x;
            T adjoint = T.Create(2) * weight * residual;
            sum += weight * residual * residual;
            toSlope -= adjoint * x;
            P.AddTo(ref adjoints, ref table.Indices[0][0], row, Consecutive, adjoint * y);
        }
        bySlope = P.Sum(toSlope);
        return P.Sum(sum);
    }

    private static void AssertClose(double[] expected, double[] actual)
    {
        for (int i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], actual[i], 1e-13 * (1 + Math.Abs(expected[i])));
    }
}
