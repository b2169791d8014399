using System.Globalization;
using Xunit;
using Xunit.Abstractions;
using static System.Single;

namespace ProbDsl.Tests.Simd;

public sealed class FloatFunctionTests(ITestOutputHelper output)
{
    private static readonly float[] Edges =
    [
        0f, -0f, 1f, -1f, 0.5f, -0.5f, 2f, -2f, 88f, 88.8f, 89f, 90f, -87f, -88f, -103f, -104f, -110f, 1e-40f, -1e-40f, 1e30f, -1e30f,
        Epsilon, -Epsilon, MaxValue, MinValue, PositiveInfinity, NegativeInfinity, NaN, 9f, 9.02f, -9.02f, 15f, -15f, 4f, 1e-20f, -1e-20f, 20f,
    ];

    public static TheoryData<int, string> Rows()
    {
        TheoryData<int, string> data = [];
        for (int row = 0; row < FloatFunctionTable.Rows.Count; row++)
            data.Add(row, FloatFunctionTable.Rows[row].Name);
        return data;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Errors_stay_below_the_documented_bound(int row, string name)
    {
        FloatFunction function = FloatFunctionTable.Rows[row];
        (float[] x, float[] y) = function.Arguments();
        float[] results = function.Evaluate(3, x, y);
        (double worst, int at) = (0, 0);
        for (int i = 0; i < x.Length; i++)
        {
            double expected = function.Expected(x[i], y[i]);
            if (results[i].Equals((float)expected))
                continue;
            double error = Math.Abs(results[i] - expected) / UnitInTheLastPlace(function.Scale(expected));
            if (!(error <= worst))
                (worst, at) = (error, i);
        }

        string message = string.Create(
            CultureInfo.InvariantCulture, $"{name}: {worst:F2} ulp at {x[at]:R}, {y[at]:R}: {results[at]:R}, not {function.Expected(x[at], y[at]):R}");
        output.WriteLine(message);
        Assert.True(worst <= function.Bound, message);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void All_lane_types_give_the_same_bits(int row, string name)
    {
        FloatFunction function = FloatFunctionTable.Rows[row];
        (float[] x, float[] y) = function.Arguments();
        (x, y) = (x[..4096], y[..4096]);
        Array.Copy(Edges, x, Edges.Length);
        Array.Copy(Edges, 0, y, 5, Edges.Length);
        float[] scalar = function.Evaluate(0, x, y);
        for (int laneType = 1; laneType < FloatFunction.LaneTypes.Count; laneType++)
        {
            float[] results = function.Evaluate(laneType, x, y);
            for (int i = 0; i < results.Length; i++)
                Assert.True(scalar[i].Equals(results[i]), $"{name}({x[i]}, {y[i]}) on {FloatFunction.LaneTypes[laneType]}: {results[i]}, not {scalar[i]}");
        }
    }

    /// <summary>At zeros, infinities, overflow, underflow and outside the domain the result is that of double precision, rounded.</summary>
    [Theory]
    [MemberData(nameof(Rows))]
    public void Edges_are_those_of_double_precision(int row, string name)
    {
        FloatFunction function = FloatFunctionTable.Rows[row];
        float[] x = new float[48];
        Array.Copy(Edges, x, Edges.Length);
        for (int shift = 0; shift < (function.HasTwoArguments ? x.Length : 1); shift++)
        {
            float[] y = [.. x[shift..], .. x[..shift]];
            float[] results = function.Evaluate(3, x, y);
            for (int i = 0; i < x.Length; i++)
            {
                double expected = function.Expected(x[i], y[i]);
                bool isRight = results[i].Equals((float)expected)
                    || Math.Abs(results[i] - expected) <= function.Bound * UnitInTheLastPlace(function.Scale(expected));
                Assert.True(isRight, $"{name}({x[i]:R}, {y[i]:R}): {results[i]:R}, not {expected:R}");
            }
        }
    }

    [Fact]
    public void The_hyperbolic_tangent_and_the_error_function_stay_within_one()
    {
        foreach (FloatFunction function in FloatFunctionTable.Rows.Where(f => f.Name is "Tanh" or "Erf"))
        {
            float[] x = new float[1 << 16];
            for (int i = 0; i < x.Length; i++)
                x[i] = 3.5f + i * (6f / x.Length);
            Assert.All(function.Evaluate(3, x, x), value => Assert.InRange(value, 0.99f, 1f));
        }
    }

    private static double UnitInTheLastPlace(double value)
    {
        double magnitude = Math.Max(Math.Abs(value), 1.17549435e-38);
        return Math.ScaleB(1, Math.ILogB(Math.Min(magnitude, MaxValue)) - 23);
    }
}
