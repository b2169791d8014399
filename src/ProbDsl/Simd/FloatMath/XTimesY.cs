using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class FloatMath
{
    /// <summary>x · y, and 0 wherever x = 0, even for y infinite or NaN.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Any real, or anything where x = 0.</param>
    [MethodImpl(Inlined)]
    public static T XTimesY<T>(T x, T y)
        where T : struct, IFloatLane<T> =>
        T.Select(T.Equal(x, T.Zero), T.Zero, x * y);

    /// <summary>successes · logits - trials · log(1 + exp(logits)), also for infinite logits.</summary>
    /// <remarks>See <see cref="LaneMath.BinomialLogits{T}(T, T, T)"/>.</remarks>
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Zero or above.</param>
    /// <param name="logits">Any real or ±∞.</param>
    [MethodImpl(Called)]
    public static T BinomialLogits<T>(T successes, T trials, T logits)
        where T : struct, IFloatLane<T>
    {
        T against = T.Select(T.LessThan(T.Zero, logits), trials - successes, successes);
        T magnitude = T.Abs(logits);
        return -T.MultiplyAdd(trials, Log1pExp(-magnitude), XTimesY(against, magnitude));
    }
}
