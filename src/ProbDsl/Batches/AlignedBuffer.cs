using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Runtime;

/// <summary>Numbers whose first element lies on a cache line, followed by one line of slack, so that whole lanes may be read at the end.</summary>
/// <remarks>The storage is on the pinned heap and never moves.</remarks>
/// <typeparam name="E">float or double.</typeparam>
public sealed class AlignedBuffer<E>
    where E : unmanaged
{
    private const int LineBytes = 64;
    private readonly E[] storage;
    private readonly int start;

    /// <summary>Allocates zeros.</summary>
    /// <param name="length">Number of elements.</param>
    public AlignedBuffer(int length)
    {
        Length = length;
        int line = LineBytes / Unsafe.SizeOf<E>();
        storage = GC.AllocateArray<E>(checked(length + (2 * line)), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(storage, 0);
        start = (int)((LineBytes - (address & (LineBytes - 1))) % LineBytes / Unsafe.SizeOf<E>());
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The first element.</summary>
    public ref E Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(storage), start);
    }

    /// <summary>All elements.</summary>
    public Span<E> Span => storage.AsSpan(start, Length);
}
