using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>Exponent arithmetic on the bit patterns of floats, for hardware without instructions for it.</summary>
internal static class FloatBits
{
    private const float ToInteger = 12582912f;                  // 1.5 * 2^23: adding it leaves the integer in the low bits
    private const int OneBits = 0x3F800000;
    private const int ThreeQuartersBits = 0x3F400000;
    private const int TwoTo23Bits = 0x4B000000;
    private const float SmallestNormal = 1.17549435e-38f;
    private const float TwoTo24 = 16777216f;

    /// <summary>Multiplies by two factors of half the exponent each: the first product is exact, so that only the second rounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T ScaleByPowerOfTwo<T>(T value, T exponent)
        where T : struct, IFloatLane<T>
    {
        T first = T.Floor(exponent * T.Create(0.5f));
        T second = T.Floor(exponent) - first;
        return value * PowerOfTwo(first) * PowerOfTwo(second);
    }

    /// <summary>2^exponent for an integer exponent from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T PowerOfTwo<T>(T exponent)
        where T : struct, IFloatLane<T> =>
        T.AddBits(T.ShiftLeftBits(exponent + T.Create(ToInteger), 23), T.CreateBits(OneBits));

    /// <summary>See <see cref="IFloatLane{T}.SplitExponent"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void SplitExponent<T>(T value, out T mantissa, out T exponent)
        where T : struct, IFloatLane<T>
    {
        T small = T.LessThan(value, T.Create(SmallestNormal));
        T scaled = T.Select(small, value * T.Create(TwoTo24), value);

        // The biased exponent of value * 4/3 in exact integer arithmetic: bits above those of 3/4 count binades.
        // Adding 128 binades keeps the difference positive, so that a logical shift serves.
        T above = T.AddBits(T.SubtractBits(scaled, T.CreateBits(ThreeQuartersBits)), T.CreateBits(128 << 23));
        T binades = T.ShiftRightBits(above, 23);
        T raw = T.Or(binades, T.CreateBits(TwoTo23Bits)) - T.Create(8388608f + 128f);
        T fraction = T.AddBits(T.SubtractBits(scaled, T.ShiftLeftBits(binades, 23)), T.CreateBits(128 << 23));
        raw -= T.And(small, T.Create(24f));

        T zero = T.Equal(value, T.Zero);
        T infinite = T.Equal(value, T.Create(float.PositiveInfinity));
        T valid = T.LessThanOrEqual(T.Zero, value);
        T one = T.Create(1f);
        exponent = T.Select(infinite, value, T.Select(zero, T.Create(float.NegativeInfinity), raw));
        mantissa = T.Select(valid, T.Select(T.Or(zero, infinite), one, fraction), T.Create(float.NaN));
    }
}
