using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>Four floats in one 128-bit register.</summary>
public readonly struct FloatLane4 : IFloatLane<FloatLane4>
{
    private readonly Vector128<float> _value;

    /// <summary>Wraps a register.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatLane4(Vector128<float> value) => _value = value;

    /// <summary>The register.</summary>
    public Vector128<float> Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <inheritdoc/>
    public static int Count => 4;

    /// <inheritdoc/>
    public static FloatLane4 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(Vector128<float>.Zero);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Create(float value) => new(Vector128.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Create(double value) => new(Vector128.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 CreateBits(int bits) => new(Vector128.Create(bits).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Position(int start) => new(Vector128.Create((float)start) + Vector128<float>.Indices);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Load(ref readonly float source) => new(Vector128.LoadUnsafe(in source));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane4 value, ref float destination) => value._value.StoreUnsafe(ref destination);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 LoadPartial(ref readonly float source, int count) =>
        count >= Count ? Load(in source) : PartialFloats.Load<FloatLane4>(ref Unsafe.AsRef(in source), count);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane4 value, ref float destination, int count)
    {
        if (count >= Count)
            Store(value, ref destination);
        else
            PartialFloats.Store(value, ref destination, count);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 KeepFirst(FloatLane4 value, int count) =>
        count >= Count ? value : new(value._value & Vector128.LessThan(Vector128<int>.Indices, Vector128.Create(count)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 operator +(FloatLane4 left, FloatLane4 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 operator -(FloatLane4 left, FloatLane4 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 operator *(FloatLane4 left, FloatLane4 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 operator /(FloatLane4 left, FloatLane4 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 operator -(FloatLane4 value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 MultiplyAdd(FloatLane4 a, FloatLane4 b, FloatLane4 c) =>
        new(Vector128.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Sqrt(FloatLane4 value) => new(Vector128.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Abs(FloatLane4 value) => new(Vector128.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Round(FloatLane4 value) => new(Vector128.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Floor(FloatLane4 value) => new(Vector128.Floor(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Min(FloatLane4 left, FloatLane4 right) => new(Vector128.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Max(FloatLane4 left, FloatLane4 right) => new(Vector128.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 MinNative(FloatLane4 left, FloatLane4 right) => new(Vector128.MinNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 MaxNative(FloatLane4 left, FloatLane4 right) => new(Vector128.MaxNative(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 LessThan(FloatLane4 left, FloatLane4 right) => new(Vector128.LessThan(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 LessThanOrEqual(FloatLane4 left, FloatLane4 right) =>
        new(Vector128.LessThanOrEqual(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Equal(FloatLane4 left, FloatLane4 right) => new(Vector128.Equals(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 And(FloatLane4 left, FloatLane4 right) => new(left._value & right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Or(FloatLane4 left, FloatLane4 right) => new(left._value | right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Not(FloatLane4 value) => new(~value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 Select(FloatLane4 mask, FloatLane4 whenTrue, FloatLane4 whenFalse) =>
        new(Vector128.ConditionalSelect(mask._value, whenTrue._value, whenFalse._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FloatLane4 mask) => Vector128.ExtractMostSignificantBits(mask._value) != 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(FloatLane4 value)
    {
        Vector128<float> pairs = value._value + Vector128.Shuffle(value._value, Vector128.Create(2, 3, 0, 1));
        return pairs.GetElement(0) + pairs.GetElement(1);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(FloatLane4 value)
    {
        Vector128<float> pairs = Vector128.Max(value._value, Vector128.Shuffle(value._value, Vector128.Create(2, 3, 0, 1)));
        return Vector128.Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(1, 0, 3, 2))).ToScalar();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GetElement(FloatLane4 value, int lane) => value._value.GetElement(lane);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 ShiftLeftBits(FloatLane4 value, int count) => new((value._value.AsUInt32() << count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 ShiftRightBits(FloatLane4 value, int count) => new((value._value.AsUInt32() >> count).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 AddBits(FloatLane4 left, FloatLane4 right) => new((left._value.AsInt32() + right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 SubtractBits(FloatLane4 left, FloatLane4 right) =>
        new((left._value.AsInt32() - right._value.AsInt32()).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 IntegerToNumber(FloatLane4 bits) => new(Vector128.ConvertToSingle(bits._value.AsInt32()));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 ScaleByPowerOfTwo(FloatLane4 value, FloatLane4 exponent)
    {
        return Avx512F.VL.IsSupported
            ? new(Avx512F.VL.Scale(value._value, exponent._value))
            : FloatBits.ScaleByPowerOfTwo(value, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitExponent(FloatLane4 value, out FloatLane4 mantissa, out FloatLane4 exponent)
    {
        if (Avx512F.VL.IsSupported)
        {
            Vector128<float> m = Avx512F.VL.GetMantissa(value._value, LaneBits.MantissaControl);
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
    public static FloatLane4 InDouble<TFunction>(FloatLane4 x)
        where TFunction : IDoubleFunction
    {
        Lane2 low = TFunction.Of(new Lane2(Vector128.WidenLower(x._value)));
        Lane2 high = TFunction.Of(new Lane2(Vector128.WidenUpper(x._value)));
        return new(Vector128.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane4 InDouble<TFunction>(FloatLane4 x, FloatLane4 y)
        where TFunction : IDoubleFunction2
    {
        Lane2 low = TFunction.Of(new Lane2(Vector128.WidenLower(x._value)), new Lane2(Vector128.WidenLower(y._value)));
        Lane2 high = TFunction.Of(new Lane2(Vector128.WidenUpper(x._value)), new Lane2(Vector128.WidenUpper(y._value)));
        return new(Vector128.Narrow(low.Value, high.Value));
    }

    /// <inheritdoc/>
    public override string ToString() => _value.ToString();
}
