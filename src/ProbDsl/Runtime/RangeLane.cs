using System.Runtime.Intrinsics;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>One double that takes note where a result is infinite: with it a log density that is not a number is computed once more, to see why.</summary>
internal readonly struct RangeLane : ILane<RangeLane>
{
    [ThreadStatic]
    private static bool t_left;

    private readonly Lane1 _value;

    private RangeLane(Lane1 value) => _value = value;

    /// <summary>Whether a result was infinite since this was last set to false.</summary>
    public static bool HasLeft
    {
        get => t_left;
        set => t_left = value;
    }

    public static int Count => 1;

    public static RangeLane Zero => default;

    public static bool HasLookup => Lane1.HasLookup;

    private static RangeLane Noted(Lane1 result)
    {
        t_left |= double.IsInfinity(result.Value);
        return new(result);
    }

    public static RangeLane Create(double value) => new(Lane1.Create(value));

    public static RangeLane CreateBits(long bits) => new(Lane1.CreateBits(bits));

    public static RangeLane Load(ref readonly double source) => new(Lane1.Load(in source));

    public static void Store(RangeLane value, ref double destination) => Lane1.Store(value._value, ref destination);

    public static RangeLane LoadPartial(ref readonly double source, int count) => new(Lane1.LoadPartial(in source, count));

    public static void StorePartial(RangeLane value, ref double destination, int count) => Lane1.StorePartial(value._value, ref destination, count);

    public static RangeLane KeepFirst(RangeLane value, int count) => new(Lane1.KeepFirst(value._value, count));

    public static RangeLane Position(int start) => new(Lane1.Position(start));

    public static RangeLane Gather(ref readonly double source, ref readonly int indices) => new(Lane1.Gather(in source, in indices));

    public static void ScatterAdd(RangeLane value, ref double destination, ref readonly int indices) => Lane1.ScatterAdd(value._value, ref destination, in indices);

    public static RangeLane operator +(RangeLane left, RangeLane right) => Noted(left._value + right._value);

    public static RangeLane operator -(RangeLane left, RangeLane right) => Noted(left._value - right._value);

    public static RangeLane operator *(RangeLane left, RangeLane right) => Noted(left._value * right._value);

    public static RangeLane operator /(RangeLane left, RangeLane right) => Noted(left._value / right._value);

    public static RangeLane operator -(RangeLane value) => new(-value._value);

    public static RangeLane MultiplyAdd(RangeLane a, RangeLane b, RangeLane c) => Noted(Lane1.MultiplyAdd(a._value, b._value, c._value));

    public static RangeLane Sqrt(RangeLane value) => new(Lane1.Sqrt(value._value));

    public static RangeLane Abs(RangeLane value) => new(Lane1.Abs(value._value));

    public static RangeLane Round(RangeLane value) => new(Lane1.Round(value._value));

    public static RangeLane Floor(RangeLane value) => new(Lane1.Floor(value._value));

    public static RangeLane Not(RangeLane value) => new(Lane1.Not(value._value));

    public static RangeLane Min(RangeLane left, RangeLane right) => new(Lane1.Min(left._value, right._value));

    public static RangeLane Max(RangeLane left, RangeLane right) => new(Lane1.Max(left._value, right._value));

    public static RangeLane MinNative(RangeLane left, RangeLane right) => new(Lane1.MinNative(left._value, right._value));

    public static RangeLane MaxNative(RangeLane left, RangeLane right) => new(Lane1.MaxNative(left._value, right._value));

    public static RangeLane LessThan(RangeLane left, RangeLane right) => new(Lane1.LessThan(left._value, right._value));

    public static RangeLane LessThanOrEqual(RangeLane left, RangeLane right) => new(Lane1.LessThanOrEqual(left._value, right._value));

    public static RangeLane Equal(RangeLane left, RangeLane right) => new(Lane1.Equal(left._value, right._value));

    public static RangeLane And(RangeLane left, RangeLane right) => new(Lane1.And(left._value, right._value));

    public static RangeLane Or(RangeLane left, RangeLane right) => new(Lane1.Or(left._value, right._value));

    public static RangeLane AddBits(RangeLane left, RangeLane right) => new(Lane1.AddBits(left._value, right._value));

    public static RangeLane SubtractBits(RangeLane left, RangeLane right) => new(Lane1.SubtractBits(left._value, right._value));

    public static RangeLane Select(RangeLane mask, RangeLane whenTrue, RangeLane whenFalse) => Noted(Lane1.Select(mask._value, whenTrue._value, whenFalse._value));

    public static double Sum(RangeLane value) => Lane1.Sum(value._value);

    public static double MaxElement(RangeLane value) => Lane1.MaxElement(value._value);

    public static double GetElement(RangeLane value, int lane) => Lane1.GetElement(value._value, lane);

    public static RangeLane ShiftLeftBits(RangeLane value, int count) => new(Lane1.ShiftLeftBits(value._value, count));

    public static RangeLane ShiftRightBits(RangeLane value, int count) => new(Lane1.ShiftRightBits(value._value, count));

    public static RangeLane ScaleByPowerOfTwo(RangeLane value, RangeLane exponent) => Noted(Lane1.ScaleByPowerOfTwo(value._value, exponent._value));

    public static void SplitExponent(RangeLane value, out RangeLane mantissa, out RangeLane exponent)
    {
        Lane1.SplitExponent(value._value, out Lane1 m, out Lane1 e);
        (mantissa, exponent) = (new(m), Noted(e));
    }

    public static bool Any(RangeLane mask) => Lane1.Any(mask._value);

    public static RangeLane Lookup(Vector512<double> low, Vector512<double> high, RangeLane indices) => new(Lane1.Lookup(low, high, indices._value));
}
