namespace ProbDsl.Simd;

/// <summary>One product and the part of it at work: it lives in the frame of the call, and the workers see it through a pointer.</summary>
/// <typeparam name="T">The element.</typeparam>
internal unsafe struct GemmProblem<T>
    where T : unmanaged
{
    private const int HalfPage = 2048;

    /// <summary>Rows of C.</summary>
    public int M;

    /// <summary>Columns of C.</summary>
    public int N;

    /// <summary>Length of the sums.</summary>
    public int K;

    /// <summary>A[i, p] = A[i ARow + p AInner].</summary>
    public T* A;

    /// <summary>Elements from one row of op(A) to the next.</summary>
    public nint ARow;

    /// <summary>Elements from one column of op(A) to the next.</summary>
    public nint AInner;

    /// <summary>B[p, j] = B[p BInner + j BColumn].</summary>
    public T* B;

    /// <summary>Elements from one row of op(B) to the next.</summary>
    public nint BInner;

    /// <summary>Elements from one column of op(B) to the next.</summary>
    public nint BColumn;

    /// <summary>The result, row by row.</summary>
    public T* C;

    /// <summary>Elements from one row of C to the next.</summary>
    public nint Ldc;

    /// <summary>The factor of the product.</summary>
    public T Alpha;

    /// <summary>Whether C is added to from the first panel on.</summary>
    public bool Accumulate;

    /// <summary>Whether the kernels read whole slivers of A where they lie.</summary>
    public bool AInPlace;

    /// <summary>Whether the kernels read whole slivers of B where they lie.</summary>
    public bool BInPlace;

    /// <summary>The epilogue, in the frame of the call.</summary>
    public void* Epilogue;

    /// <summary>The slivers of A at work.</summary>
    public T* PackedA;

    /// <summary>The slivers of B at work.</summary>
    public T* PackedB;

    /// <summary>The first row at work.</summary>
    public int Row0;

    /// <summary>Rows at work.</summary>
    public int Rows;

    /// <summary>The first column at work.</summary>
    public int Column0;

    /// <summary>Columns at work.</summary>
    public int Columns;

    /// <summary>The first inner index at work.</summary>
    public int Inner0;

    /// <summary>Inner indices at work.</summary>
    public int Inner;

    /// <summary>Slivers of B that the packing phase packs.</summary>
    public int SliversToPack;

    /// <summary>Whether each part packs its slivers of B itself, just before it uses them.</summary>
    public bool PacksInPassing;

    /// <summary>Rows of a part.</summary>
    public int PartRows;

    /// <summary>Columns of a part.</summary>
    public int PartColumns;

    /// <summary>Decides which operands the kernels read where they lie: those that are not used often enough to repay a copy.</summary>
    /// <remarks>
    /// The kernels take A with any strides, and B with adjacent columns. Rows whose distance is a multiple of half a page fall on the same
    /// few sets of the caches and evict each other, so those are worth copying much sooner. The thresholds are measured.
    /// </remarks>
    public void ChooseInPlace()
    {
        bool unrelatedA = Math.Max(ARow, AInner) * sizeof(T) % HalfPage != 0;
        AInPlace = N <= 64 || (N <= 1024 && unrelatedA);
        BInPlace = BColumn == 1 && (M <= 24 || (M <= 256 && BInner * sizeof(T) % HalfPage != 0));
    }

    /// <summary>Whether the tiles add to C.</summary>
    public readonly bool AddsToC => Accumulate || Inner0 > 0;

    /// <summary>Whether the tiles complete their sums.</summary>
    public readonly bool IsLast => Inner0 + Inner == K;
}
