using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>The blocked product on registers of one width.</summary>
/// <remarks>
/// The loops of Goto and van de Geijn, Anatomy of High-Performance Matrix Multiplication (2008): panels of the inner dimension, within them
/// slivers of B that stay in the nearest caches while the slivers of A pass by. What is to be packed for a panel is packed by all threads,
/// then the tiles of C are computed by all threads; a sliver of B that one part alone needs is packed as its turn comes. Every element of
/// C is summed in the same order whatever the tiles and threads.
/// </remarks>
internal static unsafe class GemmDriver<T, W>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    /// <summary>Slivers of A packed as one item.</summary>
    private const int PackedTogether = 4;

    /// <summary>Parts of a block for each thread, so that none waits long for the last.</summary>
    private const int PartsOfThread = 12;

    private static int LineElements => 64 / sizeof(T);

    private static int SliverColumns
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 2 * W.Count;
    }

    /// <summary>Elements of packed A that a product needs.</summary>
    public static int PackedALength(in GemmBlocks blocks) => RoundUp(blocks.Rows, W.Rows) * blocks.Inner;

    /// <summary>Elements of packed B that a product needs.</summary>
    public static int PackedBLength(in GemmBlocks blocks) => RoundUp(blocks.Columns, SliverColumns) * blocks.Inner;

    /// <summary>Computes the product.</summary>
    public static void Run<TEpilogue>(ref GemmProblem<T> problem, in GemmBlocks blocks, WorkTeam team)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        GemmProblem<T>* p = (GemmProblem<T>*)Unsafe.AsPointer(ref problem);
        for (p->Column0 = 0; p->Column0 < p->N; p->Column0 += p->Columns)
        {
            p->Columns = Math.Min(blocks.Columns, p->N - p->Column0);
            p->Inner0 = 0;
            do
            {
                p->Inner = Math.Min(blocks.Inner, p->K - p->Inner0);
                for (p->Row0 = 0; p->Row0 < p->M; p->Row0 += p->Rows)
                {
                    p->Rows = Math.Min(blocks.Rows, p->M - p->Row0);
                    RunBlock<TEpilogue>(p, team);
                }

                p->Inner0 += p->Inner;
            }
            while (p->Inner0 < p->K);
        }
    }

    private static void RunBlock<TEpilogue>(GemmProblem<T>* p, WorkTeam team)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        int slivers = Divide(p->Columns, SliverColumns);
        p->PacksInPassing = !p->BInPlace && p->Rows == p->M && (team.Threads == 1 || slivers >= PartsOfThread * team.Threads);
        p->SliversToPack = p->Row0 > 0 || p->PacksInPassing ? 0 : slivers;
        int items = p->SliversToPack + Divide(Divide(p->Rows, W.Rows), PackedTogether);
        // Where nothing but the edges is packed, that is not worth a round of the team.
        (p->AInPlace && (p->BInPlace || p->PacksInPassing) ? WorkTeam.Alone : team).Run(null, p, &Pack, items);
        SplitBetween(team.Threads, p);
        team.Run(null, p, &Compute<TEpilogue>, Divide(p->Rows, p->PartRows) * Divide(p->Columns, p->PartColumns));
    }

    /// <summary>Cuts the block at work into parts to be claimed.</summary>
    private static void SplitBetween(int threads, GemmProblem<T>* p)
    {
        (p->PartRows, p->PartColumns) = (p->Rows, p->Columns);
        if (threads == 1)
            return;
        int parts = PartsOfThread * threads;
        int slivers = Divide(p->Columns, SliverColumns);
        p->PartColumns = (p->PacksInPassing ? 1 : Divide(slivers, parts)) * SliverColumns;
        if (p->PacksInPassing)
            return;
        int tiles = Divide(p->Rows, W.Rows);
        int rowParts = Math.Clamp(Divide(parts, Divide(p->Columns, p->PartColumns)), 1, tiles);
        p->PartRows = Divide(tiles, rowParts) * W.Rows;
    }

    /// <summary>Item of the packing phase: first the slivers of B, then those of A a few at a time.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(object? target, void* state, int index)
    {
        GemmProblem<T>* p = (GemmProblem<T>*)state;
        if (index < p->SliversToPack)
        {
            int j = index * SliverColumns;
            if (!IsBInPlace(p, Math.Min(SliverColumns, p->Columns - j)))
                PackB(p, j, p->PackedB + (nint)j * p->Inner);
            return;
        }

        int first = (index - p->SliversToPack) * PackedTogether * W.Rows;
        int end = Math.Min(p->Rows, first + PackedTogether * W.Rows);
        for (int i = first; i < end; i += W.Rows)
        {
            int rows = Math.Min(W.Rows, p->Rows - i);
            if (p->AInPlace && rows == PaddedRows(rows))
                continue;
            T* source = p->A + (p->Row0 + i) * p->ARow + p->Inner0 * p->AInner;
            Packing<T>.Pack(source, p->ARow, p->AInner, rows, PaddedRows(rows), p->Inner, p->PackedA + (nint)i * p->Inner);
        }
    }

    /// <summary>Whether the kernels read a sliver of so many columns where it lies: one that fills its registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsBInPlace(GemmProblem<T>* p, int columns) => p->BInPlace && columns == PaddedColumns(columns);

    private static void PackB(GemmProblem<T>* p, int j, T* destination)
    {
        int columns = Math.Min(SliverColumns, p->Columns - j);
        T* source = p->B + p->Inner0 * p->BInner + (p->Column0 + j) * p->BColumn;
        Packing<T>.Pack(source, p->BColumn, p->BInner, columns, PaddedColumns(columns), p->Inner, destination);
    }

    /// <summary>Item of the computing phase: the tiles of a block of C, sliver of B by sliver of B.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void Compute<TEpilogue>(object? target, void* state, int index)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        GemmProblem<T>* p = (GemmProblem<T>*)state;
        int rowParts = Divide(p->Rows, p->PartRows);
        (int columnPart, int rowPart) = Math.DivRem(index, rowParts);
        int rowEnd = Math.Min(p->Rows, (rowPart + 1) * p->PartRows);
        int columnEnd = Math.Min(p->Columns, (columnPart + 1) * p->PartColumns);
        T* scratch = stackalloc T[W.Rows * SliverColumns];
        // One sliver after the other takes the same place on this thread's stack, which the first two caches keep.
        T* passing = stackalloc T[p->PacksInPassing ? (p->Inner * SliverColumns) + LineElements : 0];
        passing += (LineElements - ((nint)passing / sizeof(T) % LineElements)) % LineElements;
        for (int j = columnPart * p->PartColumns; j < columnEnd; j += SliverColumns)
        {
            int columns = Math.Min(SliverColumns, p->Columns - j);
            T* b = p->PacksInPassing ? passing : p->PackedB + (nint)j * p->Inner;
            nint bStep = PaddedColumns(columns);
            if (p->PacksInPassing)
                PackB(p, j, b);
            else if (IsBInPlace(p, columns))
            {
                b = p->B + p->Inner0 * p->BInner + p->Column0 + j;
                bStep = p->BInner;
            }

            for (int i = rowPart * p->PartRows; i < rowEnd; i += W.Rows)
            {
                int rows = Math.Min(W.Rows, p->Rows - i);
                T* c = p->C + (p->Row0 + i) * p->Ldc + p->Column0 + j;
                ComputeTile(p, i, rows, columns, b, bStep, c, scratch);
                if (!TEpilogue.IsNone && p->IsLast)
                    Finish<TEpilogue>(p, c, rows, columns, p->Row0 + i, p->Column0 + j);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ComputeTile(GemmProblem<T>* p, int i, int rows, int columns, T* b, nint bStep, T* c, T* scratch)
    {
        int paddedRows = PaddedRows(rows);
        int paddedColumns = PaddedColumns(columns);
        bool aInPlace = p->AInPlace && rows == paddedRows;
        T* a = aInPlace ? p->A + (p->Row0 + i) * p->ARow + p->Inner0 * p->AInner : p->PackedA + (nint)i * p->Inner;
        nint aRow = aInPlace ? p->ARow : 1;
        nint aStep = aInPlace ? p->AInner : paddedRows;
        if (columns == paddedColumns && rows == paddedRows)
            Tile(rows, columns, p->Inner, a, aRow, aStep, b, bStep, c, p->Ldc, p->Alpha, p->AddsToC);
        else
        {
            Tile(paddedRows, paddedColumns, p->Inner, a, aRow, aStep, b, bStep, scratch, paddedColumns, T.One, false);
            Merge(scratch, paddedColumns, rows, columns, c, p->Ldc, p->Alpha, p->AddsToC);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish<TEpilogue>(GemmProblem<T>* p, T* c, int rows, int columns, int row, int column)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ref TEpilogue epilogue = ref Unsafe.AsRef<TEpilogue>(p->Epilogue);
        for (int r = 0; r < rows; r++)
            epilogue.Apply(new Span<T>(c + r * p->Ldc, columns), row + r, column);
    }

    /// <summary>Adds the part of a padded tile that lies in C.</summary>
    private static void Merge(T* tile, int width, int rows, int columns, T* c, nint ldc, T alpha, bool accumulate)
    {
        W scale = W.Create(alpha);
        for (int r = 0; r < rows; r++, tile += width, c += ldc)
        {
            int j = 0;
            for (; j <= columns - W.Count; j += W.Count)
            {
                W value = W.Load(tile + j);
                W.Store(accumulate ? W.MultiplyAdd(value, scale, W.Load(c + j)) : W.Multiply(value, scale), c + j);
            }

            for (; j < columns; j++)
                c[j] = accumulate ? T.MultiplyAddEstimate(tile[j], alpha, c[j]) : tile[j] * alpha;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Tile(
        int rows, int columns, int k, T* a, nint aRow, nint aStep, T* b, nint bStep, T* c, nint ldc, T alpha, bool accumulate)
    {
        bool two = columns > W.Count;
        if (W.Rows == 12)
        {
            if (rows == 12 && two)
                TallKernels<T, W>.Tile12x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            else if (rows == 12)
                TallKernels<T, W>.Tile12x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            else if (rows == 8 && two)
                TallKernels<T, W>.Tile8x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            else if (rows == 8)
                TallKernels<T, W>.Tile8x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            else if (two)
                TallKernels<T, W>.Tile4x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            else
                TallKernels<T, W>.Tile4x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
            return;
        }

        if (rows == 6 && two)
            ShortKernels<T, W>.Tile6x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
        else if (rows == 6)
            ShortKernels<T, W>.Tile6x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
        else if (rows == 4 && two)
            ShortKernels<T, W>.Tile4x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
        else if (rows == 4)
            ShortKernels<T, W>.Tile4x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
        else if (two)
            ShortKernels<T, W>.Tile2x2(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
        else
            ShortKernels<T, W>.Tile2x1(k, a, aRow, aStep, b, bStep, c, ldc, alpha, accumulate);
    }

    /// <summary>Rows of the smallest kernel that holds so many.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PaddedRows(int rows)
    {
        int step = W.Rows == 12 ? 4 : 2;
        return (rows + step - 1) / step * step;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PaddedColumns(int columns) => columns <= W.Count ? W.Count : SliverColumns;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Divide(int length, int step) => (length + step - 1) / step;

    private static int RoundUp(int length, int step) => Divide(length, step) * step;
}
