using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl;

/// <content>Many draws at once: the words of a chunk by vector instructions, then their transform in place.</content>
public sealed partial class Rng
{
    /// <summary>Doubles of a chunk that stays in the first-level cache; a multiple of every lane width.</summary>
    private const int FillChunk = 1024;

    /// <summary>Fills the span with independent standard normal variables, the same that as many calls of <see cref="NextNormal"/> give.</summary>
    public void FillNormal(Span<double> destination)
    {
        while (!destination.IsEmpty)
        {
            Span<double> chunk = FillWords(destination);
            int whole = chunk.Length - chunk.Length % Lanes.HardwareWidth;
            Span<double> lanes = chunk[..whole];
            switch (Lanes.HardwareWidth)
            {
                case 8: NormalQuantile.TransformWords<Lane8>(lanes); break;
                case 4: NormalQuantile.TransformWords<Lane4>(lanes); break;
                case 2: NormalQuantile.TransformWords<Lane2>(lanes); break;
                default: NormalQuantile.TransformWords<Lane1>(lanes); break;
            }
            foreach (ref double word in chunk[whole..])
                word = NormalQuantile.Value(OpenUnit.FromWord(BitConverter.DoubleToUInt64Bits(word)));
            destination = destination[chunk.Length..];
        }
    }

    /// <summary>Fills the span with independent uniform variables in (0, 1), the same that as many calls of <see cref="NextDouble"/> give.</summary>
    public void FillUniform(Span<double> destination)
    {
        while (!destination.IsEmpty)
        {
            Span<double> chunk = FillWords(destination);
            int whole = chunk.Length - chunk.Length % Lane4.Count;
            OpenUnit.TransformWords<Lane4>(chunk[..whole]);
            foreach (ref double word in chunk[whole..])
                word = OpenUnit.FromWord(BitConverter.DoubleToUInt64Bits(word));
            destination = destination[chunk.Length..];
        }
    }

    /// <summary>Writes the stream's next words over the beginning of the span and returns what was written: one word, or whole blocks.</summary>
    private Span<double> FillWords(Span<double> destination)
    {
        Span<ulong> words = MemoryMarshal.Cast<double, ulong>(destination);
        if (_hasPending || words.Length == 1)
        {
            words[0] = NextUInt64();
            return destination[..1];
        }
        int count = Math.Min(FillChunk, words.Length & ~1);
        PhiloxBlocks.Fill(_seed, _block, _stream, words[..count]);
        _block += (ulong)count / 2;
        return destination[..count];
    }
}
