using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

public static partial class LaneMath
{
    /// <summary>x · y, and 0 wherever x = 0, even for y infinite or NaN.</summary>
    /// <param name="x">Any real.</param>
    /// <param name="y">Any real, or anything where x = 0.</param>
    [MethodImpl(Inlined)]
    public static T XTimesY<T>(T x, T y)
        where T : struct, ILane<T> =>
        T.Select(T.Equal(x, T.Zero), T.Zero, x * y);

    /// <summary>successes · logits - trials · log(1 + exp(logits)), also for infinite logits.</summary>
    /// <remarks>
    /// -m |logits| - trials · log(1 + exp(-|logits|)), where m counts the outcomes on the side that the logits speak against.
    /// Zero of those cost nothing, whatever the logits. With logits of ∞: 0 for all successes, else -∞; with -∞ for none.
    /// </remarks>
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Zero or above.</param>
    /// <param name="logits">Any real or ±∞.</param>
    [MethodImpl(Called)]
    public static T BinomialLogits<T>(T successes, T trials, T logits)
        where T : struct, ILane<T>
    {
        T against = T.Select(T.LessThan(T.Zero, logits), trials - successes, successes);
        T magnitude = T.Abs(logits);
        return -T.MultiplyAdd(trials, Log1pExp(-magnitude), XTimesY(against, magnitude));
    }

    /// <summary><see cref="BinomialLogits"/> with the logistic function of the logits, from which its derivative follows, for one exponential.</summary>
    /// <param name="successes">From 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Zero or above.</param>
    /// <param name="logits">Any real or ±∞.</param>
    /// <param name="logistic">Receives 1 / (1 + exp(-logits)).</param>
    [MethodImpl(Inlined)]
    public static T BinomialLogitsAndLogistic<T>(T successes, T trials, T logits, out T logistic)
        where T : struct, ILane<T>
    {
        T isNegative = T.LessThan(logits, T.Zero);
        T magnitude = T.Abs(logits);
        T softplus = Log1pExpAndLogistic(-magnitude, out T smaller);
        logistic = T.Select(isNegative, smaller, T.Create(1.0) - smaller);
        return -T.MultiplyAdd(trials, softplus, XTimesY(T.Select(isNegative, successes, trials - successes), magnitude));
    }
}
