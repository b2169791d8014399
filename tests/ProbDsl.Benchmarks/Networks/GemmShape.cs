namespace ProbDsl.Benchmarks.Networks;

/// <summary>A product to time.</summary>
internal sealed record GemmShape(string Name, int M, int N, int K, bool TransposeA = false, bool TransposeB = false)
{
    /// <summary>The products of a training step of a 784-400-20 network, its output layers, IWAE's rows, and large squares.</summary>
    public static IReadOnlyList<GemmShape> All { get; } =
    [
        new("forward 784-400", 128, 400, 784),
        new("gradient of weights", 784, 400, 128, TransposeA: true),
        new("gradient of input", 128, 784, 400, TransposeB: true),
        new("forward 400-784", 128, 784, 400),
        new("forward 400-40", 128, 40, 400),
        new("gradient of weights", 400, 40, 128, TransposeA: true),
        new("gradient of input", 128, 400, 40, TransposeB: true),
        new("forward 20-400", 128, 400, 20),
        new("five draws 400-784", 500, 784, 400),
        new("gradient of weights", 400, 784, 500, TransposeA: true),
        new("square", 512, 512, 512),
        new("square", 1024, 1024, 1024),
    ];

    /// <summary>Elements between rows of A.</summary>
    public int Lda => TransposeA ? M : K;

    /// <summary>Elements between rows of B.</summary>
    public int Ldb => TransposeB ? K : N;

    /// <summary>Whether the shape counts in the summary.</summary>
    public bool Counts => (M, N, K) is (128, 400, 784) or (784, 400, 128) or (128, 784, 400) or (1024, 1024, 1024);

    /// <summary>Floating-point operations.</summary>
    public double Operations => 2.0 * M * N * K;

    /// <inheritdoc/>
    public override string ToString() => $"{M}x{K}x{N}{(TransposeA ? " A'" : "")}{(TransposeB ? " B'" : "")}";
}
