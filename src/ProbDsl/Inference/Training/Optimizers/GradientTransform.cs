using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Inference;

/// <summary>What happens to a gradient before a step: times a factor, then each element limited in size.</summary>
internal readonly record struct GradientScale(double Factor, double Limit)
{
    /// <summary>The gradient as it is.</summary>
    internal static GradientScale None { get; } = new(1, double.PositiveInfinity);
}

/// <summary>A <see cref="GradientScale"/> over lanes. A NaN stays NaN.</summary>
internal readonly struct GradientTransform<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly E factor;
    private readonly E limit;

    internal GradientTransform(in GradientScale scale)
    {
        factor = E.CreateSaturating(scale.Factor);
        limit = E.CreateSaturating(scale.Limit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector512<E> Apply(Vector512<E> gradient)
    {
        Vector512<E> bound = Vector512.Create(limit);
        return Vector512.MaxNative(-bound, Vector512.MinNative(bound, gradient * factor)); // In this order a NaN on the right stays.
    }
}
