using System.Globalization;
using System.Reflection;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public sealed class LaneFunctionTests
{
    public static TheoryData<int, string> Rows()
    {
        TheoryData<int, string> data = [];
        for (int row = 0; row < LaneFunctionTable.Rows.Count; row++)
            data.Add(row, LaneFunctionTable.Rows[row].Name);
        return data;
    }

    /// <summary>No lane function is without a row, whose error is measured; <see cref="LaneCalls"/> calls the same functions.</summary>
    [Theory]
    [InlineData(typeof(LaneMath))]
    [InlineData(typeof(LaneCalls))]
    public void Every_public_lane_function_has_a_row(Type type)
    {
        HashSet<string> tested = [.. LaneFunctionTable.Rows.Select(row => row.Method)];
        Assert.Empty(type.GetMethods(BindingFlags.Public | BindingFlags.Static).Where(m => m.ContainsGenericParameters && !tested.Contains(m.Name)).Select(m => m.Name).Distinct());
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Errors_stay_below_the_documented_bound_on_every_lane_type(int row, string name)
    {
        LaneFunction function = LaneFunctionTable.Rows[row];
        Reference reference = Reference.Read(name);
        for (int laneType = 0; laneType < LaneFunction.LaneTypes.Count; laneType++)
        {
            double[] results = function.Evaluate(laneType, reference.X, reference.Y);
            for (int i = 0; i < results.Length; i++)
            {
                double scale = function.Scale(reference.X[i], reference.High[i]);
                double error = Math.Abs(((results[i] - reference.High[i]) - reference.Low[i]) / UnitInTheLastPlace(scale));
                Assert.True(
                    error <= function.Bound,
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{name}({reference.X[i]:R}, {reference.Y[i]:R}) on {LaneFunction.LaneTypes[laneType]}: {results[i]:R}, not {reference.High[i]:R}: {error:F2} ulp"));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Register_lanes_give_the_same_bits(int row, string name)
    {
        LaneFunction function = LaneFunctionTable.Rows[row];
        Reference reference = Reference.Read(name);
        double[] scalar = function.Evaluate(0, reference.X, reference.Y);
        for (int laneType = 1; laneType < 4; laneType++)
        {
            double[] results = function.Evaluate(laneType, reference.X, reference.Y);
            for (int i = 0; i < results.Length; i++)
                Assert.Equal(BitConverter.DoubleToInt64Bits(scalar[i]), BitConverter.DoubleToInt64Bits(results[i]));
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_result_depends_on_its_own_lane_only(int row, string name)
    {
        LaneFunction function = LaneFunctionTable.Rows[row];
        Reference reference = Reference.Read(name);
        double[] disturbing = [double.NaN, double.PositiveInfinity, double.NegativeInfinity, 0.0, -0.5, 1e300, -1e300, 5e-324];
        for (int i = 0; i < 16; i++)
        {
            double[] x = [.. disturbing];
            double[] y = [.. disturbing];
            (x[i % 8], y[i % 8]) = (reference.X[i], reference.Y[i]);
            double alone = function.Evaluate(0, [reference.X[i]], [reference.Y[i]])[0];
            Assert.Equal(alone, function.Evaluate(3, x, y)[i % 8]);
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void NaN_gives_NaN(int row, string name)
    {
        LaneFunction function = LaneFunctionTable.Rows[row];
        for (int laneType = 0; laneType < LaneFunction.LaneTypes.Count; laneType++)
        {
            Assert.True(double.IsNaN(function.Evaluate(laneType, [double.NaN], [2.0])[0]), name);
            if (Reference.Read(name).HasTwoArguments)
                Assert.True(double.IsNaN(function.Evaluate(laneType, [2.0], [double.NaN])[0]), name);
        }
    }

    private static double UnitInTheLastPlace(double value)
    {
        double magnitude = Math.Max(Math.Abs(value), 2.2250738585072014e-308);
        return magnitude - Math.BitDecrement(magnitude) is double below && double.IsInfinity(Math.BitIncrement(magnitude))
            ? below
            : Math.BitIncrement(magnitude) - magnitude;
    }
}
