using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Sixteen floats in one 512-bit register.</summary>
public readonly struct FloatLane16 : IFloatLane<FloatLane16>
{
    private readonly Vector512<float> _value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatLane16(Vector512<float> value) => _value = value;

    /// <summary>The register.</summary>
    public Vector512<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count => 16;

    /// <inheritdoc/>
    public static FloatLane16 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector512<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Create(float value) => new(Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Create(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 CreateBits(int bits) => new(Vector512.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Position(int start) => new(Vector512.Create((float)start) + Vector512<float>.Indices);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Load(ref readonly float source) => new(Vector512.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane16 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 LoadPartial(ref readonly float source, int count) =>
        count >= Count ? Load(in source) : PartialFloats.Load<FloatLane16>(ref Unsafe.AsRef(in source), count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane16 value, ref float destination, int count)
    {
        if (count >= Count)
            Store(value, ref destination);
        else
            PartialFloats.Store(value, ref destination, count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 KeepFirst(FloatLane16 value, int count) =>
        count >= Count ? value : new(value._value & Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 operator +(FloatLane16 left, FloatLane16 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 operator -(FloatLane16 left, FloatLane16 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 operator *(FloatLane16 left, FloatLane16 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 operator /(FloatLane16 left, FloatLane16 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 operator -(FloatLane16 value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 MultiplyAdd(FloatLane16 a, FloatLane16 b, FloatLane16 c) =>
        new(Vector512.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Sqrt(FloatLane16 value) => new(Vector512.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Abs(FloatLane16 value) => new(Vector512.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Round(FloatLane16 value) => new(Vector512.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Floor(FloatLane16 value) => new(Vector512.Floor(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Min(FloatLane16 left, FloatLane16 right) => new(Vector512.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Max(FloatLane16 left, FloatLane16 right) => new(Vector512.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 MinNative(FloatLane16 left, FloatLane16 right) => new(Vector512.MinNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 MaxNative(FloatLane16 left, FloatLane16 right) => new(Vector512.MaxNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 LessThan(FloatLane16 left, FloatLane16 right) => new(Vector512.LessThan(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 LessThanOrEqual(FloatLane16 left, FloatLane16 right) =>
        new(Vector512.LessThanOrEqual(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Equal(FloatLane16 left, FloatLane16 right) => new(Vector512.Equals(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 And(FloatLane16 left, FloatLane16 right) => new(left._value & right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Or(FloatLane16 left, FloatLane16 right) => new(left._value | right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Not(FloatLane16 value) => new(~value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 Select(FloatLane16 mask, FloatLane16 whenTrue, FloatLane16 whenFalse) =>
        new(Vector512.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FloatLane16 mask) => Vector512.ExtractMostSignificantBits(mask._value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(FloatLane16 value) => FloatLane8.Sum(new(value._value.GetLower() + value._value.GetUpper()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(FloatLane16 value) =>
        FloatLane8.MaxElement(new(Vector256.Max(value._value.GetLower(), value._value.GetUpper())));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GetElement(FloatLane16 value, int lane) => value._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 ShiftLeftBits(FloatLane16 value, int count) => new((value._value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 ShiftRightBits(FloatLane16 value, int count) => new((value._value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 AddBits(FloatLane16 left, FloatLane16 right) =>
        new((left._value.AsInt32() + right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 SubtractBits(FloatLane16 left, FloatLane16 right) =>
        new((left._value.AsInt32() - right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 IntegerToNumber(FloatLane16 bits) => new(Vector512.ConvertToSingle(bits._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 ScaleByPowerOfTwo(FloatLane16 value, FloatLane16 exponent)
    {
        return Avx512F.IsSupported
            ? new(Avx512F.Scale(value._value, exponent._value))
            : FloatBits.ScaleByPowerOfTwo(value, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitExponent(FloatLane16 value, out FloatLane16 mantissa, out FloatLane16 exponent)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> m = Avx512F.GetMantissa(value._value, LaneBits.MantissaControl);
            mantissa = new(m);
            exponent = new(Avx512F.GetExponent(value._value) - Avx512F.GetExponent(m));
        }
        else
        {
            FloatBits.SplitExponent(value, out mantissa, out exponent);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 InDouble<TFunction>(FloatLane16 x)
        where TFunction : IDoubleFunction
    {
        Lane8 low = TFunction.Of(new Lane8(Vector512.WidenLower(x._value)));
        Lane8 high = TFunction.Of(new Lane8(Vector512.WidenUpper(x._value)));
        return new(Vector512.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane16 InDouble<TFunction>(FloatLane16 x, FloatLane16 y)
        where TFunction : IDoubleFunction2
    {
        Lane8 low = TFunction.Of(new Lane8(Vector512.WidenLower(x._value)), new Lane8(Vector512.WidenLower(y._value)));
        Lane8 high = TFunction.Of(new Lane8(Vector512.WidenUpper(x._value)), new Lane8(Vector512.WidenUpper(y._value)));
        return new(Vector512.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
