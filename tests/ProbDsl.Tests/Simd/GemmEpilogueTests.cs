using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

public class GemmEpilogueTests
{
    public static TheoryData<int, int, int> Shapes => new()
    {
        { 1, 1, 1 }, { 1, 40, 400 }, { 40, 1, 400 }, { 2, 3, 0 }, { 13, 37, 50 }, { 100, 40, 400 }, { 128, 401, 784 }, { 50, 20, 1 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bias_is_added_to_each_column(int m, int n, int k) =>
        Check(m, n, k, (Gemm<float> gemm, GemmCase<float> w, float[] bias, float[] c) =>
            gemm.Multiply(m, n, k, w.A, w.Lda, false, w.B, w.Ldb, true, c, w.Ldc, 1, new BiasEpilogue<float>(bias)), (c, b) => c + b);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Bias_and_rectifier_follow_the_product(int m, int n, int k) =>
        Check(m, n, k, (Gemm<float> gemm, GemmCase<float> w, float[] bias, float[] c) =>
            gemm.Multiply(m, n, k, w.A, w.Lda, false, w.B, w.Ldb, true, c, w.Ldc, 1, new BiasReluEpilogue<float>(bias)),
            (c, b) => Math.Max(c + b, 0));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Rectifier_follows_the_product(int m, int n, int k) =>
        Check(m, n, k, (Gemm<float> gemm, GemmCase<float> w, float[] bias, float[] c) =>
            gemm.Multiply(m, n, k, w.A, w.Lda, false, w.B, w.Ldb, true, c, w.Ldc, 1, default(ReluEpilogue<float>)), (c, _) => Math.Max(c, 0));

    /// <summary>Every element of C is in exactly one piece, at its own place, after its sum is complete.</summary>
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Pieces_cover_the_result_once(int m, int n, int k)
    {
        int[] visits = new int[m * n];
        GemmCase<double> work = new(m, n, k, true, false);
        double[] plain = work.Product(new(), 0);
        double[] c = [.. work.C];
        new Gemm<double>().Multiply(m, n, k, work.A, work.Lda, true, work.B, work.Ldb, false, c, work.Ldc, 0, new Visits(visits, n));
        Assert.All(visits, v => Assert.Equal(1, v));
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                Assert.Equal(plain[i * work.Ldc + j] + (i * n + j), c[i * work.Ldc + j]);
    }

    [Fact]
    public void Not_a_number_passes_the_rectifier()
    {
        foreach (int n in (int[])[1, 5, 33])
        {
            float[] c = new float[n];
            new Gemm<float>().Multiply(1, n, 1, [float.NaN], 1, false, Enumerable.Repeat(1f, n).ToArray(), n, false, c, n, 0, default(ReluEpilogue<float>));
            Assert.All(c, x => Assert.True(float.IsNaN(x)));
        }
    }

    [Fact]
    public void An_exception_in_an_epilogue_reaches_the_caller()
    {
        Gemm<double> gemm = new();
        GemmCase<double> work = new(300, 200, 100, false, false);
        double[] c = [.. work.C];
        Assert.Throws<TimeoutException>(
            () => gemm.Multiply(300, 200, 100, work.A, work.Lda, false, work.B, work.Ldb, false, c, work.Ldc, 0, default(Refusal)));
        work.AssertIsProduct(work.Product(gemm, 0), 0);
    }

    private static void Check(
        int m, int n, int k, Action<Gemm<float>, GemmCase<float>, float[], float[]> multiply, Func<float, float, float> expected)
    {
        GemmCase<float> work = new(m, n, k, false, true);
        float[] bias = [.. Enumerable.Range(0, n).Select(j => MathF.Sin(j))];
        float[] plain = work.Product(new(), 1);
        float[] c = [.. work.C];
        multiply(new Gemm<float>(), work, bias, c);
        for (int i = 0; i < m; i++)
            for (int j = 0; j < n; j++)
                Assert.Equal(expected(plain[i * work.Ldc + j], bias[j]), c[i * work.Ldc + j]);
    }

    private readonly struct Visits(int[] visits, int n) : IEpilogue<double>
    {
        public void Apply(Span<double> piece, int row, int column)
        {
            for (int j = 0; j < piece.Length; j++)
            {
                int place = row * n + column + j;
                Interlocked.Increment(ref visits[place]);
                piece[j] += place;
            }
        }
    }

    private readonly struct Refusal : IEpilogue<double>
    {
        public void Apply(Span<double> piece, int row, int column)
        {
            if (row >= 250)
                throw new TimeoutException();
        }
    }
}
