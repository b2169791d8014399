using System.Runtime.CompilerServices;
using ProbDsl.Simd;

namespace ProbDsl.Runtime;

/// <summary>Products of a data matrix with a vector of latents, over a block of rows that stays in the nearest cache.</summary>
/// <remarks>One pass over the matrix forwards and one backwards, with no temporary of the size of the data.</remarks>
public static class PlateBlocks
{
    /// <summary>Row steps in a block.</summary>
    public const int Steps = 32;

    /// <summary>Elements of scratch memory for one block.</summary>
    public const int Size = Steps * PlateTable.Padding;

    /// <summary>buffer[row] = Σ_k matrix[k][row] · vector[k].</summary>
    /// <param name="matrix">The data, column by column.</param>
    /// <param name="stride">Distance between columns.</param>
    /// <param name="row">First row of the block.</param>
    /// <param name="steps">Row steps in the block.</param>
    /// <param name="vector">First element of the vector.</param>
    /// <param name="step">Distance between elements of the vector.</param>
    /// <param name="count">Number of elements.</param>
    /// <param name="buffer">One value a row step.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<S, T, P>(
        ref double matrix, nint stride, nint row, nint steps, ref double vector, nint step, nint count, ref double buffer)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        for (nint at = 0; at < steps; at++)
            T.Store(T.Zero, ref Unsafe.Add(ref buffer, at * T.Count));
        nint k = 0;
        for (; k + 1 < count; k += 2)
        {
            T first = P.Spread(ref vector, k * step);
            T second = P.Spread(ref vector, (k + 1) * step);
            ref double column = ref Unsafe.Add(ref matrix, (k * stride) + row);
            ref double next = ref Unsafe.Add(ref column, stride);
            for (nint at = 0; at < steps; at++)
            {
                ref double target = ref Unsafe.Add(ref buffer, at * T.Count);
                T sum = T.MultiplyAdd(P.Column(ref column, at * P.Width), first, T.Load(ref target));
                T.Store(T.MultiplyAdd(P.Column(ref next, at * P.Width), second, sum), ref target);
            }
        }
        if (k < count)
            AddColumn<S, T, P>(ref Unsafe.Add(ref matrix, (k * stride) + row), steps, P.Spread(ref vector, k * step), ref buffer);
    }

    /// <summary>adjoints[k] += Σ_row matrix[k][row] · buffer[row].</summary>
    /// <param name="matrix">The data, column by column.</param>
    /// <param name="stride">Distance between columns.</param>
    /// <param name="row">First row of the block.</param>
    /// <param name="steps">Row steps in the block.</param>
    /// <param name="buffer">One adjoint a row step.</param>
    /// <param name="adjoints">One lane value for each element of the vector.</param>
    /// <param name="count">Number of elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void MultiplyTransposed<S, T, P>(
        ref double matrix, nint stride, nint row, nint steps, ref double buffer, ref double adjoints, nint count)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        nint k = 0;
        for (; k + 1 < count; k += 2)
        {
            ref double column = ref Unsafe.Add(ref matrix, (k * stride) + row);
            ref double next = ref Unsafe.Add(ref column, stride);
            T first = T.Zero;
            T firstOdd = T.Zero;
            T second = T.Zero;
            T secondOdd = T.Zero;
            nint at = 0;
            for (; at + 1 < steps; at += 2)
            {
                T even = T.Load(ref Unsafe.Add(ref buffer, at * T.Count));
                T odd = T.Load(ref Unsafe.Add(ref buffer, (at + 1) * T.Count));
                first = T.MultiplyAdd(P.Column(ref column, at * P.Width), even, first);
                second = T.MultiplyAdd(P.Column(ref next, at * P.Width), even, second);
                firstOdd = T.MultiplyAdd(P.Column(ref column, (at + 1) * P.Width), odd, firstOdd);
                secondOdd = T.MultiplyAdd(P.Column(ref next, (at + 1) * P.Width), odd, secondOdd);
            }
            if (at < steps)
            {
                T even = T.Load(ref Unsafe.Add(ref buffer, at * T.Count));
                first = T.MultiplyAdd(P.Column(ref column, at * P.Width), even, first);
                second = T.MultiplyAdd(P.Column(ref next, at * P.Width), even, second);
            }
            AddTo(ref Unsafe.Add(ref adjoints, k * T.Count), first + firstOdd);
            AddTo(ref Unsafe.Add(ref adjoints, (k + 1) * T.Count), second + secondOdd);
        }
        if (k < count)
            AddTo(ref Unsafe.Add(ref adjoints, k * T.Count), Dot<S, T, P>(ref Unsafe.Add(ref matrix, (k * stride) + row), steps, ref buffer));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddColumn<S, T, P>(ref double column, nint steps, T factor, ref double buffer)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        for (nint at = 0; at < steps; at++)
        {
            ref double target = ref Unsafe.Add(ref buffer, at * T.Count);
            T.Store(T.MultiplyAdd(P.Column(ref column, at * P.Width), factor, T.Load(ref target)), ref target);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Dot<S, T, P>(ref double column, nint steps, ref double buffer)
        where S : struct, ILane<S>
        where T : struct, ILane<T>
        where P : struct, IPlate<S, T>
    {
        T sum = T.Zero;
        for (nint at = 0; at < steps; at++)
            sum = T.MultiplyAdd(P.Column(ref column, at * P.Width), T.Load(ref Unsafe.Add(ref buffer, at * T.Count)), sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo<T>(ref double target, T value)
        where T : struct, ILane<T> => T.Store(T.Load(ref target) + value, ref target);
}
