using System.Numerics;
using System.Runtime.CompilerServices;

namespace ProbDsl.Simd;

/// <summary>Products with a result of very few rows or columns: the large operand is read once, where it lies.</summary>
/// <remarks>
/// Where the large operand's rows run along the sums, each element of C is an inner product. Where its columns do, the transposed product
/// Cᵀ = op(B)ᵀ op(A)ᵀ has few rows and reads it in place. The other two cases are such products already, and the blocked product does them.
/// </remarks>
internal static unsafe class SlimDriver<T, W>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where W : struct, IWide<W, T>
{
    private const int Most = 4;
    private const int LeastInner = 32;
    private const int RowsTogether = 8;
    private const int RowsOfPart = 64;

    /// <summary>Whether the product is one of inner products.</summary>
    public static bool IsOfDots(in GemmProblem<T> p) =>
        p.K >= LeastInner && (HasFewColumns(p) || (p.M <= Most && p.BInner == 1));

    /// <summary>Whether the transposed product is better.</summary>
    public static bool IsTransposed(in GemmProblem<T> p) => p.N <= Most && p.K >= LeastInner && p.M > 2 * W.Count && p.ARow == 1;

    /// <summary>Elements of scratch that the inner products need.</summary>
    public static int DotScratch(in GemmProblem<T> p) => checked((HasFewColumns(p) ? p.N : p.M) * p.K);

    /// <summary>Computes the product by inner products.</summary>
    /// <param name="problem">The product; its packed A is the scratch.</param>
    /// <param name="team">The threads.</param>
    public static void Dots<TEpilogue>(ref GemmProblem<T> problem, WorkTeam team)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        GemmProblem<T>* p = (GemmProblem<T>*)Unsafe.AsPointer(ref problem);
        bool fewColumns = HasFewColumns(*p);
        int few = fewColumns ? p->N : p->M;
        T* source = fewColumns ? p->B : p->A;
        nint across = fewColumns ? p->BColumn : p->ARow;
        nint along = fewColumns ? p->BInner : p->AInner;
        for (int t = 0; t < few; t++)
            for (int i = 0; i < p->K; i++)
                p->PackedA[(nint)t * p->K + i] = source[t * across + i * along];
        int many = fewColumns ? p->M : p->N;
        team.Run(null, p, &DotsOfPart<TEpilogue>, (many + RowsOfPart - 1) / RowsOfPart);
    }

    /// <summary>The problem of the transposed product, to be written without epilogue to scratch of N × M.</summary>
    public static GemmProblem<T> Transpose(in GemmProblem<T> p, T* scratch) => new()
    {
        M = p.N, N = p.M, K = p.K, Alpha = T.One,
        A = p.B, ARow = p.BColumn, AInner = p.BInner,
        B = p.A, BInner = p.AInner, BColumn = p.ARow,
        C = scratch, Ldc = p.M, AInPlace = true, BInPlace = true,
    };

    /// <summary>Brings the transposed product home.</summary>
    public static void Untranspose<TEpilogue>(ref GemmProblem<T> p, T* scratch)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ref TEpilogue epilogue = ref Unsafe.AsRef<TEpilogue>(p.Epilogue);
        for (int i = 0; i < p.M; i++)
        {
            T* c = p.C + i * p.Ldc;
            for (int j = 0; j < p.N; j++)
                Write(c + j, scratch[(nint)j * p.M + i], p.Alpha, p.Accumulate);
            if (!TEpilogue.IsNone)
                epilogue.Apply(new Span<T>(c, p.N), i, 0);
        }
    }

    private static bool HasFewColumns(in GemmProblem<T> p) => p.N <= Most && p.AInner == 1;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    private static void DotsOfPart<TEpilogue>(object? target, void* state, int index)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        GemmProblem<T>* p = (GemmProblem<T>*)state;
        bool fewColumns = HasFewColumns(*p);
        (int many, int few) = fewColumns ? (p->M, p->N) : (p->N, p->M);
        T* rows = fewColumns ? p->A : p->B;
        nint stride = fewColumns ? p->ARow : p->BColumn;
        nint cMany = fewColumns ? p->Ldc : 1;
        nint cFew = fewColumns ? 1 : p->Ldc;
        T* sums = stackalloc T[RowsTogether];
        int end = Math.Min(many, (index + 1) * RowsOfPart);
        for (int r = index * RowsOfPart; r < end; r += RowsTogether)
        {
            int count = Math.Min(RowsTogether, end - r);
            for (int t = 0; t < few; t++)
            {
                T* y = p->PackedA + (nint)t * p->K;
                if (count == RowsTogether)
                    EightDots(rows + r * stride, stride, y, p->K, sums);
                else
                {
                    for (int i = 0; i < count; i++)
                        sums[i] = Dot(rows + (r + i) * stride, y, p->K);
                }

                for (int i = 0; i < count; i++)
                    Write(p->C + (r + i) * cMany + t * cFew, sums[i], p->Alpha, p->Accumulate);
            }

            if (!TEpilogue.IsNone)
                Finish<TEpilogue>(p, fewColumns, r, count, few);
        }
    }

    private static void Finish<TEpilogue>(GemmProblem<T>* p, bool fewColumns, int first, int count, int few)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ref TEpilogue epilogue = ref Unsafe.AsRef<TEpilogue>(p->Epilogue);
        if (fewColumns)
        {
            for (int i = first; i < first + count; i++)
                epilogue.Apply(new Span<T>(p->C + i * p->Ldc, few), i, 0);
            return;
        }

        for (int t = 0; t < few; t++)
            epilogue.Apply(new Span<T>(p->C + t * p->Ldc + first, count), t, first);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EightDots(T* x, nint stride, T* y, int k, T* sums)
    {
        W s0 = W.Zero, s1 = W.Zero, s2 = W.Zero, s3 = W.Zero, s4 = W.Zero, s5 = W.Zero, s6 = W.Zero, s7 = W.Zero;
        T* x4 = x + 4 * stride;
        nint stride2 = 2 * stride, stride3 = 3 * stride;
        int i = 0;
        for (; i <= k - W.Count; i += W.Count)
        {
            W v = W.Load(y + i);
            s0 = W.MultiplyAdd(W.Load(x + i), v, s0);
            s1 = W.MultiplyAdd(W.Load(x + i + stride), v, s1);
            s2 = W.MultiplyAdd(W.Load(x + i + stride2), v, s2);
            s3 = W.MultiplyAdd(W.Load(x + i + stride3), v, s3);
            s4 = W.MultiplyAdd(W.Load(x4 + i), v, s4);
            s5 = W.MultiplyAdd(W.Load(x4 + i + stride), v, s5);
            s6 = W.MultiplyAdd(W.Load(x4 + i + stride2), v, s6);
            s7 = W.MultiplyAdd(W.Load(x4 + i + stride3), v, s7);
        }

        sums[0] = AddRest(W.Sum(s0), x, y, i, k);
        sums[1] = AddRest(W.Sum(s1), x + stride, y, i, k);
        sums[2] = AddRest(W.Sum(s2), x + stride2, y, i, k);
        sums[3] = AddRest(W.Sum(s3), x + stride3, y, i, k);
        sums[4] = AddRest(W.Sum(s4), x4, y, i, k);
        sums[5] = AddRest(W.Sum(s5), x4 + stride, y, i, k);
        sums[6] = AddRest(W.Sum(s6), x4 + stride2, y, i, k);
        sums[7] = AddRest(W.Sum(s7), x4 + stride3, y, i, k);
    }

    private static T Dot(T* x, T* y, int k)
    {
        W sum = W.Zero;
        int i = 0;
        for (; i <= k - W.Count; i += W.Count)
            sum = W.MultiplyAdd(W.Load(x + i), W.Load(y + i), sum);
        return AddRest(W.Sum(sum), x, y, i, k);
    }

    private static T AddRest(T sum, T* x, T* y, int start, int end)
    {
        for (int i = start; i < end; i++)
            sum = T.MultiplyAddEstimate(x[i], y[i], sum);
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(T* c, T value, T alpha, bool accumulate) =>
        *c = accumulate ? T.MultiplyAddEstimate(value, alpha, *c) : value * alpha;
}
