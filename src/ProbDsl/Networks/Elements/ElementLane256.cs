using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>A register of 256 bits.</summary>
internal readonly struct ElementLane256<E> : IElementLane<ElementLane256<E>, E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
    private readonly Vector256<E> value;

    [MethodImpl(Inlined)]
    private ElementLane256(Vector256<E> value) => this.value = value;

    public static int Count
    {
        [MethodImpl(Inlined)]
        get => Vector256<E>.Count;
    }

    private static bool IsFloat
    {
        [MethodImpl(Inlined)]
        get => typeof(E) == typeof(float);
    }

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Create(double value) =>
        IsFloat ? new(Vector256.Create((float)value).As<float, E>()) : new(Vector256.Create(value).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Create(E value) => new(Vector256.Create(value));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Load(ref readonly E source) => new(Vector256.LoadUnsafe(in source));

    [MethodImpl(Inlined)]
    public static void Store(ElementLane256<E> value, ref E destination) => value.value.StoreUnsafe(ref destination);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> operator +(ElementLane256<E> left, ElementLane256<E> right) => new(left.value + right.value);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> operator -(ElementLane256<E> left, ElementLane256<E> right) => new(left.value - right.value);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> operator *(ElementLane256<E> left, ElementLane256<E> right) => new(left.value * right.value);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> operator /(ElementLane256<E> left, ElementLane256<E> right) => new(left.value / right.value);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> MultiplyAdd(ElementLane256<E> a, ElementLane256<E> b, ElementLane256<E> c) => IsFloat
        ? new(Vector256.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, E>())
        : new(Vector256.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Max(ElementLane256<E> left, ElementLane256<E> right) => new(Vector256.Max(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> LessThan(ElementLane256<E> left, ElementLane256<E> right) => new(Vector256.LessThan(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Select(ElementLane256<E> mask, ElementLane256<E> whenTrue, ElementLane256<E> whenFalse) =>
        new(Vector256.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(Inlined)]
    public static E Sum(ElementLane256<E> value) => Vector256.Sum(value.value);

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Exp(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Exp(x.Lower), LaneMath.Exp(x.Upper)) : new(LaneMath.Exp(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Expm1(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Expm1(x.Lower), LaneMath.Expm1(x.Upper)) : new(LaneMath.Expm1(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Tanh(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Tanh(x.Lower), LaneMath.Tanh(x.Upper)) : new(LaneMath.Tanh(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Logistic(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Logistic(x.Lower), LaneMath.Logistic(x.Upper)) : new(LaneMath.Logistic(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Log1pExp(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Log1pExp(x.Lower), LaneMath.Log1pExp(x.Upper)) : new(LaneMath.Log1pExp(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Phi(ElementLane256<E> x) =>
        IsFloat ? Narrow(LaneMath.Phi(x.Lower), LaneMath.Phi(x.Upper)) : new(LaneMath.Phi(x.Whole).Value.As<double, E>());

    private Lane4 Whole
    {
        [MethodImpl(Inlined)]
        get => new(value.AsDouble());
    }

    private Lane4 Lower
    {
        [MethodImpl(Inlined)]
        get => new(Vector256.WidenLower(value.AsSingle()));
    }

    private Lane4 Upper
    {
        [MethodImpl(Inlined)]
        get => new(Vector256.WidenUpper(value.AsSingle()));
    }

    [MethodImpl(Inlined)]
    private static ElementLane256<E> Narrow(Lane4 lower, Lane4 upper) => new(Vector256.Narrow(lower.Value, upper.Value).As<float, E>());
}
