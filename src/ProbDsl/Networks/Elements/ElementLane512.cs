using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Simd;

namespace ProbDsl.Networks;

/// <summary>A register of 512 bits.</summary>
internal readonly struct ElementLane512<E> : IElementLane<ElementLane512<E>, E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
    private readonly Vector512<E> value;

    [MethodImpl(Inlined)]
    private ElementLane512(Vector512<E> value) => this.value = value;

    public static int Count
    {
        [MethodImpl(Inlined)]
        get => Vector512<E>.Count;
    }

    private static bool IsFloat
    {
        [MethodImpl(Inlined)]
        get => typeof(E) == typeof(float);
    }

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Create(double value) =>
        IsFloat ? new(Vector512.Create((float)value).As<float, E>()) : new(Vector512.Create(value).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Create(E value) => new(Vector512.Create(value));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Load(ref readonly E source) => new(Vector512.LoadUnsafe(in source));

    [MethodImpl(Inlined)]
    public static void Store(ElementLane512<E> value, ref E destination) => value.value.StoreUnsafe(ref destination);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> LoadPartial(ref readonly E source, int count) => IsFloat
        ? Of(FloatLane16.LoadPartial(in Unsafe.As<E, float>(ref Unsafe.AsRef(in source)), count))
        : Of(Lane8.LoadPartial(in Unsafe.As<E, double>(ref Unsafe.AsRef(in source)), count));

    [MethodImpl(Inlined)]
    public static void StorePartial(ElementLane512<E> value, ref E destination, int count)
    {
        if (IsFloat)
            FloatLane16.StorePartial(value.Floats, ref Unsafe.As<E, float>(ref destination), count);
        else
            Lane8.StorePartial(value.Doubles, ref Unsafe.As<E, double>(ref destination), count);
    }

    [MethodImpl(Inlined)]
    public static ElementLane512<E> operator +(ElementLane512<E> left, ElementLane512<E> right) => new(left.value + right.value);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> operator -(ElementLane512<E> left, ElementLane512<E> right) => new(left.value - right.value);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> operator *(ElementLane512<E> left, ElementLane512<E> right) => new(left.value * right.value);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> operator /(ElementLane512<E> left, ElementLane512<E> right) => new(left.value / right.value);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> MultiplyAdd(ElementLane512<E> a, ElementLane512<E> b, ElementLane512<E> c) => IsFloat
        ? new(Vector512.MultiplyAddEstimate(a.value.AsSingle(), b.value.AsSingle(), c.value.AsSingle()).As<float, E>())
        : new(Vector512.MultiplyAddEstimate(a.value.AsDouble(), b.value.AsDouble(), c.value.AsDouble()).As<double, E>());

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Max(ElementLane512<E> left, ElementLane512<E> right) => new(Vector512.Max(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> LessThan(ElementLane512<E> left, ElementLane512<E> right) => new(Vector512.LessThan(left.value, right.value));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Select(ElementLane512<E> mask, ElementLane512<E> whenTrue, ElementLane512<E> whenFalse) =>
        new(Vector512.ConditionalSelect(mask.value, whenTrue.value, whenFalse.value));

    [MethodImpl(Inlined)]
    public static E Sum(ElementLane512<E> value) => Vector512.Sum(value.value);

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Exp(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Exp(x.Floats)) : Of(LaneMath.Exp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Expm1(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Expm1(x.Floats)) : Of(LaneMath.Expm1(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Tanh(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Tanh(x.Floats)) : Of(LaneMath.Tanh(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Logistic(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Logistic(x.Floats)) : Of(LaneMath.Logistic(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Log1pExp(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Log1pExp(x.Floats)) : Of(LaneMath.Log1pExp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane512<E> Phi(ElementLane512<E> x) =>
        IsFloat ? Of(FloatMath.Phi(x.Floats)) : Of(LaneMath.Phi(x.Doubles));

    private FloatLane16 Floats
    {
        [MethodImpl(Inlined)]
        get => new(value.AsSingle());
    }

    private Lane8 Doubles
    {
        [MethodImpl(Inlined)]
        get => new(value.AsDouble());
    }

    [MethodImpl(Inlined)]
    private static ElementLane512<E> Of(FloatLane16 lane) => new(lane.Value.As<float, E>());

    [MethodImpl(Inlined)]
    private static ElementLane512<E> Of(Lane8 lane) => new(lane.Value.As<double, E>());
}
