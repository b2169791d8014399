using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Sums over the rows of a table inside the sequential part of a model, where one draw or a block of draws is the lane.</summary>
/// <remarks>Several sums run side by side: one alone would wait for each addition before the next.</remarks>
public static class TableSums
{
    /// <summary>Σ_r values[r] · array[index[r]].</summary>
    /// <param name="values">A column of data.</param>
    /// <param name="index">A column of addresses.</param>
    /// <param name="array">The memory that the addresses point into.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Dot<S>(ref double values, ref int index, ref double array, nint from, nint to)
        where S : struct, ILane<S>
    {
        S first = S.Zero;
        S second = S.Zero;
        S third = S.Zero;
        S fourth = S.Zero;
        nint r = from;
        for (; r + 3 < to; r += 4)
        {
            first = S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r)), Element<S>(ref array, ref index, r), first);
            second = S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r + 1)), Element<S>(ref array, ref index, r + 1), second);
            third = S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r + 2)), Element<S>(ref array, ref index, r + 2), third);
            fourth = S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r + 3)), Element<S>(ref array, ref index, r + 3), fourth);
        }
        for (; r < to; r++)
            first = S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r)), Element<S>(ref array, ref index, r), first);
        return first + second + (third + fourth);
    }

    /// <summary>Σ_r array[left[r]] · array[right[r]].</summary>
    /// <param name="left">A column of addresses.</param>
    /// <param name="right">A column of addresses.</param>
    /// <param name="array">The memory that the addresses point into.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static S Dot<S>(ref int left, ref int right, ref double array, nint from, nint to)
        where S : struct, ILane<S>
    {
        S first = S.Zero;
        S second = S.Zero;
        nint r = from;
        for (; r + 1 < to; r += 2)
        {
            first = S.MultiplyAdd(Element<S>(ref array, ref left, r), Element<S>(ref array, ref right, r), first);
            second = S.MultiplyAdd(Element<S>(ref array, ref left, r + 1), Element<S>(ref array, ref right, r + 1), second);
        }
        if (r < to)
            first = S.MultiplyAdd(Element<S>(ref array, ref left, r), Element<S>(ref array, ref right, r), first);
        return first + second;
    }

    /// <summary>array[index[r]] += values[r] · factor: the way back of a product of data with elements.</summary>
    /// <param name="values">A column of data.</param>
    /// <param name="index">A column of addresses.</param>
    /// <param name="array">The memory that the addresses point into.</param>
    /// <param name="factor">The adjoint of the sum.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The row after the last.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled<S>(ref double values, ref int index, ref double array, S factor, nint from, nint to)
        where S : struct, ILane<S>
    {
        for (nint r = from; r < to; r++)
        {
            ref double element = ref Unsafe.Add(ref array, (nint)Unsafe.Add(ref index, r) * S.Count);
            S.Store(S.MultiplyAdd(S.Create(Unsafe.Add(ref values, r)), factor, S.Load(ref element)), ref element);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static S Element<S>(ref double array, ref int index, nint row)
        where S : struct, ILane<S> => S.Load(ref Unsafe.Add(ref array, (nint)Unsafe.Add(ref index, row) * S.Count));
}
