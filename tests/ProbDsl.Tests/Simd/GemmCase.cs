using System.Numerics;
using ProbDsl.Simd;
using Xunit;

namespace ProbDsl.Tests.Simd;

/// <summary>Operands of a product with gaps between their rows, and the product by the definition.</summary>
internal sealed class GemmCase<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Gap = 3;
    private double[]? naive;

    public GemmCase(int m, int n, int k, bool transposeA, bool transposeB)
    {
        (M, N, K, TransposeA, TransposeB) = (m, n, k, transposeA, transposeB);
        (Lda, Ldb, Ldc) = ((transposeA ? m : k) + Gap, (transposeB ? k : n) + Gap, n + Gap);
        Random random = new((m * 1000 + n) * 1000 + k);
        // The last rows end where the arrays do, so that a read beyond an operand would leave it.
        A = Values(random, transposeA ? k : m, transposeA ? m : k, Lda);
        B = Values(random, transposeB ? n : k, transposeB ? k : n, Ldb);
        C = Values(random, m, n, Ldc);
    }

    public int M { get; }

    public int N { get; }

    public int K { get; }

    public bool TransposeA { get; }

    public bool TransposeB { get; }

    public int Lda { get; }

    public int Ldb { get; }

    public int Ldc { get; }

    public T[] A { get; }

    public T[] B { get; }

    public T[] C { get; }

    /// <summary>Our product, on a copy of C.</summary>
    public T[] Product(Gemm<T> gemm, T beta, double alpha = 1)
    {
        T[] c = [.. C];
        gemm.Multiply(M, N, K, A, Lda, TransposeA, B, Ldb, TransposeB, c, Ldc, beta, default(NoEpilogue<T>), T.CreateTruncating(alpha));
        return c;
    }

    /// <summary>op(A) op(B) by the definition, in double.</summary>
    private double[] Naive()
    {
        double[] a = [.. A.Select(double.CreateTruncating)];
        double[] b = [.. B.Select(double.CreateTruncating)];
        double[] product = new double[M * N];
        for (int i = 0; i < M; i++)
            for (int p = 0; p < K; p++)
            {
                double factor = a[TransposeA ? p * Lda + i : i * Lda + p];
                int start = TransposeB ? p : p * Ldb;
                int step = TransposeB ? Ldb : 1;
                for (int j = 0; j < N; j++)
                    product[i * N + j] += factor * b[start + j * step];
            }

        return product;
    }

    /// <summary>Fails unless every element is right and the gaps between rows are as they were.</summary>
    public void AssertIsProduct(T[] actual, double beta, double alpha = 1)
    {
        double[] product = naive ??= Naive();
        double epsilon = typeof(T) == typeof(float) ? 6e-8 : 1.2e-16;
        double tolerance = (K + 2) * epsilon * (1 + Math.Abs(alpha));
        for (int row = 0; row < M; row++)
            for (int column = 0; column < Math.Min(Ldc, actual.Length - row * Ldc); column++)
            {
                double value = double.CreateTruncating(actual[row * Ldc + column]);
                double old = double.CreateTruncating(C[row * Ldc + column]);
                double expected = column >= N ? old : alpha * product[row * N + column] + (beta == 0 ? 0 : beta * old);
                if (!(Math.Abs(value - expected) <= (column >= N ? 0 : tolerance)))
                    Assert.Fail($"{M}x{K}x{N} {TransposeA} {TransposeB}: C[{row}, {column}] is {value}, not {expected}.");
            }
    }

    private static T[] Values(Random random, int rows, int columns, int stride)
    {
        T[] values = new T[rows == 0 ? 0 : (rows - 1) * stride + columns];
        for (int i = 0; i < values.Length; i++)
            values[i] = T.CreateTruncating(2 * random.NextDouble() - 1);
        return values;
    }
}
