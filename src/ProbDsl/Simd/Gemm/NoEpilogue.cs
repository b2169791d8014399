namespace ProbDsl.Simd;

/// <summary>Leaves a product as it is.</summary>
public readonly struct NoEpilogue<T> : IEpilogue<T>
    where T : unmanaged
{
    /// <inheritdoc/>
    public static bool IsNone => true;

    /// <inheritdoc/>
    public void Apply(Span<T> piece, int row, int column)
    {
    }
}
