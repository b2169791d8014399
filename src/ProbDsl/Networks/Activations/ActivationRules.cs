using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Networks;

/// <summary>The table of activations; a test walks it and compares each derivative with finite differences.</summary>
internal static class ActivationRules
{
    private const MethodImplOptions Inlined = MethodImplOptions.AggressiveInlining;
    private const double LeakySlope = 0.01;
    private const double InverseRootTwoPi = 0.3989422804014327;

    /// <summary>y = x, y' = 1.</summary>
    internal readonly struct Identity : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => x;

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Create(1.0);
    }

    /// <summary>y = max(x, 0), y' = 1 where y > 0.</summary>
    internal readonly struct Relu : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Max(L.Create(0.0), x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Select(L.LessThan(L.Create(0.0), kept), L.Create(1.0), L.Create(0.0));
    }

    /// <summary>y = x where x > 0, else 0.01 x; y has the sign of x.</summary>
    internal readonly struct LeakyRelu : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Max(x, L.Create(LeakySlope) * x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Select(L.LessThan(L.Create(0.0), kept), L.Create(1.0), L.Create(LeakySlope));
    }

    /// <summary>y = tanh x, y' = 1 - y².</summary>
    internal readonly struct Tanh : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Tanh(x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Create(1.0) - (kept * kept);
    }

    /// <summary>y = 1 / (1 + e^-x), y' = y (1 - y).</summary>
    internal readonly struct Logistic : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Logistic(x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => kept - (kept * kept);
    }

    /// <summary>y = log(1 + e^x), y' = 1 - e^-y.</summary>
    internal readonly struct Softplus : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Log1pExp(x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Create(0.0) - L.Expm1(L.Create(0.0) - kept);
    }

    /// <summary>y = x where x > 0, else e^x - 1; y' = 1 or y + 1.</summary>
    internal readonly struct Elu : IActivationRule
    {
        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Select(L.LessThan(L.Create(0.0), x), x, L.Expm1(x));

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.Select(L.LessThan(L.Create(0.0), kept), L.Create(1.0), kept + L.Create(1.0));
    }

    /// <summary>y = x Φ(x), y' = Φ(x) + x φ(x).</summary>
    internal readonly struct Gelu : IActivationRule
    {
        public static bool DerivesFromArgument => true;

        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => x * L.Phi(x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => L.MultiplyAdd(kept * L.Create(InverseRootTwoPi), L.Exp(kept * kept * L.Create(-0.5)), L.Phi(kept));
    }

    /// <summary>y = x s with s = 1 / (1 + e^-x), y' = s (1 + x (1 - s)).</summary>
    internal readonly struct Silu : IActivationRule
    {
        public static bool DerivesFromArgument => true;

        [MethodImpl(Inlined)]
        public static L Value<L, E>(L x)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E> => x * L.Logistic(x);

        [MethodImpl(Inlined)]
        public static L Derivative<L, E>(L kept)
            where L : struct, IElementLane<L, E>
            where E : unmanaged, IBinaryFloatingPointIeee754<E>
        {
            L s = L.Logistic(kept);
            return L.MultiplyAdd(s * kept, L.Create(1.0) - s, s);
        }
    }
}
