namespace ProbDsl;

/// <summary>The posterior of an array of arrays, whose rows may differ in length.</summary>
public sealed class RowsPosterior
{
    private readonly VectorPosterior[] _rows;

    internal RowsPosterior(FitResult result, int offset, IReadOnlyList<int> lengths)
    {
        _rows = new VectorPosterior[lengths.Count];
        for (int i = 0; i < _rows.Length; i++)
        {
            _rows[i] = new VectorPosterior(result, offset, lengths[i]);
            offset += lengths[i];
        }
    }

    /// <summary>The number of rows, up to the last one with an element.</summary>
    public int Count => _rows.Length;

    /// <summary>One row.</summary>
    /// <param name="row">The row, from 0.</param>
    public VectorPosterior this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, _rows.Length);
            return _rows[row];
        }
    }

    /// <summary>One element.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The place in the row, from 0.</param>
    public ScalarPosterior this[int row, int column] => this[row][column];
}
