using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace ProbDsl.Simd;

/// <summary>Products of dense matrices, row by row in memory: C ← α op(A) op(B) + β C, then an epilogue on each finished piece of C.</summary>
/// <typeparam name="T">The element: float or double.</typeparam>
/// <remarks>
/// An instance owns its scratch, which grows with the largest product seen; after that a product allocates nothing. One product at a time:
/// an instance belongs to one caller, and the threads of its team help. Results do not depend on the number of threads to the bit; they do
/// depend on the register width in the last places where the processor cannot fuse multiplication and addition.
/// </remarks>
public sealed unsafe class Gemm<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Multiply-adds below which a product stays on the calling thread.</summary>
    private const long SerialWork = 1 << 20;

    private readonly AlignedBuffer<T> packedA = new();
    private readonly AlignedBuffer<T> packedB = new();
    private readonly AlignedBuffer<T> transposed = new();
    private readonly int registerBits;
    private WorkTeam team;
    private int busy;

    /// <summary>A multiplier on the threads of the whole process.</summary>
    public Gemm()
        : this(WorkTeam.Shared)
    {
    }

    /// <summary>A multiplier on the threads of a team.</summary>
    /// <param name="team">The team; <see cref="WorkTeam.Alone"/> for the calling thread only.</param>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither float nor double.</exception>
    public Gemm(WorkTeam team)
        : this(team, HardwareBits)
    {
    }

    /// <summary>A multiplier on registers of a given width.</summary>
    internal Gemm(WorkTeam team, int registerBits)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
            throw new NotSupportedException($"Matrix products are of float or double, not of {typeof(T)}.");
        (this.team, this.registerBits) = (team, registerBits);
    }

    /// <summary>The team whose threads compute a product.</summary>
    public WorkTeam Team
    {
        get => team;
        set => team = value ?? throw new ArgumentNullException(nameof(value));
    }

    /// <summary>Blocks to use in place of those chosen by shape.</summary>
    internal GemmBlocks? Blocks { get; init; }

    private static int HardwareBits => Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>C ← op(A) op(B) + β C.</summary>
    /// <inheritdoc cref="Multiply{TEpilogue}(int, int, int, ReadOnlySpan{T}, int, bool, ReadOnlySpan{T}, int, bool, Span{T}, int, T, in TEpilogue, T)"/>
    public void Multiply(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transposeA, ReadOnlySpan<T> b, int ldb, bool transposeB,
        Span<T> c, int ldc, T beta) =>
        Multiply(m, n, k, a, lda, transposeA, b, ldb, transposeB, c, ldc, beta, default(NoEpilogue<T>), T.One);

    /// <summary>C ← op(A) op(B) + β C, then the epilogue.</summary>
    /// <inheritdoc cref="Multiply{TEpilogue}(int, int, int, ReadOnlySpan{T}, int, bool, ReadOnlySpan{T}, int, bool, Span{T}, int, T, in TEpilogue, T)"/>
    public void Multiply<TEpilogue>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transposeA, ReadOnlySpan<T> b, int ldb, bool transposeB,
        Span<T> c, int ldc, T beta, scoped in TEpilogue epilogue)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct =>
        Multiply(m, n, k, a, lda, transposeA, b, ldb, transposeB, c, ldc, beta, in epilogue, T.One);

    /// <summary>C ← α op(A) op(B) + β C, then the epilogue.</summary>
    /// <param name="m">Rows of op(A) and C.</param>
    /// <param name="n">Columns of op(B) and C.</param>
    /// <param name="k">Columns of op(A), rows of op(B).</param>
    /// <param name="a">A, m × k, or k × m if transposed.</param>
    /// <param name="lda">Elements from one row of A to the next.</param>
    /// <param name="transposeA">Whether op(A) is the transpose of A.</param>
    /// <param name="b">B, k × n, or n × k if transposed.</param>
    /// <param name="ldb">Elements from one row of B to the next.</param>
    /// <param name="transposeB">Whether op(B) is the transpose of B.</param>
    /// <param name="c">C, m × n; it must not overlap A or B. Elements between its rows are left alone.</param>
    /// <param name="ldc">Elements from one row of C to the next.</param>
    /// <param name="beta">Zero overwrites C without reading it (NaN there does no harm); one adds to it.</param>
    /// <param name="epilogue">Done to each finished piece of a row of C.</param>
    /// <param name="alpha">The factor of the product.</param>
    /// <exception cref="ArgumentException">A size is negative, a row is longer than its leading dimension, or a span is too short.</exception>
    /// <exception cref="InvalidOperationException">Another product of this instance is under way.</exception>
    public void Multiply<TEpilogue>(
        int m, int n, int k, ReadOnlySpan<T> a, int lda, bool transposeA, ReadOnlySpan<T> b, int ldb, bool transposeB,
        Span<T> c, int ldc, T beta, scoped in TEpilogue epilogue, T alpha)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        ArgumentOutOfRangeException.ThrowIfNegative(m);
        ArgumentOutOfRangeException.ThrowIfNegative(n);
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        Check(a.Length, transposeA ? k : m, transposeA ? m : k, lda, nameof(a));
        Check(b.Length, transposeB ? n : k, transposeB ? k : n, ldb, nameof(b));
        Check(c.Length, m, n, ldc, nameof(c));
        if (m == 0 || n == 0)
            return;
        if (beta != T.Zero && beta != T.One)
            Scale(c, m, n, ldc, beta);
        // The workers reach the epilogue through its address, so it must lie in this frame.
        TEpilogue local = epilogue;
        fixed (T* pinnedA = a, pinnedB = b, pinnedC = c)
        {
            GemmProblem<T> problem = new()
            {
                M = m, N = n, K = k, Alpha = alpha, Accumulate = beta != T.Zero, Epilogue = Unsafe.AsPointer(ref local),
                A = pinnedA, ARow = transposeA ? 1 : lda, AInner = transposeA ? lda : 1,
                B = pinnedB, BInner = transposeB ? 1 : ldb, BColumn = transposeB ? ldb : 1,
                C = pinnedC, Ldc = ldc,
            };
            Enter();
            try
            {
                Dispatch<TEpilogue>(ref problem);
            }
            finally
            {
                Volatile.Write(ref busy, 0);
            }
        }
    }

    private static void Check(int length, int rows, int columns, int stride, string name)
    {
        if (stride < columns)
            throw new ArgumentException($"Rows of {columns} elements do not fit a leading dimension of {stride}.", name);
        if (rows > 0 && columns > 0 && (long)(rows - 1) * stride + columns > length)
            throw new ArgumentException($"{rows} rows of {columns} at a leading dimension of {stride} do not fit {length} elements.", name);
    }

    private static void Scale(Span<T> c, int m, int n, int ldc, T beta)
    {
        for (int i = 0; i < m; i++)
            TensorPrimitives.Multiply<T>(c.Slice(i * ldc, n), beta, c.Slice(i * ldc, n));
    }

    private void Enter()
    {
        if (Interlocked.CompareExchange(ref busy, 1, 0) != 0)
            throw new InvalidOperationException("This instance is computing another product; each caller needs an instance of its own.");
    }

    private void Dispatch<TEpilogue>(ref GemmProblem<T> problem)
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        if (registerBits == 512)
            Run<Wide512<T>, TEpilogue>(ref problem);
        else if (registerBits == 256)
            Run<Wide256<T>, TEpilogue>(ref problem);
        else
            Run<Wide128<T>, TEpilogue>(ref problem);
    }

    private void Run<W, TEpilogue>(ref GemmProblem<T> problem)
        where W : struct, IWide<W, T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        WorkTeam workers = (long)problem.M * problem.N * problem.K < SerialWork ? WorkTeam.Alone : team;
        if (SlimDriver<T, W>.IsOfDots(problem))
        {
            problem.PackedA = packedA.AtLeast(SlimDriver<T, W>.DotScratch(problem));
            SlimDriver<T, W>.Dots<TEpilogue>(ref problem, workers);
        }
        else if (SlimDriver<T, W>.IsTransposed(problem))
        {
            T* scratch = transposed.AtLeast(checked(problem.M * problem.N));
            GemmProblem<T> other = SlimDriver<T, W>.Transpose(problem, scratch);
            RunBlocks<W, NoEpilogue<T>>(ref other, workers);
            SlimDriver<T, W>.Untranspose<TEpilogue>(ref problem, scratch);
        }
        else
        {
            problem.ChooseInPlace();
            RunBlocks<W, TEpilogue>(ref problem, workers);
        }
    }

    private void RunBlocks<W, TEpilogue>(ref GemmProblem<T> problem, WorkTeam workers)
        where W : struct, IWide<W, T>
        where TEpilogue : struct, IEpilogue<T>, allows ref struct
    {
        GemmBlocks blocks = Blocks
            ?? GemmBlocks.Choose(problem.M, problem.N, problem.K, sizeof(T), W.Rows, 2 * W.Count, workers.Threads);
        problem.PackedA = packedA.AtLeast(GemmDriver<T, W>.PackedALength(blocks));
        problem.PackedB = packedB.AtLeast(GemmDriver<T, W>.PackedBLength(blocks));
        GemmDriver<T, W>.Run<TEpilogue>(ref problem, blocks, workers);
    }
}
