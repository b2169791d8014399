using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>Tiles for a file of 16 registers.</summary>
/// <remarks>
/// Each computes C ← α A B (+ C). Row i of A is a[i aRow], and both operands advance by a step at each inner index: one that is packed by
/// its own width, one that is read in place by a leading dimension or by one. The accumulators are locals, one register each, so the
/// inner loop touches memory for the operands only; every element of C is one chain of multiply-adds over the inner index, whatever tile
/// it falls in.
/// </remarks>
internal static unsafe class ShortKernels<T, W>
    where T : unmanaged
    where W : struct, IWide<W, T>
{
    /// <summary>A tile of 6 rows and two registers a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6x2(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero, c01 = W.Zero;
        W c10 = W.Zero, c11 = W.Zero;
        W c20 = W.Zero, c21 = W.Zero;
        W c30 = W.Zero, c31 = W.Zero;
        W c40 = W.Zero, c41 = W.Zero;
        W c50 = W.Zero, c51 = W.Zero;
        T* a4 = a + 4 * aRow;
        nint aRow2 = 2 * aRow, aRow3 = 3 * aRow;
        for (; k > 0; k--)
        {
            W b0 = W.Load(b), b1 = W.Load(b + W.Count);
            Step(a, b0, b1, ref c00, ref c01);
            Step(a + aRow, b0, b1, ref c10, ref c11);
            Step(a + aRow2, b0, b1, ref c20, ref c21);
            Step(a + aRow3, b0, b1, ref c30, ref c31);
            Step(a4, b0, b1, ref c40, ref c41);
            Step(a4 + aRow, b0, b1, ref c50, ref c51);
            a += aStep;
            a4 += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, c01, scale, accumulate, c);
        Write(c10, c11, scale, accumulate, c + ldc);
        Write(c20, c21, scale, accumulate, c + 2 * ldc);
        Write(c30, c31, scale, accumulate, c + 3 * ldc);
        Write(c40, c41, scale, accumulate, c + 4 * ldc);
        Write(c50, c51, scale, accumulate, c + 5 * ldc);
    }

    /// <summary>A tile of 6 rows and one register a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile6x1(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero;
        W c10 = W.Zero;
        W c20 = W.Zero;
        W c30 = W.Zero;
        W c40 = W.Zero;
        W c50 = W.Zero;
        T* a4 = a + 4 * aRow;
        nint aRow2 = 2 * aRow, aRow3 = 3 * aRow;
        for (; k > 0; k--)
        {
            W b0 = W.Load(b);
            Step(a, b0, ref c00);
            Step(a + aRow, b0, ref c10);
            Step(a + aRow2, b0, ref c20);
            Step(a + aRow3, b0, ref c30);
            Step(a4, b0, ref c40);
            Step(a4 + aRow, b0, ref c50);
            a += aStep;
            a4 += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, scale, accumulate, c);
        Write(c10, scale, accumulate, c + ldc);
        Write(c20, scale, accumulate, c + 2 * ldc);
        Write(c30, scale, accumulate, c + 3 * ldc);
        Write(c40, scale, accumulate, c + 4 * ldc);
        Write(c50, scale, accumulate, c + 5 * ldc);
    }

    /// <summary>A tile of 4 rows and two registers a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x2(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero, c01 = W.Zero;
        W c10 = W.Zero, c11 = W.Zero;
        W c20 = W.Zero, c21 = W.Zero;
        W c30 = W.Zero, c31 = W.Zero;
        nint aRow2 = 2 * aRow, aRow3 = 3 * aRow;
        for (; k > 0; k--)
        {
            W b0 = W.Load(b), b1 = W.Load(b + W.Count);
            Step(a, b0, b1, ref c00, ref c01);
            Step(a + aRow, b0, b1, ref c10, ref c11);
            Step(a + aRow2, b0, b1, ref c20, ref c21);
            Step(a + aRow3, b0, b1, ref c30, ref c31);
            a += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, c01, scale, accumulate, c);
        Write(c10, c11, scale, accumulate, c + ldc);
        Write(c20, c21, scale, accumulate, c + 2 * ldc);
        Write(c30, c31, scale, accumulate, c + 3 * ldc);
    }

    /// <summary>A tile of 4 rows and one register a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile4x1(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero;
        W c10 = W.Zero;
        W c20 = W.Zero;
        W c30 = W.Zero;
        nint aRow2 = 2 * aRow, aRow3 = 3 * aRow;
        for (; k > 0; k--)
        {
            W b0 = W.Load(b);
            Step(a, b0, ref c00);
            Step(a + aRow, b0, ref c10);
            Step(a + aRow2, b0, ref c20);
            Step(a + aRow3, b0, ref c30);
            a += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, scale, accumulate, c);
        Write(c10, scale, accumulate, c + ldc);
        Write(c20, scale, accumulate, c + 2 * ldc);
        Write(c30, scale, accumulate, c + 3 * ldc);
    }

    /// <summary>A tile of 2 rows and two registers a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile2x2(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero, c01 = W.Zero;
        W c10 = W.Zero, c11 = W.Zero;

        for (; k > 0; k--)
        {
            W b0 = W.Load(b), b1 = W.Load(b + W.Count);
            Step(a, b0, b1, ref c00, ref c01);
            Step(a + aRow, b0, b1, ref c10, ref c11);
            a += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, c01, scale, accumulate, c);
        Write(c10, c11, scale, accumulate, c + ldc);
    }

    /// <summary>A tile of 2 rows and one register a row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Tile2x1(int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        W c00 = W.Zero;
        W c10 = W.Zero;

        for (; k > 0; k--)
        {
            W b0 = W.Load(b);
            Step(a, b0, ref c00);
            Step(a + aRow, b0, ref c10);
            a += aStep;
            b += bStep;
        }

        W scale = W.Create(alpha);
        Write(c00, scale, accumulate, c);
        Write(c10, scale, accumulate, c + ldc);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(T* a, W b0, W b1, ref W c0, ref W c1)
    {
        W x = W.Create(*a);
        c0 = W.MultiplyAdd(x, b0, c0);
        c1 = W.MultiplyAdd(x, b1, c1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Step(T* a, W b0, ref W c0) => c0 = W.MultiplyAdd(W.Create(*a), b0, c0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(W c0, W c1, W scale, bool accumulate, T* c)
    {
        Write(c0, scale, accumulate, c);
        Write(c1, scale, accumulate, c + W.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(W c0, W scale, bool accumulate, T* c) =>
        W.Store(accumulate ? W.MultiplyAdd(c0, scale, W.Load(c)) : W.Multiply(c0, scale), c);
}
