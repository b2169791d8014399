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
    public static ElementLane128<E> LoadPartial(ref readonly E source, int count) => IsFloat
        ? Of(FloatLane4.LoadPartial(in Unsafe.As<E, float>(ref Unsafe.AsRef(in source)), count))
        : Of(Lane2.LoadPartial(in Unsafe.As<E, double>(ref Unsafe.AsRef(in source)), count));

    [MethodImpl(Inlined)]
    public static void StorePartial(ElementLane128<E> value, ref E destination, int count)
    {
        if (IsFloat)
            FloatLane4.StorePartial(value.Floats, ref Unsafe.As<E, float>(ref destination), count);
        else
            Lane2.StorePartial(value.Doubles, ref Unsafe.As<E, double>(ref destination), count);
    }

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
        IsFloat ? Of(FloatMath.Exp(x.Floats)) : Of(LaneMath.Exp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Expm1(ElementLane128<E> x) =>
        IsFloat ? Of(FloatMath.Expm1(x.Floats)) : Of(LaneMath.Expm1(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Tanh(ElementLane128<E> x) =>
        IsFloat ? Of(FloatMath.Tanh(x.Floats)) : Of(LaneMath.Tanh(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Logistic(ElementLane128<E> x) =>
        IsFloat ? Of(FloatMath.Logistic(x.Floats)) : Of(LaneMath.Logistic(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Log1pExp(ElementLane128<E> x) =>
        IsFloat ? Of(FloatMath.Log1pExp(x.Floats)) : Of(LaneMath.Log1pExp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane128<E> Phi(ElementLane128<E> x) =>
        IsFloat ? Of(FloatMath.Phi(x.Floats)) : Of(LaneMath.Phi(x.Doubles));

    private FloatLane4 Floats
    {
        [MethodImpl(Inlined)]
        get => new(value.AsSingle());
    }

    private Lane2 Doubles
    {
        [MethodImpl(Inlined)]
        get => new(value.AsDouble());
    }

    [MethodImpl(Inlined)]
    private static ElementLane128<E> Of(FloatLane4 lane) => new(lane.Value.As<float, E>());

    [MethodImpl(Inlined)]
    private static ElementLane128<E> Of(Lane2 lane) => new(lane.Value.As<double, E>());
}
