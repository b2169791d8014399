using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>A register of 128 bits.</summary>
internal readonly struct ElementLane128<E> : IElementLane<ElementLane128<E>, E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
    private readonly Vector128<E> value;

    [MethodImpl(Inlined)]
    private ElementLane128(Vector128<E> value) => this.value = value;

    public static int Count
    {
        [MethodImpl(Inlined)]
        get => Vector128<E>.Count;
    }

    private static bool IsFloat
    {
        [MethodImpl(Inlined)]
        get => typeof(E) == typeof(float);
    }

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Create(double value) =>
        IsFloat ? new(Vector128.Create((float)value).As<float, E>()) : new(Vector128.Create(value).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Create(E value) => new(Vector128.Create(value));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Load(ref readonly E source) => new(Vector128.LoadUnsafe(in source));

    [MethodImpl(Inlined)]
    public static void Store(ElementLane128<E> value, ref E destination) => value.value.StoreUnsafe(ref destination);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> operator +(ElementLane128<E> left, ElementLane128<E> right) => new(left.value + right.value);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> operator -(ElementLane128<E> left, ElementLane128<E> right) => new(left.value - right.value);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> operator *(ElementLane128<E> left, ElementLane128<E> right) => new(left.value * right.value);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> operator /(ElementLane128<E> left, ElementLane128<E> right) => new(left.value / right.value);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> MultiplyAdd(ElementLane128<E> a, ElementLane128<E> b, ElementLane128<E> c) => IsFloat
        ? new(Vector128.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, E>())
        : new(Vector128.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Max(ElementLane128<E> left, ElementLane128<E> right) => new(Vector128.Max(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> LessThan(ElementLane128<E> left, ElementLane128<E> right) => new(Vector128.LessThan(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Select(ElementLane128<E> mask, ElementLane128<E> whenTrue, ElementLane128<E> whenFalse) =>
        new(Vector128.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(Inlined)]
    public static E Sum(ElementLane128<E> value) => Vector128.Sum(value.value);

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Exp(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Exp(x.Lower), LaneMath.Exp(x.Upper)) : new(LaneMath.Exp(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Expm1(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Expm1(x.Lower), LaneMath.Expm1(x.Upper)) : new(LaneMath.Expm1(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Tanh(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Tanh(x.Lower), LaneMath.Tanh(x.Upper)) : new(LaneMath.Tanh(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Logistic(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Logistic(x.Lower), LaneMath.Logistic(x.Upper)) : new(LaneMath.Logistic(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Log1pExp(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Log1pExp(x.Lower), LaneMath.Log1pExp(x.Upper)) : new(LaneMath.Log1pExp(x.Whole).Value.As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Phi(ElementLane128<E> x) =>
        IsFloat ? Narrow(LaneMath.Phi(x.Lower), LaneMath.Phi(x.Upper)) : new(LaneMath.Phi(x.Whole).Value.As<double, E>());

    private Lane2 Whole
    {
        [MethodImpl(Inlined)]
        get => new(value.AsDouble());
    }

    private Lane2 Lower
    {
        [MethodImpl(Inlined)]
        get => new(Vector128.WidenLower(value.AsSingle()));
    }

    private Lane2 Upper
    {
        [MethodImpl(Inlined)]
        get => new(Vector128.WidenUpper(value.AsSingle()));
    }

    [MethodImpl(Inlined)]
    private static ElementLane128<E> Narrow(Lane2 lower, Lane2 upper) => new(Vector128.Narrow(lower.Value, upper.Value).As<float, E>());
}
