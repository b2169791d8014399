using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Functions of a row that need more than one loop over it.</summary>
public static class RowFunctions
{
    /// <summary>log Σ exp of a row of floats.</summary>
    public static double LogSumExp<T>(ref float row, int count)
        where T : struct, IFloatLane<T>
    {
        double largest = Largest(ref row, count);
        if (double.IsInfinity(largest))
            return largest;
        T shift = T.Create(largest);
        T sum = T.Zero;
        for (int j = 0; j < count; j += T.Count)
            sum += T.KeepFirst(FloatMath.Exp(T.Load(ref Unsafe.Add(ref row, j)) - shift), count - j);
        return largest + Math.Log(T.Sum(sum));
    }

    /// <summary>log Σ exp of a row of doubles.</summary>
    public static double LogSumExp<T>(ref double row, int count)
        where T : struct, ILane<T>
    {
        double largest = Largest(ref row, count);
        if (double.IsInfinity(largest))
            return largest;
        T shift = T.Create(largest);
        T sum = T.Zero;
        for (int j = 0; j < count; j += T.Count)
            sum += T.KeepFirst(LaneMath.Exp(T.Load(ref Unsafe.Add(ref row, j)) - shift), count - j);
        return largest + Math.Log(T.Sum(sum));
    }

    /// <summary>The largest element of a row.</summary>
    public static double Largest<E>(ref E row, int count)
        where E : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<E> =>
        double.CreateChecked(System.Numerics.Tensors.TensorPrimitives.Max<E>(System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref row, count)));
}
