using System.Numerics;
using System.Runtime.Intrinsics;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public class GemmTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 11, 12, 13, 15, 16, 17, 20, 23, 24, 25, 31, 33, 37, 40, 47, 49, 63, 65, 70];

    /// <summary>Sizes around every edge of tile and register, each with two others drawn from the same list, and a few that span panels.</summary>
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            HashSet<(int, int, int)> data = [];
            Random random = new(1);
            foreach (int size in Sizes)
            {
                int Other() => Sizes[random.Next(Sizes.Length)];
                data.Add((size, Other(), Other()));
                data.Add((Other(), size, Other()));
                data.Add((Other(), Other(), size));
            }

            foreach (int size in (int[])[1, 2, 3, 5, 24, 25])
            {
                data.Add((1, size, 70));
                data.Add((size, 1, 70));
                data.Add((size, 70, 1));
                data.Add((size, 97, 400));
                data.Add((97, size, 400));
            }

            data.Add((100, 40, 401));
            data.Add((130, 203, 785));
            data.Add((391, 77, 128));
            TheoryData<int, int, int> shapes = [];
            foreach ((int m, int n, int k) in data)
                shapes.Add(m, n, k);
            return shapes;
        }
    }

    private static int[] Widths => Vector512.IsHardwareAccelerated ? [512, 256, 128] : Vector256.IsHardwareAccelerated ? [256, 128] : [128];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Product_is_that_of_the_definition(int m, int n, int k)
    {
        Check<float>(m, n, k);
        Check<double>(m, n, k);
    }

    [Theory]
    [InlineData(12, 32, 4)]
    [InlineData(24, 64, 30)]
    [InlineData(36, 1024, 17)]
    public void Blocks_and_panels_join(int rows, int columns, int inner)
    {
        Check<float>(67, 150, 71, new(rows, columns, inner));
        Check<double>(131, 77, 34, new(rows, columns, inner));
    }

    [Fact]
    public void Blocks_cover_the_product_and_fit_the_caches()
    {
        GemmBlocks blocks = GemmBlocks.Choose(10_000, 1_000_000, 20_000, sizeof(float), 12, 32, 2);
        Assert.InRange(blocks.Inner * blocks.Rows * sizeof(float), 256 << 10, 1 << 20);
        Assert.InRange(blocks.Inner * (long)blocks.Columns * sizeof(float), 4 << 20, 8 << 20);
        Assert.Equal((0, 0), (blocks.Rows % 12, blocks.Columns % 32));
        Assert.Equal(new GemmBlocks(7, 40, 1), GemmBlocks.Choose(7, 40, 0, sizeof(float), 12, 32, 2));
    }

    [Fact]
    public void Zero_beta_does_not_read_the_result()
    {
        foreach ((int m, int n, int k) in (ReadOnlySpan<(int, int, int)>)[(1, 1, 1), (13, 21, 5), (100, 40, 400), (1, 40, 400), (40, 1, 400)])
        {
            GemmCase<float> work = new(m, n, k, false, false);
            for (int i = 0; i < m; i++)
                work.C.AsSpan(i * work.Ldc, n).Fill(float.NaN);
            work.AssertIsProduct(work.Product(new(WorkTeam.Alone), 0), 0);
        }
    }

    [Fact]
    public void Scales_product_and_result()
    {
        GemmCase<double> work = new(14, 35, 50, false, true);
        work.AssertIsProduct(work.Product(new(WorkTeam.Alone), 1, -0.5), 1, -0.5);
        work.AssertIsProduct(work.Product(new(WorkTeam.Alone), 0.25, 3), 0.25, 3);
    }

    [Fact]
    public void Empty_sums_leave_beta_times_the_result()
    {
        GemmCase<float> work = new(13, 37, 0, false, false);
        work.AssertIsProduct(work.Product(new(WorkTeam.Alone), 0), 0);
        work.AssertIsProduct(work.Product(new(WorkTeam.Alone), 1), 1);
    }

    [Fact]
    public void Empty_results_are_left_alone()
    {
        GemmCase<float> work = new(0, 5, 7, false, false);
        Assert.Empty(work.Product(new(WorkTeam.Alone), 0));
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        using WorkTeam team = new(Math.Max(2, Environment.ProcessorCount));
        foreach ((int m, int n, int k) in (ReadOnlySpan<(int, int, int)>)[(128, 400, 784), (784, 400, 128), (128, 784, 400), (500, 40, 400), (129, 20, 801), (1000, 33, 70)])
            foreach ((bool ta, bool tb) in Transposes)
            {
                Assert.Equal(new GemmCase<float>(m, n, k, ta, tb).Product(new(WorkTeam.Alone), 1), new GemmCase<float>(m, n, k, ta, tb).Product(new(team), 1));
                Assert.Equal(new GemmCase<double>(m, n, k, ta, tb).Product(new(WorkTeam.Alone), 0), new GemmCase<double>(m, n, k, ta, tb).Product(new(team), 0));
            }
    }

    [Fact]
    public void A_product_allocates_nothing()
    {
        Gemm<float> gemm = new(WorkTeam.Shared);
        GemmCase<float> large = new(256, 257, 300, false, true);
        GemmCase<float> small = new(9, 40, 60, true, false);
        float[] c = new float[256 * 257];
        void Run()
        {
            gemm.Multiply(256, 257, 300, large.A, large.Lda, false, large.B, large.Ldb, true, c, 257, 0);
            gemm.Multiply(9, 40, 60, small.A, small.Lda, true, small.B, small.Ldb, false, c, 40, 1);
        }

        for (int i = 0; i < 3; i++)
            Run();
        // The counter is the whole process's, and other tests may run: the least of several tries counts.
        long least = long.MaxValue;
        for (int i = 0; i < 50 && least != 0; i++)
        {
            long own = GC.GetAllocatedBytesForCurrentThread();
            long total = GC.GetTotalAllocatedBytes(precise: true);
            Run();
            least = Math.Min(least, GC.GetTotalAllocatedBytes(precise: true) - total);
            Assert.Equal(own, GC.GetAllocatedBytesForCurrentThread());
        }

        Assert.Equal(0, least);
    }

    [Theory]
    [InlineData(3, 3, 3, 2, 3, 3, 9, 9, 9, "Rows of 3 elements do not fit a leading dimension of 2. (Parameter 'a')")]
    [InlineData(3, 3, 3, 3, 3, 3, 9, 8, 9, "3 rows of 3 at a leading dimension of 3 do not fit 8 elements. (Parameter 'b')")]
    [InlineData(3, 3, 3, 3, 3, 4, 9, 9, 10, "3 rows of 3 at a leading dimension of 4 do not fit 10 elements. (Parameter 'c')")]
    public void Operands_that_do_not_fit_are_refused(int m, int n, int k, int lda, int ldb, int ldc, int a, int b, int c, string message)
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new Gemm<float>(WorkTeam.Alone).Multiply(m, n, k, new float[a], lda, false, new float[b], ldb, false, new float[c], ldc, 0));
        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void Only_float_and_double_are_multiplied() => Assert.Throws<NotSupportedException>(() => new Gemm<Half>());

    private static (bool A, bool B)[] Transposes => [(false, false), (false, true), (true, false), (true, true)];

    private static void Check<T>(int m, int n, int k, GemmBlocks? blocks = null)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        foreach ((bool ta, bool tb) in Transposes)
        {
            GemmCase<T> work = new(m, n, k, ta, tb);
            foreach (int bits in Widths)
            {
                Gemm<T> gemm = new(WorkTeam.Shared, bits) { Blocks = blocks };
                work.AssertIsProduct(work.Product(gemm, T.Zero), 0);
                work.AssertIsProduct(work.Product(gemm, T.One), 1);
            }
        }
    }
}
