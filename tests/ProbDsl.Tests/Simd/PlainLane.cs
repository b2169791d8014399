using ProbDsl.Simd;

namespace ProbDsl.Tests.Simd;

/// <summary>
/// One double with the operations of a lane spelled out in plain C#: the meaning that the others are compared with. It has no look-up
/// and none of the exponent instructions, so that functions over it take the ways of hardware without them.
/// </summary>
internal readonly record struct PlainLane(double Value) : ILane<PlainLane>
{
    public static int Count => 1;

    public static PlainLane Zero => new(0.0);

    public static bool HasLookup => false;

    public static PlainLane Create(double value) => new(value);

    public static PlainLane CreateBits(long bits) => new(BitConverter.Int64BitsToDouble(bits));

    public static PlainLane Load(ref readonly double source) => new(source);

    public static void Store(PlainLane value, ref double destination) => destination = value.Value;

    public static PlainLane LoadPartial(ref readonly double source, int count) => count >= 1 ? new(source) : Zero;

    public static void StorePartial(PlainLane value, ref double destination, int count)
    {
        if (count >= 1)
            destination = value.Value;
    }

    public static PlainLane KeepFirst(PlainLane value, int count) => count >= 1 ? value : Zero;

    public static PlainLane Position(int start) => new(start);

    public static PlainLane Gather(ref readonly double source, ref readonly int indices) =>
        new(System.Runtime.CompilerServices.Unsafe.Add(ref System.Runtime.CompilerServices.Unsafe.AsRef(in source), indices));

    public static void ScatterAdd(PlainLane value, ref double destination, ref readonly int indices) =>
        System.Runtime.CompilerServices.Unsafe.Add(ref destination, indices) += value.Value;

    public static PlainLane operator +(PlainLane left, PlainLane right) => new(left.Value + right.Value);

    public static PlainLane operator -(PlainLane left, PlainLane right) => new(left.Value - right.Value);

    public static PlainLane operator *(PlainLane left, PlainLane right) => new(left.Value * right.Value);

    public static PlainLane operator /(PlainLane left, PlainLane right) => new(left.Value / right.Value);

    public static PlainLane operator -(PlainLane value) => new(-value.Value);

    public static PlainLane MultiplyAdd(PlainLane a, PlainLane b, PlainLane c) => new(Math.FusedMultiplyAdd(a.Value, b.Value, c.Value));

    public static PlainLane Sqrt(PlainLane value) => new(Math.Sqrt(value.Value));

    public static PlainLane Abs(PlainLane value) => new(Math.Abs(value.Value));

    public static PlainLane Min(PlainLane left, PlainLane right) => new(Math.Min(left.Value, right.Value));

    public static PlainLane Max(PlainLane left, PlainLane right) => new(Math.Max(left.Value, right.Value));

    public static PlainLane MinNative(PlainLane left, PlainLane right) => left.Value < right.Value ? left : right;

    public static PlainLane MaxNative(PlainLane left, PlainLane right) => left.Value > right.Value ? left : right;

    public static PlainLane Round(PlainLane value) => new(Math.Round(value.Value, MidpointRounding.ToEven));

    public static PlainLane Floor(PlainLane value) => new(Math.Floor(value.Value));

    public static PlainLane LessThan(PlainLane left, PlainLane right) => Mask(left.Value < right.Value);

    public static PlainLane LessThanOrEqual(PlainLane left, PlainLane right) => Mask(left.Value <= right.Value);

    public static PlainLane Equal(PlainLane left, PlainLane right) => Mask(left.Value == right.Value);

    public static PlainLane And(PlainLane left, PlainLane right) => CreateBits(Bits(left) & Bits(right));

    public static PlainLane Or(PlainLane left, PlainLane right) => CreateBits(Bits(left) | Bits(right));

    public static PlainLane Not(PlainLane value) => CreateBits(~Bits(value));

    public static PlainLane Select(PlainLane mask, PlainLane whenTrue, PlainLane whenFalse) => Bits(mask) != 0 ? whenTrue : whenFalse;

    public static double Sum(PlainLane value) => value.Value;

    public static double MaxElement(PlainLane value) => value.Value;

    public static double GetElement(PlainLane value, int lane) => value.Value;

    public static PlainLane ShiftLeftBits(PlainLane value, int count) => CreateBits(Bits(value) << count);

    public static PlainLane ShiftRightBits(PlainLane value, int count) => CreateBits((long)((ulong)Bits(value) >> count));

    public static PlainLane AddBits(PlainLane left, PlainLane right) => CreateBits(unchecked(Bits(left) + Bits(right)));

    public static PlainLane SubtractBits(PlainLane left, PlainLane right) => CreateBits(unchecked(Bits(left) - Bits(right)));

    public static PlainLane ScaleByPowerOfTwo(PlainLane value, PlainLane exponent) => LaneBits.ScaleByPowerOfTwo(value, exponent);

    public static void SplitExponent(PlainLane value, out PlainLane mantissa, out PlainLane exponent) =>
        LaneBits.SplitExponent(value, out mantissa, out exponent);

    public static bool Any(PlainLane mask) => Bits(mask) != 0;

    public static PlainLane Lookup(
        System.Runtime.Intrinsics.Vector512<double> low, System.Runtime.Intrinsics.Vector512<double> high, PlainLane indices) =>
        LaneBits.Lookup(low, high, indices);

    private static long Bits(PlainLane value) => BitConverter.DoubleToInt64Bits(value.Value);

    private static PlainLane Mask(bool condition) => CreateBits(condition ? -1 : 0);
}
