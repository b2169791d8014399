namespace ProbDsl;

/// <summary>The posterior of a matrix, element by element, stored by rows.</summary>
public sealed class MatrixPosterior
{
    private readonly ScalarPosterior[] _elements;

    internal MatrixPosterior(FitResult result, int offset, int rows, int columns)
    {
        Rows = rows;
        Columns = columns;
        _elements = new ScalarPosterior[rows * columns];
        for (int i = 0; i < _elements.Length; i++)
            _elements[i] = new ScalarPosterior(result, offset + i);
    }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The means of the elements.</summary>
    public double[,] Mean
    {
        get
        {
            double[,] means = new double[Rows, Columns];
            for (int i = 0; i < Rows; i++)
                for (int j = 0; j < Columns; j++)
                    means[i, j] = this[i, j].Mean;
            return means;
        }
    }

    /// <summary>One element.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    public ScalarPosterior this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Columns);
            return _elements[row * Columns + column];
        }
    }
}
