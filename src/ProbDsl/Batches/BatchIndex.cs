using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ProbDsl.Runtime;

/// <summary>Indices that generated passes compute from the data of a batch.</summary>
public static class BatchIndex
{
    /// <summary>The place of an element of a vector.</summary>
    /// <param name="index">The index, a whole number.</param>
    /// <param name="size">The number of elements.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static nint Of(double index, int size)
    {
        int place = (int)index;
        if ((uint)place >= (uint)size)
            Refuse(index, size);
        return place;
    }

    [DoesNotReturn]
    private static void Refuse(double index, int size) =>
        throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"the model reads element {index} of a vector that has {size} elements, 0 to {size - 1}; check the data that the index is made of"));
}
