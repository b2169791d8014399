namespace ProbDsl.Runtime;

/// <summary>Where the rows of an array of arrays lie in a model's scratch memory: used by generated code while the model is conditioned.</summary>
/// <param name="count">The number of rows.</param>
/// <param name="name">The array's name, for messages.</param>
/// <param name="memory">The memory in which rows get their places.</param>
public sealed class RowTable(int count, string name, MemoryLayout memory)
{
    private readonly int[] addresses = new int[count];
    private readonly int[] lengths = [.. Enumerable.Repeat(-1, count)];

    /// <summary>Gives a row its place, as <c>rows[i] = new double[length]</c> does.</summary>
    /// <param name="row">The row.</param>
    /// <param name="length">Its number of elements.</param>
    /// <exception cref="ArgumentException">There is no such row, or the length is negative.</exception>
    /// <exception cref="InvalidOperationException">The row has been made before.</exception>
    public void Begin(int row, int length)
    {
        if ((uint)row >= (uint)lengths.Length)
            throw new ArgumentException($"'{name}' has {lengths.Length} rows: there is no row {row}");
        if (lengths[row] >= 0)
            throw new InvalidOperationException($"'{name}[{row}]' depends on latents and is made a second time; make each row once");
        addresses[row] = memory.Reserve(length);
        lengths[row] = length;
    }

    /// <summary>The number of elements of a row.</summary>
    /// <param name="row">The row.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    public int Length(int row)
    {
        if ((uint)row >= (uint)lengths.Length || lengths[row] < 0)
            throw new ArgumentException($"'{name}[{row}]' is read, but there is no such row");
        return lengths[row];
    }

    /// <summary>The address of an element.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The place in the row.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    public int At(int row, int column)
    {
        if ((uint)column >= (uint)Length(row))
            throw new ArgumentException($"'{name}[{row}][{column}]' is used, but row {row} has {lengths[row]} elements");
        return addresses[row] + column;
    }
}
