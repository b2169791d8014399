using System.Numerics;

namespace ProbDsl.Simd;

/// <summary>Replaces negative results by zero.</summary>
/// <remarks>NaN stays NaN.</remarks>
public readonly struct ReluEpilogue<T> : IEpilogue<T>
    where T : unmanaged, INumberBase<T>
{
    /// <inheritdoc/>
    public void Apply(Span<T> piece, int row, int column) => Columns.Rectify(piece);
}
