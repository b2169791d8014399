using System.Numerics;

namespace ProbDsl.Simd;

/// <summary>Adds a value of its own to each column: C[i, j] + b[j].</summary>
/// <param name="bias">One value a column.</param>
public readonly ref struct BiasEpilogue<T>(ReadOnlySpan<T> bias) : IEpilogue<T>
    where T : unmanaged, INumberBase<T>
{
    private readonly ReadOnlySpan<T> bias = bias;

    /// <inheritdoc/>
    public void Apply(Span<T> piece, int row, int column) => Columns.Add(piece, bias.Slice(column, piece.Length));
}
