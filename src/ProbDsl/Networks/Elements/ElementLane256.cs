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
    public static ElementLane256<E> LoadPartial(ref readonly E source, int count) => IsFloat
        ? Of(FloatLane8.LoadPartial(in Unsafe.As<E, float>(ref Unsafe.AsRef(in source)), count))
        : Of(Lane4.LoadPartial(in Unsafe.As<E, double>(ref Unsafe.AsRef(in source)), count));

    [MethodImpl(Inlined)]
    public static void StorePartial(ElementLane256<E> value, ref E destination, int count)
    {
        if (IsFloat)
            FloatLane8.StorePartial(value.Floats, ref Unsafe.As<E, float>(ref destination), count);
        else
            Lane4.StorePartial(value.Doubles, ref Unsafe.As<E, double>(ref destination), count);
    }

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
        IsFloat ? Of(FloatMath.Exp(x.Floats)) : Of(LaneMath.Exp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Expm1(ElementLane256<E> x) =>
        IsFloat ? Of(FloatMath.Expm1(x.Floats)) : Of(LaneMath.Expm1(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Tanh(ElementLane256<E> x) =>
        IsFloat ? Of(FloatMath.Tanh(x.Floats)) : Of(LaneMath.Tanh(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Logistic(ElementLane256<E> x) =>
        IsFloat ? Of(FloatMath.Logistic(x.Floats)) : Of(LaneMath.Logistic(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Log1pExp(ElementLane256<E> x) =>
        IsFloat ? Of(FloatMath.Log1pExp(x.Floats)) : Of(LaneMath.Log1pExp(x.Doubles));

    [MethodImpl(Inlined)]
    public static ElementLane256<E> Phi(ElementLane256<E> x) =>
        IsFloat ? Of(FloatMath.Phi(x.Floats)) : Of(LaneMath.Phi(x.Doubles));

    private FloatLane8 Floats
    {
        [MethodImpl(Inlined)]
        get => new(value.AsSingle());
    }

    private Lane4 Doubles
    {
        [MethodImpl(Inlined)]
        get => new(value.AsDouble());
    }

    [MethodImpl(Inlined)]
    private static ElementLane256<E> Of(FloatLane8 lane) => new(lane.Value.As<float, E>());

    [MethodImpl(Inlined)]
    private static ElementLane256<E> Of(Lane4 lane) => new(lane.Value.As<double, E>());
}
