using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Runtime;

/// <summary>Random numbers by position: element i is a function of a key, a stream and the index start + i alone.</summary>
/// <remarks>
/// Philox4x32-10 (<see cref="Rng"/> has the source) under the key, with the stream in the counter's upper half. However a range of
/// indices is split into calls, threads or lanes, the numbers are the same. All methods draw from the same words, so that each
/// purpose needs a stream of its own; a key that no <see cref="Rng"/> draws with comes from <see cref="Rng.NextUInt64"/>. The numbers of
/// the two precisions are unrelated. Elements are float or double; others throw <see cref="NotSupportedException"/>.
/// </remarks>
public static class Noise
{
    /// <summary>The key of one of many independent evaluations.</summary>
    /// <param name="seed">The key of all.</param>
    /// <param name="index">The number of the one.</param>
    public static ulong Key(ulong seed, ulong index)
    {
        // SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
        ulong z = seed + (0x9E3779B97F4A7C15UL * (index + 1));
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }

    /// <summary>Standard normal variables.</summary>
    /// <remarks>
    /// In single precision by the transform of Box and Muller, "A note on the generation of random normal deviates", Annals of Mathematical
    /// Statistics 29 (1958), with 32 bits for the radius, so that values reach ±6.6; in double precision by the quantile function.
    /// </remarks>
    /// <param name="key">Selects the family of streams.</param>
    /// <param name="stream">Selects one stream of the family.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="destination">Receives the variables.</param>
    /// <typeparam name="E">float or double.</typeparam>
    public static void Normal<E>(ulong key, ulong stream, ulong start, Span<E> destination)
        where E : unmanaged
    {
        if (typeof(E) == typeof(float))
            FloatNoise.Fill<FloatNoise.Normal>(key, stream, start, MemoryMarshal.Cast<E, float>(destination));
        else
            DoubleNoise.Fill<DoubleNoise.Normal>(key, stream, start, Doubles(destination));
    }

    /// <summary>Uniform variables in (0, 1), never 0 and never 1: midpoints of 2²³ equal cells in single, of 2⁵² in double precision.</summary>
    /// <param name="key">Selects the family of streams.</param>
    /// <param name="stream">Selects one stream of the family.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="destination">Receives the variables.</param>
    /// <typeparam name="E">float or double.</typeparam>
    public static void Uniform<E>(ulong key, ulong stream, ulong start, Span<E> destination)
        where E : unmanaged
    {
        if (typeof(E) == typeof(float))
            FloatNoise.Fill<FloatNoise.Uniform>(key, stream, start, MemoryMarshal.Cast<E, float>(destination));
        else
            DoubleNoise.Fill<DoubleNoise.Uniform>(key, stream, start, Doubles(destination));
    }

    /// <summary>1 or -1, with probability 1/2 each.</summary>
    /// <param name="key">Selects the family of streams.</param>
    /// <param name="stream">Selects one stream of the family.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="destination">Receives the signs.</param>
    /// <typeparam name="E">float or double.</typeparam>
    public static void Sign<E>(ulong key, ulong stream, ulong start, Span<E> destination)
        where E : unmanaged
    {
        if (typeof(E) == typeof(float))
            FloatNoise.Fill<FloatNoise.Sign>(key, stream, start, MemoryMarshal.Cast<E, float>(destination));
        else
            DoubleNoise.Fill<DoubleNoise.Sign>(key, stream, start, Doubles(destination));
    }

    /// <summary>1 with the probability given for the element, else 0: a stochastic binarisation.</summary>
    /// <remarks>
    /// The probability is compared with a uniform variable, in single precision one of the 2²⁴ multiples of 2⁻²⁴ in [0, 1); 0 always gives 0, 1 always
    /// 1, NaN gives 0.
    /// </remarks>
    /// <param name="key">Selects the family of streams.</param>
    /// <param name="stream">Selects one stream of the family.</param>
    /// <param name="start">The index of the first element.</param>
    /// <param name="probabilities">One probability an element.</param>
    /// <param name="result">Receives ones and zeros; it may be the memory of the probabilities.</param>
    /// <typeparam name="E">float or double.</typeparam>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static void Bernoulli<E>(ulong key, ulong stream, ulong start, ReadOnlySpan<E> probabilities, Span<E> result)
        where E : unmanaged
    {
        if (probabilities.Length != result.Length)
            throw new ArgumentException($"There are {probabilities.Length} probabilities for {result.Length} results.", nameof(probabilities));
        if (typeof(E) == typeof(float))
            FloatNoise.Bernoulli(key, stream, start, MemoryMarshal.Cast<E, float>(probabilities), MemoryMarshal.Cast<E, float>(result));
        else
            DoubleNoise.Bernoulli(key, stream, start, MemoryMarshal.Cast<E, double>(probabilities), Doubles(result));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<double> Doubles<E>(Span<E> span)
        where E : unmanaged =>
        typeof(E) == typeof(double)
            ? MemoryMarshal.Cast<E, double>(span)
            : throw new NotSupportedException($"Noise is made of float or double, not of {typeof(E)}.");
}
