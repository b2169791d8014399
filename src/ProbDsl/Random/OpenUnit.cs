using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl;

/// <summary>Random words as numbers of the open unit interval.</summary>
internal static class OpenUnit
{
    /// <summary>The bits of 1.0: with the upper 52 bits of a word as its fraction, a double of [1, 2).</summary>
    private const long One = 0x3FF0000000000000;

    /// <summary>The midpoint of the one of 2⁵² equal cells of (0, 1) that the word names: never 0, never 1, exactly representable.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static T FromWords<T>(T words)
        where T : struct, ILane<T> =>
        T.Or(T.ShiftRightBits(words, 12), T.CreateBits(One)) - T.Create(1 - 1.0 / (1L << 53));

    /// <inheritdoc cref="FromWords"/>
    internal static double FromWord(ulong word) => FromWords(new Lane1(BitConverter.UInt64BitsToDouble(word))).Value;

    /// <summary>Replaces random words by uniforms; the length is a multiple of the lane's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void TransformWords<T>(Span<double> words)
        where T : struct, ILane<T>
    {
        ref double first = ref MemoryMarshal.GetReference(words);
        for (int i = 0; i < words.Length; i += T.Count)
        {
            ref double block = ref Unsafe.Add(ref first, i);
            T.Store(FromWords(T.Load(in block)), ref block);
        }
    }
}
