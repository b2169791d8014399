using System.Globalization;

namespace ProbDsl.Runtime;

/// <summary>Counts the draws of each element of a latent while a model is conditioned: each element has exactly one prior.</summary>
public sealed class DrawCounter
{
    private readonly string member;
    private readonly int rows;
    private readonly int columns;
    private readonly int rank;
    private readonly bool[] drawn;

    /// <summary>Counts the draws of a scalar.</summary>
    /// <param name="member">The latent's name.</param>
    public DrawCounter(string member)
        : this(member, 1, 1, 0)
    {
    }

    /// <summary>Counts the draws of a vector's elements.</summary>
    /// <param name="member">The latent's name.</param>
    /// <param name="length">The number of elements, zero or above.</param>
    public DrawCounter(string member, int length)
        : this(member, length, 1, 1)
    {
    }

    /// <summary>Counts the draws of a matrix's elements.</summary>
    /// <param name="member">The latent's name.</param>
    /// <param name="rows">The number of rows, zero or above.</param>
    /// <param name="columns">The number of columns, zero or above.</param>
    public DrawCounter(string member, int rows, int columns)
        : this(member, rows, columns, 2)
    {
    }

    private DrawCounter(string member, int rows, int columns, int rank)
    {
        this.member = member;
        this.rows = rows;
        this.columns = columns;
        this.rank = rank;
        drawn = new bool[Math.Max(0, rows) * Math.Max(0, columns)];
    }

    /// <summary>Notes a draw of the whole.</summary>
    /// <exception cref="ArgumentException">An element has been drawn before.</exception>
    public void Mark()
    {
        for (int i = 0; i < drawn.Length; i++)
            MarkAt(i);
    }

    /// <summary>Notes a draw of an element of a vector, or of a row of a matrix.</summary>
    /// <param name="index">The element's or the row's index.</param>
    /// <exception cref="ArgumentException">It has been drawn before, or there is none at the index.</exception>
    public void Mark(int index)
    {
        Within(index, rows);
        for (int j = 0; j < columns; j++)
            MarkAt((index * columns) + j);
    }

    /// <summary>Notes a draw of an element of a matrix.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <exception cref="ArgumentException">It has been drawn before, or there is none at the indices.</exception>
    public void Mark(int row, int column)
    {
        Within(row, rows);
        Within(column, columns);
        MarkAt((row * columns) + column);
    }

    /// <summary>Refuses elements that no statement has drawn.</summary>
    /// <exception cref="ArgumentException">An element has no draw.</exception>
    public void Check()
    {
        int missing = Array.IndexOf(drawn, false);
        if (missing >= 0)
            throw new ArgumentException($"{Name(missing)} is never drawn: give it a distribution, or shorten {member}", member);
    }

    private void MarkAt(int place)
    {
        if (drawn[place])
            throw new ArgumentException($"{Name(place)} is drawn twice: an element has one distribution; use Observe or Factor for a further term", member);
        drawn[place] = true;
    }

    private void Within(int index, int length)
    {
        if ((uint)index >= (uint)length)
            throw new ArgumentException($"{member}: the index is {index}, but '{member}' has {length} element(s) there, 0 to {length - 1}", member);
    }

    private string Name(int place) => rank switch
    {
        0 => member,
        1 => string.Create(CultureInfo.InvariantCulture, $"{member}[{place}]"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{member}[{place / columns}, {place % columns}]"),
    };
}
