using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>The Euclidean norm of a vector of the store, summed by blocks of fixed size in their order.</summary>
internal static class GradientNorm
{
    private const int Block = 4096;

    /// <summary>The norm; infinite or NaN where an element is, or where a float's square overflows.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Of<E>(AlignedBuffer<E> vector)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        double total = 0;
        ref E start = ref vector.Start;
        for (int block = 0; block < vector.Length; block += Block)
        {
            Vector512<E> sum = Vector512<E>.Zero;
            nuint end = (nuint)Math.Min(block + Block, vector.Length);
            for (nuint i = (nuint)block; i < end; i += (nuint)Vector512<E>.Count)
            {
                Vector512<E> value = Vector512.LoadUnsafe(ref start, i);
                sum += value * value;
            }
            total += double.CreateChecked(Vector512.Sum(sum));
        }
        return Math.Sqrt(total);
    }

    /// <summary>Whether every element is finite.</summary>
    internal static bool IsFinite<E>(AlignedBuffer<E> vector)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        foreach (E value in vector.Span)
            if (!E.IsFinite(value))
                return false;
        return true;
    }
}
