using System.Globalization;

namespace ProbDsl.Runtime;

/// <summary>Counts the draws of each element of a latent or an observed member while a model is conditioned: each element has exactly one distribution, and is read after its draw.</summary>
public sealed class DrawCounter
{
    private readonly string member;
    private readonly int rank;
    private readonly int[] starts;
    private readonly bool[] drawn;
    private string last = "";

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
        : this(member, [.. Enumerable.Repeat(Math.Max(0, columns), Math.Max(0, rows))], rank)
    {
    }

    private DrawCounter(string member, int[] lengths, int rank)
    {
        this.member = member;
        this.rank = rank;
        starts = new int[lengths.Length + 1];
        for (int i = 0; i < lengths.Length; i++)
            starts[i + 1] = starts[i] + lengths[i];
        drawn = new bool[starts[^1]];
    }

    /// <summary>Counts the draws of the elements of rows of any lengths.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="member">The member's name.</param>
    /// <param name="rows">The rows.</param>
    public static DrawCounter OfRows<T>(string member, T[][] rows) => new(member, [.. rows.Select(r => r.Length)], 2);

    /// <summary>Notes a draw of the whole.</summary>
    /// <param name="statement">The statement that draws.</param>
    /// <exception cref="ArgumentException">An element has been drawn before.</exception>
    public void Mark(string statement)
    {
        last = statement;
        for (int i = 0; i < drawn.Length; i++)
            MarkAt(i);
    }

    /// <summary>Notes a draw of an element of a vector, or of a row of a matrix.</summary>
    /// <param name="index">The element's or the row's index.</param>
    /// <param name="statement">The statement that draws.</param>
    /// <exception cref="ArgumentException">It has been drawn before, or there is none at the index.</exception>
    public void Mark(int index, string statement)
    {
        last = statement;
        (int start, int end) = RowAt(index);
        for (int i = start; i < end; i++)
            MarkAt(i);
    }

    /// <summary>Notes a draw of an element of a matrix.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="statement">The statement that draws.</param>
    /// <exception cref="ArgumentException">It has been drawn before, or there is none at the indices.</exception>
    public void Mark(int row, int column, string statement)
    {
        last = statement;
        MarkAt(PlaceOf(row, column));
    }

    /// <summary>Notes that the whole is read.</summary>
    /// <param name="statement">The statement that reads.</param>
    /// <exception cref="ArgumentException">An element has not been drawn yet.</exception>
    public void Read(string statement)
    {
        for (int i = 0; i < drawn.Length; i++)
            ReadAt(i, statement);
    }

    /// <summary>Notes that an element of a vector, or a row of a matrix, is read.</summary>
    /// <param name="index">The element's or the row's index.</param>
    /// <param name="statement">The statement that reads.</param>
    /// <exception cref="ArgumentException">It has not been drawn yet, or there is none at the index.</exception>
    public void Read(int index, string statement)
    {
        (int start, int end) = RowAt(index);
        for (int i = start; i < end; i++)
            ReadAt(i, statement);
    }

    /// <summary>Notes that an element of a matrix is read.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="statement">The statement that reads.</param>
    /// <exception cref="ArgumentException">It has not been drawn yet, or there is none at the indices.</exception>
    public void Read(int row, int column, string statement)
    {
        ReadAt(PlaceOf(row, column), statement);
    }

    /// <summary>Refuses elements that no statement has drawn.</summary>
    /// <exception cref="ArgumentException">An element has no draw.</exception>
    public void Check()
    {
        int missing = Array.IndexOf(drawn, false);
        if (missing >= 0)
            throw new ArgumentException($"{Name(missing)} is never drawn: give it a distribution{(rank == 0 ? " whatever the data" : $", or shorten {member}{Others}")}", member);
    }

    /// <summary>Refuses elements of an observed member that no statement has drawn, so that the fit would not see them.</summary>
    /// <exception cref="ArgumentException">An element has no draw.</exception>
    public void CheckScored()
    {
        int missing = Array.IndexOf(drawn, false);
        if (missing >= 0)
            throw new ArgumentException(
                $"{Name(missing)} is never drawn, so that the fit does not see it: draw it, or write [Observed(Partly = true)] if it is meant to be left out{Others}", member);
    }

    private string Others => last.Length == 0 ? "" : $"; others are drawn in '{last}'";

    private void MarkAt(int place)
    {
        if (drawn[place])
            throw new ArgumentException($"{Name(place)} is drawn twice: an element has one distribution; use Observe or Factor for a further term; in '{last}'", member);
        drawn[place] = true;
    }

    private void ReadAt(int place, string statement)
    {
        if (!drawn[place])
            throw new ArgumentException($"{Name(place)} is read before it is drawn, so that running the model would use an old value: draw it first; in '{statement}'", member);
    }

    private (int Start, int End) RowAt(int index)
    {
        Within(index, starts.Length - 1);
        return (starts[index], starts[index + 1]);
    }

    private int PlaceOf(int row, int column)
    {
        (int start, int end) = RowAt(row);
        Within(column, end - start);
        return start + column;
    }

    private void Within(int index, int length)
    {
        if ((uint)index >= (uint)length)
            throw new ArgumentException($"{member}: the index is {index}, but '{member}' has {length} element(s) there, 0 to {length - 1}", member);
    }

    private string Name(int place)
    {
        if (rank == 0)
            return member;
        int row = Array.FindLastIndex(starts, start => start <= place);
        return rank == 1
            ? string.Create(CultureInfo.InvariantCulture, $"{member}[{row}]")
            : string.Create(CultureInfo.InvariantCulture, $"{member}[{row}, {place - starts[row]}]");
    }
}
