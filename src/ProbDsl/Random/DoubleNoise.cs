using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Noise of double precision: one 64-bit word an index.</summary>
internal static class DoubleNoise
{
    /// <summary>Words are made in whole groups, which every lane divides.</summary>
    private const int Group = 16;

    /// <summary>Words made at a time, which stay in the first-level cache.</summary>
    private const int Chunk = 32 * Group;

    private const MethodImplOptions Optimised = MethodImplOptions.AggressiveOptimization;

    /// <summary>Turns the random words of whole groups into random numbers, in place.</summary>
    internal interface ITransform
    {
        static abstract void OfWords<T>(Span<double> words)
            where T : struct, ILane<T>;
    }

    [SkipLocalsInit]
    internal static void Fill<TTransform>(ulong key, ulong stream, ulong start, Span<double> destination)
        where TTransform : ITransform
    {
        Span<double> words = stackalloc double[Chunk];
        while (!destination.IsEmpty)
        {
            Span<double> own = Words(key, stream, start, destination.Length, words, out Span<double> groups);
            switch (Lanes.HardwareWidth)
            {
                case 8: TTransform.OfWords<Lane8>(groups); break;
                case 4: TTransform.OfWords<Lane4>(groups); break;
                case 2: TTransform.OfWords<Lane2>(groups); break;
                default: TTransform.OfWords<Lane1>(groups); break;
            }
            own.CopyTo(destination);
            destination = destination[own.Length..];
            start += (ulong)own.Length;
        }
    }

    [SkipLocalsInit]
    internal static void Bernoulli(ulong key, ulong stream, ulong start, ReadOnlySpan<double> probabilities, Span<double> result)
    {
        Span<double> words = stackalloc double[Chunk];
        while (!result.IsEmpty)
        {
            Span<double> own = Words(key, stream, start, result.Length, words, out _);
            ref double first = ref MemoryMarshal.GetReference(own);
            ref double p = ref MemoryMarshal.GetReference(probabilities);
            ref double r = ref MemoryMarshal.GetReference(result);
            switch (Lanes.HardwareWidth)
            {
                case 8: Compare<Lane8>(ref first, ref p, ref r, own.Length); break;
                case 4: Compare<Lane4>(ref first, ref p, ref r, own.Length); break;
                case 2: Compare<Lane2>(ref first, ref p, ref r, own.Length); break;
                default: Compare<Lane1>(ref first, ref p, ref r, own.Length); break;
            }
            probabilities = probabilities[own.Length..];
            result = result[own.Length..];
            start += (ulong)own.Length;
        }
    }

    /// <summary>Fills whole groups with random words, the patterns of doubles, and returns those that belong to the next indices.</summary>
    private static Span<double> Words(ulong key, ulong stream, ulong start, int length, Span<double> chunk, out Span<double> groups)
    {
        int skipped = (int)(start % Group);
        int count = Math.Min(Chunk - skipped, length);
        groups = chunk[..((skipped + count + Group - 1) / Group * Group)];
        PhiloxBlocks.Fill(key, start / Group * (Group / 2), stream, MemoryMarshal.Cast<double, ulong>(groups));
        return groups.Slice(skipped, count);
    }

    [MethodImpl(Optimised)]
    private static void Compare<T>(ref double words, ref double probabilities, ref double result, int length)
        where T : struct, ILane<T>
    {
        for (int i = 0; i < length; i += T.Count)
        {
            T uniform = OpenUnit.FromWords(T.LoadPartial(in Unsafe.Add(ref words, i), length - i));
            T isBelow = T.LessThan(uniform, T.LoadPartial(in Unsafe.Add(ref probabilities, i), length - i));
            T.StorePartial(T.And(isBelow, T.Create(1.0)), ref Unsafe.Add(ref result, i), length - i);
        }
    }

    internal readonly struct Normal : ITransform
    {
        public static void OfWords<T>(Span<double> words)
            where T : struct, ILane<T> => NormalQuantile.TransformWords<T>(words);
    }

    internal readonly struct Uniform : ITransform
    {
        public static void OfWords<T>(Span<double> words)
            where T : struct, ILane<T> => OpenUnit.TransformWords<T>(words);
    }

    internal readonly struct Sign : ITransform
    {
        [MethodImpl(Optimised)]
        public static void OfWords<T>(Span<double> words)
            where T : struct, ILane<T>
        {
            ref double first = ref MemoryMarshal.GetReference(words);
            for (int i = 0; i < words.Length; i += T.Count)
            {
                ref double block = ref Unsafe.Add(ref first, i);
                T.Store(T.Or(T.And(T.Load(in block), T.Create(-0.0)), T.Create(1.0)), ref block);
            }
        }
    }
}
