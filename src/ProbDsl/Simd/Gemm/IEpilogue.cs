namespace ProbDsl.Simd;

/// <summary>What is done to a piece of a row of a product as soon as its sums are complete and while it is in the first cache.</summary>
/// <typeparam name="T">The element: float or double.</typeparam>
/// <remarks>
/// Implement it as a struct (a ref struct will do): a product is compiled once for each. Pieces of one product are finished in any order and
/// on several threads at once; each element belongs to exactly one piece, but where the pieces begin and end is not promised, so an
/// element's result must depend on the element and its place alone.
/// </remarks>
public interface IEpilogue<T>
    where T : unmanaged
{
    /// <summary>Whether nothing at all is done.</summary>
    static virtual bool IsNone => false;

    /// <summary>Replaces a piece of a row in place.</summary>
    /// <param name="piece">The finished elements C[row, column .. column + piece.Length).</param>
    /// <param name="row">The row of C.</param>
    /// <param name="column">The column of the piece's first element.</param>
    void Apply(Span<T> piece, int row, int column);
}
