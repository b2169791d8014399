using System.Security.Cryptography;

namespace ProbDsl;

/// <summary>A stream of random numbers that is a pure function of a seed, a stream number and a position.</summary>
/// <remarks>
/// Philox4x32-10 keyed by the seed; the counter's upper half is the stream, its lower half the position. Equal seeds and
/// streams give equal bits on every machine; distinct streams are independent. An instance is for one thread at a time:
/// give each worker its own <see cref="Fork"/>.
/// </remarks>
public sealed partial class Rng
{
    private readonly ulong _seed;
    private readonly ulong _stream;
    private ulong _block;
    private ulong _pending;
    private bool _hasPending;

    /// <summary>Starts a stream at its beginning.</summary>
    /// <param name="seed">Selects the family of streams.</param>
    /// <param name="stream">Selects one stream of the family.</param>
    public Rng(ulong seed, ulong stream = 0)
    {
        _seed = seed;
        _stream = stream;
    }

    /// <summary>Starts a stream whose seed comes from the operating system.</summary>
    public static Rng FromEntropy()
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        RandomNumberGenerator.Fill(bytes);
        return new Rng(BitConverter.ToUInt64(bytes));
    }

    /// <summary>The seed.</summary>
    public ulong Seed => _seed;

    /// <summary>The stream number.</summary>
    public ulong Stream => _stream;

    /// <summary>How many 64-bit words have been taken from the stream.</summary>
    public ulong Position => 2 * _block - (_hasPending ? 1UL : 0UL);

    /// <summary>Another stream, determined by this one's seed and stream and by <paramref name="stream"/> alone.</summary>
    /// <remarks>Does not advance this stream and does not depend on its position: work item k can always take <c>Fork(k)</c>.</remarks>
    public Rng Fork(ulong stream)
    {
        // The child's key is a block of the cipher under a key that no stream draws with, so that forks of forks differ too.
        (ulong seed, ulong childStream) = Philox.Block(Mix(_seed ^ 0x5851F42D4C957F2DUL), stream, _stream);
        return new Rng(seed, childStream);
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64()
    {
        if (_hasPending)
        {
            _hasPending = false;
            return _pending;
        }
        (ulong first, _pending) = Philox.Block(_seed, _block++, _stream);
        _hasPending = true;
        return first;
    }

    /// <summary>A uniform number in the open interval (0, 1), a multiple of 2⁻⁵³.</summary>
    public double NextDouble() => OpenUnit.FromWord(NextUInt64());

    /// <summary>A uniform integer from 0 to <paramref name="exclusiveMaximum"/> - 1, without bias.</summary>
    /// <remarks>Lemire, "Fast random integer generation in an interval", ACM TOMACS 29 (2019).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The maximum is not positive.</exception>
    public int NextInt(int exclusiveMaximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMaximum);
        ulong range = (ulong)exclusiveMaximum;
        ulong high = Math.BigMul(NextUInt64(), range, out ulong low);
        if (low < range)
        {
            ulong threshold = unchecked(0UL - range) % range;
            while (low < threshold)
                high = Math.BigMul(NextUInt64(), range, out low);
        }
        return (int)high;
    }

    /// <summary>Puts the items in a uniformly random order (Fisher and Yates).</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (int i = items.Length - 1; i > 0; i--)
        {
            int j = NextInt(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The SplitMix64 finaliser (Steele, Lea and Flood, OOPSLA 2014): a bijection with full avalanche.</summary>
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
            return value ^ (value >> 31);
        }
    }
}
