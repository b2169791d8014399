using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

/// <summary>Exponent arithmetic on bit patterns, for hardware without instructions for it.</summary>
internal static class LaneBits
{
    /// <summary>Mantissa instruction control: interval [3/4, 3/2); a negative value gives NaN and minus zero counts as zero.</summary>
    internal const byte MantissaControl = 0b11_11;

    private const double ToInteger = 6755399441055744.0;        // 1.5 * 2^52: adding it leaves the integer in the low bits
    private const long OneBits = 0x3FF0000000000000;
    private const long ThreeQuartersBits = 0x3FE8000000000000;
    private const long TwoTo52Bits = 0x4330000000000000;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984.0;

    /// <summary>Multiplies by two factors of half the exponent each: the first product is exact, so that only the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ScaleByPowerOfTwo<T>(T value, T exponent)
        where T : struct, ILane<T>
    {
        T first = T.Floor(exponent * T.Create(0.5));
        T second = T.Floor(exponent) - first;
        return value * PowerOfTwo(first) * PowerOfTwo(second);
    }

    /// <summary>2^exponent for an integer exponent from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T PowerOfTwo<T>(T exponent)
        where T : struct, ILane<T> =>
        T.AddBits(T.ShiftLeftBits(exponent + T.Create(ToInteger), 52), T.CreateBits(OneBits));

    /// <summary>See <see cref="ILane{T}.SplitExponent"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SplitExponent<T>(T value, out T mantissa, out T exponent)
        where T : struct, ILane<T>
    {
        T small = T.LessThan(value, T.Create(SmallestNormal));
        T scaled = T.Select(small, value * T.Create(TwoTo54), value);

        // The biased exponent of value * 4/3 in exact integer arithmetic: bits above those of 3/4 count binades.
        // Adding 1024 binades keeps the difference positive, so that a logical shift serves.
        T above = T.AddBits(T.SubtractBits(scaled, T.CreateBits(ThreeQuartersBits)), T.CreateBits(1024L << 52));
        T binades = T.ShiftRightBits(above, 52);
        T raw = T.Or(binades, T.CreateBits(TwoTo52Bits)) - T.Create(4503599627370496.0 + 1024.0);
        T fraction = T.AddBits(
            T.SubtractBits(scaled, T.ShiftLeftBits(binades, 52)),
            T.CreateBits(1024L << 52));
        raw -= T.And(small, T.Create(54.0));

        T zero = T.Equal(value, T.Zero);
        T infinite = T.Equal(value, T.Create(double.PositiveInfinity));
        T valid = T.LessThanOrEqual(T.Zero, value);
        T one = T.Create(1.0);
        exponent = T.Select(infinite, value, T.Select(zero, T.Create(double.NegativeInfinity), raw));
        mantissa = T.Select(valid, T.Select(T.Or(zero, infinite), one, fraction), T.Create(double.NaN));
    }

    /// <summary>See <see cref="ILane{T}.Lookup"/>.</summary>
    internal static T Lookup<T>(Vector512<double> low, Vector512<double> high, T indices)
        where T : struct, ILane<T>
    {
        Span<double> values = stackalloc double[T.Count];
        for (int lane = 0; lane < values.Length; lane++)
        {
            int index = (int)(BitConverter.DoubleToInt64Bits(T.GetElement(indices, lane)) & 15);
            values[lane] = index < 8 ? low.GetElement(index) : high.GetElement(index - 8);
        }

        return T.Load(in values[0]);
    }
}
