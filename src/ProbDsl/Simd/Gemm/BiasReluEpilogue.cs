using System.Numerics;

namespace ProbDsl.Simd;

/// <summary>Adds a value of its own to each column, then replaces negative results by zero: max(C[i, j] + b[j], 0).</summary>
/// <param name="bias">One value a column.</param>
/// <remarks>NaN stays NaN.</remarks>
public readonly ref struct BiasReluEpilogue<T>(ReadOnlySpan<T> bias) : IEpilogue<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly ReadOnlySpan<T> bias = bias;

    /// <inheritdoc/>
    public void Apply(Span<T> piece, int row, int column) => Columns.AddThenRectify(piece, bias.Slice(column, piece.Length));
}
