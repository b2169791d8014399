using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Eight floats in one 256-bit register.</summary>
public readonly struct FloatLane8 : IFloatLane<FloatLane8>
{
    private readonly Vector256<float> _value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatLane8(Vector256<float> value) => _value = value;

    /// <summary>The register.</summary>
    public Vector256<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count => 8;

    /// <inheritdoc/>
    public static FloatLane8 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector256<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Create(float value) => new(Vector256.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Create(double value) => new(Vector256.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 CreateBits(int bits) => new(Vector256.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Position(int start) => new(Vector256.Create((float)start) + Vector256<float>.Indices);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Load(ref readonly float source) => new(Vector256.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane8 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 LoadPartial(ref readonly float source, int count) =>
        count >= Count ? Load(in source) : PartialFloats.Load<FloatLane8>(ref Unsafe.AsRef(in source), count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane8 value, ref float destination, int count)
    {
        if (count >= Count)
            Store(value, ref destination);
        else
            PartialFloats.Store(value, ref destination, count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 KeepFirst(FloatLane8 value, int count) =>
        count >= Count ? value : new(value._value & Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 operator +(FloatLane8 left, FloatLane8 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 operator -(FloatLane8 left, FloatLane8 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 operator *(FloatLane8 left, FloatLane8 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 operator /(FloatLane8 left, FloatLane8 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 operator -(FloatLane8 value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 MultiplyAdd(FloatLane8 a, FloatLane8 b, FloatLane8 c) =>
        new(Vector256.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Sqrt(FloatLane8 value) => new(Vector256.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Abs(FloatLane8 value) => new(Vector256.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Round(FloatLane8 value) => new(Vector256.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Floor(FloatLane8 value) => new(Vector256.Floor(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Min(FloatLane8 left, FloatLane8 right) => new(Vector256.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Max(FloatLane8 left, FloatLane8 right) => new(Vector256.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 MinNative(FloatLane8 left, FloatLane8 right) => new(Vector256.MinNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 MaxNative(FloatLane8 left, FloatLane8 right) => new(Vector256.MaxNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 LessThan(FloatLane8 left, FloatLane8 right) => new(Vector256.LessThan(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 LessThanOrEqual(FloatLane8 left, FloatLane8 right) =>
        new(Vector256.LessThanOrEqual(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Equal(FloatLane8 left, FloatLane8 right) => new(Vector256.Equals(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 And(FloatLane8 left, FloatLane8 right) => new(left._value & right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Or(FloatLane8 left, FloatLane8 right) => new(left._value | right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Not(FloatLane8 value) => new(~value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 Select(FloatLane8 mask, FloatLane8 whenTrue, FloatLane8 whenFalse) =>
        new(Vector256.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FloatLane8 mask) => Vector256.ExtractMostSignificantBits(mask._value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(FloatLane8 value) => FloatLane4.Sum(new(value._value.GetLower() + value._value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(FloatLane8 value) =>
        FloatLane4.MaxElement(new(Vector128.Max(value._value.GetLower(), value._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GetElement(FloatLane8 value, int lane) => value._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 ShiftLeftBits(FloatLane8 value, int count) => new((value._value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 ShiftRightBits(FloatLane8 value, int count) => new((value._value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 AddBits(FloatLane8 left, FloatLane8 right) => new((left._value.AsInt32() + right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 SubtractBits(FloatLane8 left, FloatLane8 right) =>
        new((left._value.AsInt32() - right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 IntegerToNumber(FloatLane8 bits) => new(Vector256.ConvertToSingle(bits._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 ScaleByPowerOfTwo(FloatLane8 value, FloatLane8 exponent)
    {
        return Avx512F.VL.IsSupported
            ? new(Avx512F.VL.Scale(value._value, exponent._value))
            : FloatBits.ScaleByPowerOfTwo(value, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitExponent(FloatLane8 value, out FloatLane8 mantissa, out FloatLane8 exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector256<float> m = Avx512F.VL.GetMantissa(value._value, LaneBits.MantissaControl);
            mantissa = new(m);
            exponent = new(Avx512F.VL.GetExponent(value._value) - Avx512F.VL.GetExponent(m));
        }
        else
        {
            FloatBits.SplitExponent(value, out mantissa, out exponent);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 InDouble<TFunction>(FloatLane8 x)
        where TFunction : IDoubleFunction
    {
        Lane4 low = TFunction.Of(new Lane4(Vector256.WidenLower(x._value)));
        Lane4 high = TFunction.Of(new Lane4(Vector256.WidenUpper(x._value)));
        return new(Vector256.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane8 InDouble<TFunction>(FloatLane8 x, FloatLane8 y)
        where TFunction : IDoubleFunction2
    {
        Lane4 low = TFunction.Of(new Lane4(Vector256.WidenLower(x._value)), new Lane4(Vector256.WidenLower(y._value)));
        Lane4 high = TFunction.Of(new Lane4(Vector256.WidenUpper(x._value)), new Lane4(Vector256.WidenUpper(y._value)));
        return new(Vector256.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
