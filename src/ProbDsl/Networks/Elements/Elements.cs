using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Networks;

/// <summary>Registers at a place of an array, the last of which may hold fewer elements.</summary>
/// <remarks>A loop over them computes each element in the same way wherever it begins and ends.</remarks>
internal static class Elements<E, L>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
    where L : struct, IElementLane<L, E>
{
    /// <summary>The elements from <paramref name="index"/>; zeros from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static L Load(ref readonly E start, int index, int count)
    {
        ref E place = ref Unsafe.Add(ref Unsafe.AsRef(in start), index);
        return index + L.Count <= count ? L.Load(in place) : L.LoadPartial(in place, count - index);
    }

    /// <summary>Writes the elements from <paramref name="index"/>, but none from <paramref name="count"/> on.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(L value, ref E start, int index, int count)
    {
        ref E place = ref Unsafe.Add(ref start, index);
        if (index + L.Count <= count)
            L.Store(value, ref place);
        else
            L.StorePartial(value, ref place, count - index);
    }
}
