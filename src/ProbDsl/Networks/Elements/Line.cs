using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ProbDsl.Networks;

/// <summary>Room for one register: the end of an array is computed here where a whole register would reach beyond.</summary>
[InlineArray(Length)]
internal struct Line<E>
    where E : unmanaged
{
    /// <summary>At least the elements of the widest register.</summary>
    public const int Length = 16;

    private E first;

    /// <summary>The first element.</summary>
    [UnscopedRef]
    public ref E Start => ref first;

    /// <summary>Copies the first elements from an array.</summary>
    public void Read(ref readonly E source, int count) => MemoryMarshal.CreateReadOnlySpan(in source, count).CopyTo(this);

    /// <summary>Copies the first elements to an array.</summary>
    public readonly void Write(ref E destination, int count) => ((ReadOnlySpan<E>)this)[..count].CopyTo(MemoryMarshal.CreateSpan(ref destination, count));
}
