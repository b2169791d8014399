using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Noise of single precision, by groups of 32 indices: one 32-bit word an index.</summary>
internal static class FloatNoise
{
    /// <summary>Words that normals are made of together: word j and word j + 16 give normals j and j + 16, whatever the width of the lanes.</summary>
    private const int Group = 32;

    /// <summary>Words made at a time, which stay in the first-level cache.</summary>
    private const int Chunk = 32 * Group;

    private const MethodImplOptions Optimised = MethodImplOptions.AggressiveOptimization;

    /// <summary>Turns the random words of whole groups into random numbers, in place.</summary>
    internal interface ITransform
    {
        static abstract void OfWords<T>(ref float words, int length)
            where T : struct, IFloatLane<T>;
    }

    [SkipLocalsInit]
    internal static void Fill<TTransform>(ulong key, ulong stream, ulong start, Span<float> destination)
        where TTransform : ITransform
    {
        Span<float> words = stackalloc float[Chunk];
        while (!destination.IsEmpty)
        {
            Span<float> own = Words(key, stream, start, destination.Length, words, out Span<float> groups);
            ref float first = ref MemoryMarshal.GetReference(groups);
            switch (Lanes.FloatHardwareWidth)
            {
                case 16: TTransform.OfWords<FloatLane16>(ref first, groups.Length); break;
                case 8: TTransform.OfWords<FloatLane8>(ref first, groups.Length); break;
                case 4: TTransform.OfWords<FloatLane4>(ref first, groups.Length); break;
                default: TTransform.OfWords<FloatLane1>(ref first, groups.Length); break;
            }
            own.CopyTo(destination);
            destination = destination[own.Length..];
            start += (ulong)own.Length;
        }
    }

    [SkipLocalsInit]
    internal static void Bernoulli(ulong key, ulong stream, ulong start, ReadOnlySpan<float> probabilities, Span<float> result)
    {
        Span<float> words = stackalloc float[Chunk];
        while (!result.IsEmpty)
        {
            Span<float> own = Words(key, stream, start, result.Length, words, out _);
            ref float first = ref MemoryMarshal.GetReference(own);
            ref float p = ref MemoryMarshal.GetReference(probabilities);
            ref float r = ref MemoryMarshal.GetReference(result);
            switch (Lanes.FloatHardwareWidth)
            {
                case 16: Compare<FloatLane16>(ref first, ref p, ref r, own.Length); break;
                case 8: Compare<FloatLane8>(ref first, ref p, ref r, own.Length); break;
                case 4: Compare<FloatLane4>(ref first, ref p, ref r, own.Length); break;
                default: Compare<FloatLane1>(ref first, ref p, ref r, own.Length); break;
            }
            probabilities = probabilities[own.Length..];
            result = result[own.Length..];
            start += (ulong)own.Length;
        }
    }

    /// <summary>Fills whole groups with random words, the patterns of floats, and returns those that belong to the next indices.</summary>
    private static Span<float> Words(ulong key, ulong stream, ulong start, int length, Span<float> chunk, out Span<float> groups)
    {
        int skipped = (int)(start % Group);
        int count = Math.Min(Chunk - skipped, length);
        groups = chunk[..((skipped + count + Group - 1) / Group * Group)];
        PhiloxBlocks.Fill(key, start / Group * (Group / 4), stream, MemoryMarshal.Cast<float, ulong>(groups));
        return groups.Slice(skipped, count);
    }

    [MethodImpl(Optimised)]
    private static void Compare<T>(ref float words, ref float probabilities, ref float result, int length)
        where T : struct, IFloatLane<T>
    {
        for (int i = 0; i < length; i += T.Count)
        {
            T word = T.LoadPartial(in Unsafe.Add(ref words, i), length - i);
            T uniform = T.IntegerToNumber(T.ShiftRightBits(word, 8)) * T.Create(1f / (1 << 24));
            T isBelow = T.LessThan(uniform, T.LoadPartial(in Unsafe.Add(ref probabilities, i), length - i));
            T.StorePartial(T.And(isBelow, T.Create(1f)), ref Unsafe.Add(ref result, i), length - i);
        }
    }

    /// <summary>Two normals from two words: the radius from one, the direction from the other.</summary>
    internal readonly struct Normal : ITransform
    {
        [MethodImpl(Optimised)]
        public static void OfWords<T>(ref float words, int length)
            where T : struct, IFloatLane<T>
        {
            const float Cell = 1f / (1u << 31);
            const float AngleUnit = MathF.PI / 4 * Cell;
            for (int group = 0; group < length; group += Group)
            {
                for (int i = group; i < group + Group / 2; i += T.Count)
                {
                    ref float first = ref Unsafe.Add(ref words, i);
                    ref float second = ref Unsafe.Add(ref words, i + Group / 2);
                    T uniform = T.MultiplyAdd(T.IntegerToNumber(T.ShiftRightBits(T.Load(in first), 1)), T.Create(Cell), T.Create(0.5f * Cell));
                    T radius = T.Sqrt(T.Create(-2f) * FloatMath.Log(uniform));

                    // An angle of at most 45 degrees, a bit that mirrors it at the diagonal, and one for the half of the circle.
                    T word = T.Load(in second);
                    T angle = T.IntegerToNumber(T.ShiftLeftBits(word, 2)) * T.Create(AngleUnit);
                    T square = angle * angle;
                    T sin = FloatMath.SinOfReduced(angle, square);
                    T cos = FloatMath.CosOfReduced(square);
                    T isMirrored = FloatMath.IsHighestBitSet(T.ShiftLeftBits(word, 1));
                    radius = T.AddBits(radius, T.And(word, T.Create(-0f)));
                    T.Store(radius * T.Select(isMirrored, sin, cos), ref first);
                    T.Store(radius * T.Select(isMirrored, cos, sin), ref second);
                }
            }
        }
    }

    internal readonly struct Uniform : ITransform
    {
        [MethodImpl(Optimised)]
        public static void OfWords<T>(ref float words, int length)
            where T : struct, IFloatLane<T>
        {
            const int OneBits = 0x3F800000;
            for (int i = 0; i < length; i += T.Count)
            {
                ref float block = ref Unsafe.Add(ref words, i);
                T upToTwo = T.Or(T.ShiftRightBits(T.Load(in block), 9), T.CreateBits(OneBits));
                T.Store(upToTwo - T.Create(1f - 1f / (1 << 24)), ref block);
            }
        }
    }

    internal readonly struct Sign : ITransform
    {
        [MethodImpl(Optimised)]
        public static void OfWords<T>(ref float words, int length)
            where T : struct, IFloatLane<T>
        {
            for (int i = 0; i < length; i += T.Count)
            {
                ref float block = ref Unsafe.Add(ref words, i);
                T.Store(T.Or(T.And(T.Load(in block), T.Create(-0f)), T.Create(1f)), ref block);
            }
        }
    }
}
