using System.Runtime.Intrinsics;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public sealed class Lane1OperationTests : LaneOperationTests<Lane1>;

public sealed class Lane2OperationTests : LaneOperationTests<Lane2>;

public sealed class Lane4OperationTests : LaneOperationTests<Lane4>;

public sealed class Lane8OperationTests : LaneOperationTests<Lane8>;

/// <summary>Each operation of a lane type against the same operation in plain C#.</summary>
public abstract class LaneOperationTests<T>
    where T : struct, ILane<T>
{
    private static readonly double[] Values =
    [
        0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 3.7, -3.7, 1e-310, -1e-310, 1e308, -1e308, 5e-324, 0.75, 1.4999999999999998,
        0.7499999999999999, Math.PI, 1e17, -1e17, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
    ];

    [Fact]
    public void Count_is_the_number_of_doubles_that_Load_reads_and_Store_writes()
    {
        double[] source = [.. Enumerable.Range(1, T.Count).Select(i => (double)i), 99.0];
        double[] destination = new double[T.Count + 1];
        T.Store(T.Load(in source[0]), ref destination[0]);
        Assert.Equal([.. source[..T.Count], 0.0], destination);
    }

    [Fact]
    public void Arithmetic()
    {
        Binary((a, b) => a + b, (a, b) => a + b);
        Binary((a, b) => a - b, (a, b) => a - b);
        Binary((a, b) => a * b, (a, b) => a * b);
        Binary((a, b) => a / b, (a, b) => a / b);
        Binary(T.Min, PlainLane.Min);
        Binary(T.Max, PlainLane.Max);
        Binary((a, b) => T.MultiplyAdd(a, b, a), (a, b) => PlainLane.MultiplyAdd(a, b, a));
        Unary(a => -a, a => -a);
        Unary(T.Sqrt, PlainLane.Sqrt);
        Unary(T.Abs, PlainLane.Abs);
        Unary(T.Round, PlainLane.Round);
        Unary(T.Floor, PlainLane.Floor);
    }

    [Fact]
    public void Comparison_and_choice()
    {
        Binary(T.LessThan, PlainLane.LessThan);
        Binary(T.LessThanOrEqual, PlainLane.LessThanOrEqual);
        Binary(T.Equal, PlainLane.Equal);
        Binary((a, b) => T.Select(T.LessThan(a, b), a, b), (a, b) => PlainLane.Select(PlainLane.LessThan(a, b), a, b));
    }

    [Fact]
    public void Native_minimum_and_maximum_pass_a_NaN_on_the_right()
    {
        Binary(T.MinNative, PlainLane.MinNative, (a, b) => !double.IsNaN(a) && !(a == 0 && b == 0));
        Binary(T.MaxNative, PlainLane.MaxNative, (a, b) => !double.IsNaN(a) && !(a == 0 && b == 0));
    }

    [Fact]
    public void Bits()
    {
        Binary(T.And, PlainLane.And);
        Binary(T.Or, PlainLane.Or);
        Binary(T.AddBits, PlainLane.AddBits);
        Binary(T.SubtractBits, PlainLane.SubtractBits);
        Unary(T.Not, PlainLane.Not);
        Unary(a => T.ShiftLeftBits(a, 3), a => PlainLane.ShiftLeftBits(a, 3));
        Unary(a => T.ShiftRightBits(a, 52), a => PlainLane.ShiftRightBits(a, 52));
        Unary(_ => T.CreateBits(0x3FF8000000000000), _ => new PlainLane(1.5));
        Unary(_ => T.Zero, _ => new PlainLane(0.0));
    }

    [Fact]
    public void Exponents()
    {
        Unary(a => Mantissa(a), a => PlainMantissa(a));
        Unary(a => Exponent(a), a => PlainExponent(a), a => a >= 0);
        foreach (double exponent in (double[])[0, 1, -1, 52, -1022, -1023, -1074, -1076, 1023, 1024, 0.5, -0.5, -1.9375])
        {
            foreach (double value in (double[])[0.75, 1.0, 1.2345678901234567, 1.4999999999999998])
            {
                double expected = Math.ScaleB(value, (int)Math.Floor(exponent));
                Assert.Equal(expected, T.GetElement(T.ScaleByPowerOfTwo(T.Create(value), T.Create(exponent)), 0));
                Assert.Equal(expected, PlainLane.ScaleByPowerOfTwo(new(value), new(exponent)).Value);
            }
        }
    }

    [Fact]
    public void A_mantissa_times_its_power_of_two_is_the_value()
    {
        foreach (double value in Values.Where(v => v > 0 && double.IsFinite(v)))
        {
            T.SplitExponent(T.Create(value), out T mantissa, out T exponent);
            double m = T.GetElement(mantissa, T.Count - 1);
            Assert.InRange(m, 0.75, 1.4999999999999998);
            Assert.Equal(value, Math.ScaleB(m, (int)T.GetElement(exponent, T.Count - 1)));
        }
    }

    [Fact]
    public void Lookup_reads_by_the_four_lowest_bits()
    {
        Vector512<double> low = Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7);
        for (long index = 0; index < 64; index++)
        {
            T result = T.Lookup(low, low + Vector512.Create(8.0), T.CreateBits(index));
            for (int lane = 0; lane < T.Count; lane++)
                Assert.Equal(index % 16, T.GetElement(result, lane));
        }
    }

    [Fact]
    public void Gather_reads_by_index_and_ScatterAdd_adds_up_equal_indices()
    {
        double[] source = [.. Enumerable.Range(0, 20).Select(i => 10.0 * i)];
        int[] indices = [7, 3, 3, 19, 0, 3, 7, 1];
        T gathered = T.Gather(in source[0], in indices[0]);
        double[] expected = new double[20];
        double[] scattered = new double[20];
        for (int lane = 0; lane < T.Count; lane++)
        {
            Assert.Equal(source[indices[lane]], T.GetElement(gathered, lane));
            expected[indices[lane]] += source[indices[lane]];
        }

        T.ScatterAdd(gathered, ref scattered[0], in indices[0]);
        Assert.Equal(expected, scattered);
    }

    [Fact]
    public void Sum_adds_the_lanes_and_Any_finds_one()
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            double[] values = new double[T.Count];
            values[lane] = 2.5;
            T value = T.Load(in values[0]);
            Assert.Equal(2.5, T.Sum(value));
            Assert.True(T.Any(T.LessThan(T.Zero, value)));
            Assert.False(T.Any(T.LessThan(value, T.Zero)));
        }
    }

    private static T Mantissa(T value)
    {
        T.SplitExponent(value, out T mantissa, out _);
        return mantissa;
    }

    private static T Exponent(T value)
    {
        T.SplitExponent(value, out _, out T exponent);
        return exponent;
    }

    private static PlainLane PlainMantissa(PlainLane value)
    {
        PlainLane.SplitExponent(value, out PlainLane mantissa, out _);
        return mantissa;
    }

    private static PlainLane PlainExponent(PlainLane value)
    {
        PlainLane.SplitExponent(value, out _, out PlainLane exponent);
        return exponent;
    }

    private static void Unary(Func<T, T> operation, Func<PlainLane, PlainLane> plain, Func<double, bool>? isDefined = null) =>
        Binary((a, _) => operation(a), (a, _) => plain(a), (a, _) => isDefined is null || isDefined(a));

    private static void Binary(
        Func<T, T, T> operation, Func<PlainLane, PlainLane, PlainLane> plain, Func<double, double, bool>? isDefined = null)
    {
        foreach (double a in Values)
        {
            foreach (double b in Values)
            {
                double[] left = [.. Enumerable.Repeat(1.0, T.Count)];
                double[] right = [.. Enumerable.Repeat(2.0, T.Count)];
                (left[^1], right[^1]) = (a, b);
                double result = T.GetElement(operation(T.Load(in left[0]), T.Load(in right[0])), T.Count - 1);
                double expected = plain(new(a), new(b)).Value;
                if (isDefined is not null && !isDefined(a, b))
                    continue;
                bool isSame = BitConverter.DoubleToInt64Bits(result) == BitConverter.DoubleToInt64Bits(expected);
                Assert.True(isSame || (double.IsNaN(result) && double.IsNaN(expected)), $"{a}, {b}: {result}, not {expected}");
            }
        }
    }
}
