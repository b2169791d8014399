using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Runtime;

/// <summary>Doubles whose first element lies on a cache line, so that no lane load or store is split between two lines.</summary>
/// <remarks>The storage is on the pinned heap and never moves.</remarks>
public sealed class AlignedArray
{
    private const int LineBytes = 64;
    private readonly double[] storage;
    private readonly int start;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Number of elements.</param>
    public AlignedArray(int length)
    {
        Length = length;
        storage = GC.AllocateArray<double>(length + (LineBytes / sizeof(double)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0);
        start = (int)((LineBytes - (address & (LineBytes - 1))) % LineBytes / sizeof(double));
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element.</summary>
    public ref double Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(storage), start);
    }

    /// <summary>All elements.</summary>
    public Span<double> Span => storage.AsSpan(start, Length);

    /// <summary>One element.</summary>
    public ref double this[int index] => ref Span[index];
}
