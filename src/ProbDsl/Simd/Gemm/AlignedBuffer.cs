using System.Runtime.InteropServices;

namespace ProbDsl.Simd;

/// <summary>Scratch that starts on a cache line, never moves, and is replaced only by a larger one.</summary>
internal sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int LineBytes = 64;
    private T[] storage = [];
    private T* start;

    /// <summary>The first element of scratch of at least the given length. What it held before may be lost.</summary>
    public T* AtLeast(int length)
    {
        int slack = LineBytes / sizeof(T);
        if (storage.Length < length + slack)
        {
            storage = GC.AllocateUninitializedArray<T>(length + slack, pinned: true);
            nint address = Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0);
            start = (T*)((address + LineBytes - 1) / LineBytes * LineBytes);
        }

        return start;
    }
}
