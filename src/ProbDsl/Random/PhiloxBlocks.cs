using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace ProbDsl;

/// <summary>Consecutive blocks of <see cref="Philox"/>, eight or four at a time where the hardware multiplies so.</summary>
/// <remarks>
/// A 64-bit lane holds one 32-bit counter word of one block. The widening multiply reads the lower halves alone, so what
/// is left in the upper halves between rounds is cleared once, at the end.
/// </remarks>
internal static class PhiloxBlocks
{
    /// <summary>Fills the span, of even length, with the words of consecutive blocks from <paramref name="start"/> on.</summary>
    internal static void Fill(ulong key, ulong start, ulong stream, Span<ulong> destination)
    {
        int done = 0;
        if (Avx512F.IsSupported)
            done = Fill512(key, start, stream, destination);
        if (Avx2.IsSupported)
            done += Fill256(key, start + (ulong)done / 2, stream, destination[done..]);
        for (int i = done; i < destination.Length; i += 2)
            (destination[i], destination[i + 1]) = Philox.Block(key, start + (ulong)i / 2, stream);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Fill512(ulong key, ulong start, ulong stream, Span<ulong> destination)
    {
        Vector512<ulong> evens = Vector512.Create(0UL, 8, 1, 9, 2, 10, 3, 11), odds = Vector512.Create(4UL, 12, 5, 13, 6, 14, 7, 15);
        Vector512<ulong> half = Vector512.Create((ulong)uint.MaxValue);
        Vector512<ulong> multiplier0 = Vector512.Create((ulong)Philox.Multiplier0), multiplier1 = Vector512.Create((ulong)Philox.Multiplier1);
        ref ulong first = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i + 16 <= destination.Length; i += 16)
        {
            Vector512<ulong> counter = Vector512.Create(start + (ulong)i / 2) + Vector512.Create(0UL, 1, 2, 3, 4, 5, 6, 7);
            Vector512<ulong> c0 = counter, c1 = counter >> 32, c2 = Vector512.Create(stream), c3 = Vector512.Create(stream >> 32);
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector512<ulong> product0 = Avx512F.Multiply(c0.AsUInt32(), multiplier0.AsUInt32());
                Vector512<ulong> product1 = Avx512F.Multiply(c2.AsUInt32(), multiplier1.AsUInt32());
                c0 = (product1 >> 32) ^ c1 ^ Vector512.Create((ulong)k0);
                c2 = (product0 >> 32) ^ c3 ^ Vector512.Create((ulong)k1);
                (c1, c3) = (product1, product0);
                k0 = unchecked(k0 + Philox.Weyl0);
                k1 = unchecked(k1 + Philox.Weyl1);
            }
            Vector512<ulong> low = (c1 << 32) | (c0 & half), high = (c3 << 32) | (c2 & half);
            Avx512F.PermuteVar8x64x2(low, evens, high).StoreUnsafe(ref Unsafe.Add(ref first, i));
            Avx512F.PermuteVar8x64x2(low, odds, high).StoreUnsafe(ref Unsafe.Add(ref first, i + 8));
        }
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Fill256(ulong key, ulong start, ulong stream, Span<ulong> destination)
    {
        Vector256<ulong> half = Vector256.Create((ulong)uint.MaxValue);
        Vector256<ulong> multiplier0 = Vector256.Create((ulong)Philox.Multiplier0), multiplier1 = Vector256.Create((ulong)Philox.Multiplier1);
        ref ulong first = ref MemoryMarshal.GetReference(destination);
        int i = 0;
        for (; i + 8 <= destination.Length; i += 8)
        {
            Vector256<ulong> counter = Vector256.Create(start + (ulong)i / 2) + Vector256.Create(0UL, 1, 2, 3);
            Vector256<ulong> c0 = counter, c1 = counter >> 32, c2 = Vector256.Create(stream), c3 = Vector256.Create(stream >> 32);
            uint k0 = (uint)key, k1 = (uint)(key >> 32);
            for (int round = 0; round < Philox.Rounds; round++)
            {
                Vector256<ulong> product0 = Avx2.Multiply(c0.AsUInt32(), multiplier0.AsUInt32());
                Vector256<ulong> product1 = Avx2.Multiply(c2.AsUInt32(), multiplier1.AsUInt32());
                c0 = (product1 >> 32) ^ c1 ^ Vector256.Create((ulong)k0);
                c2 = (product0 >> 32) ^ c3 ^ Vector256.Create((ulong)k1);
                (c1, c3) = (product1, product0);
                k0 = unchecked(k0 + Philox.Weyl0);
                k1 = unchecked(k1 + Philox.Weyl1);
            }
            Vector256<ulong> low = (c1 << 32) | (c0 & half), high = (c3 << 32) | (c2 & half);
            Vector256<ulong> even = Avx2.UnpackLow(low, high), odd = Avx2.UnpackHigh(low, high); // Blocks 0 and 2, 1 and 3.
            Avx2.Permute2x128(even, odd, 0x20).StoreUnsafe(ref Unsafe.Add(ref first, i));
            Avx2.Permute2x128(even, odd, 0x31).StoreUnsafe(ref Unsafe.Add(ref first, i + 4));
        }
        return i;
    }
}
