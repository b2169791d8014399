using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl.Simd;

/// <summary>One float: the scalar instance of code written over lanes.</summary>
public readonly struct FloatLane1 : IFloatLane<FloatLane1>
{
    private readonly float _value;

    /// <summary>Wraps a float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public FloatLane1(float value) => _value = value;

    /// <summary>The float.</summary>
    public float Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => _value;
    }

    /// <summary>The value in the low half of a register whose high half is undefined.</summary>
    private Vector128<float> Wide
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Vector128.CreateScalarUnsafe(_value);
    }

    /// <inheritdoc/>
    public static int Count => 1;

    /// <inheritdoc/>
    public static FloatLane1 Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(0f);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Create(float value) => new(value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Create(double value) => new((float)value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 CreateBits(int bits) => new(BitConverter.Int32BitsToSingle(bits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Load(ref readonly float source) => new(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FloatLane1 value, ref float destination) => destination = value._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Position(int start) => new(start);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 LoadPartial(ref readonly float source, int count) => count >= 1 ? new(source) : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StorePartial(FloatLane1 value, ref float destination, int count)
    {
        if (count >= 1)
            destination = value._value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 KeepFirst(FloatLane1 value, int count) => count >= 1 ? value : Zero;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 operator +(FloatLane1 left, FloatLane1 right) => new(left._value + right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 operator -(FloatLane1 left, FloatLane1 right) => new(left._value - right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 operator *(FloatLane1 left, FloatLane1 right) => new(left._value * right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 operator /(FloatLane1 left, FloatLane1 right) => new(left._value / right._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 operator -(FloatLane1 value) => new(-value._value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 MultiplyAdd(FloatLane1 a, FloatLane1 b, FloatLane1 c) => new(float.MultiplyAddEstimate(a._value, b._value, c._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Sqrt(FloatLane1 value) => new(MathF.Sqrt(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Abs(FloatLane1 value) => new(MathF.Abs(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Min(FloatLane1 left, FloatLane1 right) => new(MathF.Min(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Max(FloatLane1 left, FloatLane1 right) => new(MathF.Max(left._value, right._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Round(FloatLane1 value) => new(MathF.Round(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Floor(FloatLane1 value) => new(MathF.Floor(value._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 LessThan(FloatLane1 left, FloatLane1 right) => new(Vector128.LessThan(left.Wide, right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 LessThanOrEqual(FloatLane1 left, FloatLane1 right) =>
        new(Vector128.LessThanOrEqual(left.Wide, right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Equal(FloatLane1 left, FloatLane1 right) => new(Vector128.Equals(left.Wide, right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 And(FloatLane1 left, FloatLane1 right) => new((left.Wide & right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Or(FloatLane1 left, FloatLane1 right) => new((left.Wide | right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Not(FloatLane1 value) => new((~value.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 Select(FloatLane1 mask, FloatLane1 whenTrue, FloatLane1 whenFalse) =>
        new(Vector128.ConditionalSelect(mask.Wide, whenTrue.Wide, whenFalse.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(FloatLane1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double MaxElement(FloatLane1 value) => value._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double GetElement(FloatLane1 value, int lane) => value._value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 ShiftLeftBits(FloatLane1 value, int count) => new((value.Wide.AsUInt32() << count).AsSingle().ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 ShiftRightBits(FloatLane1 value, int count) => new((value.Wide.AsUInt32() >> count).AsSingle().ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 AddBits(FloatLane1 left, FloatLane1 right) =>
        new((left.Wide.AsInt32() + right.Wide.AsInt32()).AsSingle().ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 SubtractBits(FloatLane1 left, FloatLane1 right) =>
        new((left.Wide.AsInt32() - right.Wide.AsInt32()).AsSingle().ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 MinNative(FloatLane1 left, FloatLane1 right) => new(Vector128.MinNative(left.Wide, right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 MaxNative(FloatLane1 left, FloatLane1 right) => new(Vector128.MaxNative(left.Wide, right.Wide).ToScalar());

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 IntegerToNumber(FloatLane1 bits) => new(BitConverter.SingleToInt32Bits(bits._value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 ScaleByPowerOfTwo(FloatLane1 value, FloatLane1 exponent)
    {
        return Avx512F.IsSupported
            ? new(Avx512F.ScaleScalar(value.Wide, exponent.Wide).ToScalar())
            : FloatBits.ScaleByPowerOfTwo(value, exponent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void SplitExponent(FloatLane1 value, out FloatLane1 mantissa, out FloatLane1 exponent)
    {
        if (Avx512F.IsSupported)
        {
            Vector128<float> m = Avx512F.GetMantissaScalar(value.Wide, LaneBits.MantissaControl);
            mantissa = new(m.ToScalar());
            exponent = new(Avx512F.GetExponentScalar(value.Wide).ToScalar() - Avx512F.GetExponentScalar(m).ToScalar());
        }
        else
        {
            FloatBits.SplitExponent(value, out mantissa, out exponent);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FloatLane1 mask) => BitConverter.SingleToInt32Bits(mask._value) < 0;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 InDouble<TFunction>(FloatLane1 x)
        where TFunction : IDoubleFunction =>
        new((float)TFunction.Of(new Lane1(x._value)).Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FloatLane1 InDouble<TFunction>(FloatLane1 x, FloatLane1 y)
        where TFunction : IDoubleFunction2 =>
        new((float)TFunction.Of(new Lane1(x._value), new Lane1(y._value)).Value);

    /// <inheritdoc/>
    public override string ToString() => _value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
