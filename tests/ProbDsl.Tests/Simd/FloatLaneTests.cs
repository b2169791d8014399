using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public sealed class FloatLane1Tests : FloatLaneTests<FloatLane1>;

public sealed class FloatLane4Tests : FloatLaneTests<FloatLane4>;

public sealed class FloatLane8Tests : FloatLaneTests<FloatLane8>;

public sealed class FloatLane16Tests : FloatLaneTests<FloatLane16>;

/// <summary>Each operation of a lane type of floats against the same operation in plain C#.</summary>
public abstract class FloatLaneTests<T>
    where T : struct, IFloatLane<T>
{
    private static readonly float[] Values =
    [
        0f, -0f, 1f, -1f, 0.5f, 1.5f, 2.5f, -2.5f, 3.7f, -3.7f, 1e-40f, -1e-40f, 1e38f, -1e38f, float.Epsilon, 0.75f, 1.4999999f,
        0.74999994f, MathF.PI, 1e17f, -1e17f, float.MaxValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN,
    ];

    private static IEnumerable<int> Counts => Enumerable.Range(-1, T.Count + 3);

    [Fact]
    public void Arithmetic()
    {
        Binary((a, b) => a + b, (a, b) => a + b);
        Binary((a, b) => a - b, (a, b) => a - b);
        Binary((a, b) => a * b, (a, b) => a * b);
        Binary((a, b) => a / b, (a, b) => a / b);
        Binary(T.Min, MathF.Min);
        Binary(T.Max, MathF.Max);
        Binary((a, b) => T.MultiplyAdd(a, b, a), (a, b) => MathF.FusedMultiplyAdd(a, b, a));
        Unary(a => -a, a => -a);
        Unary(T.Sqrt, MathF.Sqrt);
        Unary(T.Abs, MathF.Abs);
        Unary(T.Round, MathF.Round);
        Unary(T.Floor, MathF.Floor);
    }

    [Fact]
    public void Comparison_and_choice()
    {
        Binary(T.LessThan, (a, b) => Mask(a < b));
        Binary(T.LessThanOrEqual, (a, b) => Mask(a <= b));
        Binary(T.Equal, (a, b) => Mask(a == b));
        Binary((a, b) => T.Select(T.LessThan(a, b), a, b), (a, b) => a < b ? a : b);
        Binary((a, b) => T.MinNative(T.Abs(a), b), (a, b) => float.IsNaN(a) || MathF.Abs(a) < b ? MathF.Abs(a) : b, (a, _) => !float.IsNaN(a));
        Binary((a, b) => T.MaxNative(T.Abs(a), b), (a, b) => float.IsNaN(a) || MathF.Abs(a) > b ? MathF.Abs(a) : b, (a, b) => !float.IsNaN(a) && !(a == 0 && b == 0));
    }

    [Fact]
    public void Patterns()
    {
        Binary(T.And, (a, b) => OfBits(Bits(a) & Bits(b)));
        Binary(T.Or, (a, b) => OfBits(Bits(a) | Bits(b)));
        Binary(T.AddBits, (a, b) => OfBits(unchecked(Bits(a) + Bits(b))));
        Binary(T.SubtractBits, (a, b) => OfBits(unchecked(Bits(a) - Bits(b))));
        Unary(T.Not, a => OfBits(~Bits(a)));
        Unary(a => T.ShiftLeftBits(a, 3), a => OfBits(Bits(a) << 3));
        Unary(a => T.ShiftRightBits(a, 23), a => OfBits((int)((uint)Bits(a) >> 23)));
        Unary(T.IntegerToNumber, a => Bits(a));
        Unary(_ => T.CreateBits(0x3FC00000), _ => 1.5f);
        Unary(_ => T.Create(0.1), _ => 0.1f);
        Unary(_ => T.Zero, _ => 0f);
    }

    [Fact]
    public void A_mantissa_times_its_power_of_two_is_the_value()
    {
        foreach (float value in Values.Where(v => v > 0 && float.IsFinite(v)))
        {
            T.SplitExponent(T.Create(value), out T mantissa, out T exponent);
            Check(mantissa, exponent);
            FloatBits.SplitExponent(T.Create(value), out mantissa, out exponent);
            Check(mantissa, exponent);

            void Check(T mantissa, T exponent)
            {
                double m = T.GetElement(mantissa, T.Count - 1);
                Assert.InRange(m, 0.75, 1.4999999);
                Assert.Equal(value, Math.ScaleB(m, (int)T.GetElement(exponent, T.Count - 1)));
            }
        }
    }

    [Theory]
    [InlineData(0f, 1f, float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity, 1f, float.PositiveInfinity)]
    [InlineData(-1f, float.NaN, null)]
    [InlineData(float.NaN, float.NaN, null)]
    public void Special_values_split_as_documented(float value, float mantissa, float? exponent)
    {
        T.SplitExponent(T.Create(value), out T m, out T e);
        FloatBits.SplitExponent(T.Create(value), out T plainM, out T plainE);
        Assert.Equal((double)mantissa, T.GetElement(m, 0));
        Assert.Equal((double)mantissa, T.GetElement(plainM, 0));
        if (exponent is not null)
            Assert.Equal(((double)exponent, (double)exponent), (T.GetElement(e, 0), T.GetElement(plainE, 0)));
    }

    [Fact]
    public void Powers_of_two_round_once()
    {
        foreach (float exponent in (float[])[0, 1, -1, 23, -126, -127, -149, -151, 127, 128, 250, -250, 0.5f, -0.5f, -1.9375f])
        {
            foreach (float value in (float[])[0.5f, 0.75f, 1f, 1.2345678f, 1.9999999f])
            {
                double expected = (float)Math.ScaleB((double)value, (int)MathF.Floor(exponent));
                Assert.Equal(expected, T.GetElement(T.ScaleByPowerOfTwo(T.Create(value), T.Create(exponent)), 0));
                Assert.Equal(expected, T.GetElement(FloatBits.ScaleByPowerOfTwo(T.Create(value), T.Create(exponent)), 0));
            }
        }
    }

    [Fact]
    public void Load_and_Store_move_as_many_floats_as_Count()
    {
        float[] source = [.. Enumerable.Range(1, T.Count).Select(i => (float)i), 99f];
        float[] destination = new float[T.Count + 1];
        T.Store(T.Load(in source[0]), ref destination[0]);
        Assert.Equal([.. source[..T.Count], 0f], destination);
    }

    [Fact]
    public void LoadPartial_reads_the_first_and_leaves_zeros()
    {
        float[] source = [.. Enumerable.Range(1, T.Count).Select(i => (float)i)];
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
            float[] destination = [.. Enumerable.Repeat(-7f, T.Count + 1)];
            T.StorePartial(T.Position(10), ref destination[0], count);
            for (int i = 0; i <= T.Count; i++)
                Assert.Equal(i < Math.Min(count, T.Count) ? 10f + i : -7f, destination[i]);
        }
    }

    [Fact]
    public void KeepFirst_makes_the_others_zero_whatever_they_are()
    {
        foreach (float other in (float[])[float.NaN, float.PositiveInfinity, -3f])
        {
            foreach (int count in Counts)
            {
                float[] result = new float[T.Count];
                T.Store(T.KeepFirst(T.Create(other), count), ref result[0]);
                for (int lane = 0; lane < T.Count; lane++)
                    Assert.Equal(Bits(lane < count ? other : 0f), Bits(result[lane]));
            }
        }
    }

    [Fact]
    public void Reductions_look_at_every_lane()
    {
        for (int lane = 0; lane < T.Count; lane++)
        {
            float[] values = new float[T.Count];
            values[lane] = 2.5f;
            T value = T.Load(in values[0]);
            Assert.Equal(2.5, T.Sum(value));
            Assert.Equal(2.5 + T.Count, T.Sum(value + T.Create(1f)));
            Assert.Equal(2.5, T.MaxElement(value));
            Assert.True(T.Any(T.LessThan(T.Zero, value)));
            Assert.False(T.Any(T.LessThan(value, T.Zero)));
            values[lane] = float.NaN;
            Assert.Equal(double.NaN, T.MaxElement(T.Load(in values[0])));
        }
    }

    private static int Bits(float value) => BitConverter.SingleToInt32Bits(value);

    private static float OfBits(int bits) => BitConverter.Int32BitsToSingle(bits);

    private static float Mask(bool condition) => OfBits(condition ? -1 : 0);

    private static void Unary(Func<T, T> operation, Func<float, float> plain) => Binary((a, _) => operation(a), (a, _) => plain(a));

    private static void Binary(Func<T, T, T> operation, Func<float, float, float> plain, Func<float, float, bool>? isDefined = null)
    {
        foreach (float a in Values)
        {
            foreach (float b in Values)
            {
                if (isDefined is not null && !isDefined(a, b))
                    continue;
                float[] left = [.. Enumerable.Repeat(1f, T.Count)];
                float[] right = [.. Enumerable.Repeat(2f, T.Count)];
                float[] result = new float[T.Count];
                (left[^1], right[^1]) = (a, b);
                T.Store(operation(T.Load(in left[0]), T.Load(in right[0])), ref result[0]);
                float expected = plain(a, b);
                bool isSame = Bits(result[^1]) == Bits(expected) || (float.IsNaN(result[^1]) && float.IsNaN(expected));
                Assert.True(isSame, $"{a}, {b}: {result[^1]}, not {expected}");
            }
        }
    }
}
