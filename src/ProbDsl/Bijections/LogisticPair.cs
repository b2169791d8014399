using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>A logistic value together with its complement, both to full relative accuracy, from one exponential.</summary>
/// <remarks>With e = exp(-|u|): the larger is 1 / (1 + e), the smaller e / (1 + e), and log larger = -log(1 + e).</remarks>
internal readonly struct LogisticPair<T>
    where T : struct, ILane<T>
{
    /// <summary>Computes both values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LogisticPair(T u)
    {
        Magnitude = T.Abs(u);
        Decay = LaneMath.Exp(-Magnitude);
        Larger = T.Create(1.0) / (T.Create(1.0) + Decay);
        Smaller = Decay * Larger;
        Positive = T.LessThan(T.Zero, u);
    }

    /// <summary>|u|.</summary>
    public T Magnitude { get; }

    /// <summary>exp(-|u|).</summary>
    public T Decay { get; }

    /// <summary>logistic(|u|).</summary>
    public T Larger { get; }

    /// <summary>logistic(-|u|).</summary>
    public T Smaller { get; }

    /// <summary>Mask of the lanes where u is positive.</summary>
    public T Positive { get; }

    /// <summary>logistic(u).</summary>
    public T Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Select(Positive, Larger, Smaller);
    }

    /// <summary>1 - logistic(u).</summary>
    public T Complement
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => T.Select(Positive, Smaller, Larger);
    }
}
