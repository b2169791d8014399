using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace ProbDsl.Runtime;

/// <content>Indices: within their array, or refused with the index, the size and the statement.</content>
public static partial class DataCheck
{
    /// <summary>Gives an index that lies within an array, or refuses it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="array">The array's name.</param>
    /// <param name="expression">The text of the index.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int index, int length, string array, string expression) =>
        (uint)index < (uint)length ? index : OutOfRange(index, length, array, expression, "element", null);

    /// <summary>Refuses the index of an element that does not exist.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="array">The array as the model writes it.</param>
    /// <param name="expression">The index as the model writes it.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Index(int index, int length, string array, string expression, string statement)
    {
        if ((uint)index >= (uint)length)
            OutOfRange(index, length, array, expression, "element", statement);
    }

    /// <summary>Refuses the index of a row that does not exist.</summary>
    /// <inheritdoc cref="Index(int, int, string, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void RowIndex(int index, int length, string array, string expression, string statement)
    {
        if ((uint)index >= (uint)length)
            OutOfRange(index, length, array, expression, "row", statement);
    }

    /// <summary>Refuses the index of a column that does not exist.</summary>
    /// <inheritdoc cref="Index(int, int, string, string, string)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ColumnIndex(int index, int length, string array, string expression, string statement)
    {
        if ((uint)index >= (uint)length)
            OutOfRange(index, length, array, expression, "column", statement);
    }

    /// <summary>Refuses a range of indices that a loop will use where one of them does not exist.</summary>
    /// <param name="from">The first index.</param>
    /// <param name="to">The end of the range, exclusive; nothing is refused where the range is empty.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="array">The array as the model writes it.</param>
    /// <param name="expression">The index as the model writes it.</param>
    /// <param name="statement">The statement that uses them.</param>
    /// <exception cref="ArgumentException">An element of the range does not exist.</exception>
    public static void Indices(int from, int to, int length, string array, string expression, string statement) =>
        Range(from, to, length, array, expression, "element", statement);

    /// <inheritdoc cref="Indices"/>
    public static void RowIndices(int from, int to, int length, string array, string expression, string statement) =>
        Range(from, to, length, array, expression, "row", statement);

    /// <inheritdoc cref="Indices"/>
    public static void ColumnIndices(int from, int to, int length, string array, string expression, string statement) =>
        Range(from, to, length, array, expression, "column", statement);

    /// <summary>An index moved to the first element where it lies outside: for addresses of elements that may never be used.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    public static int Within(int index, int length) => (uint)index < (uint)length ? index : 0;

    /// <summary>The place of the element 0 of a range of addresses offset + stride · k, or refuses the range.</summary>
    /// <param name="offset">The place for k = 0, which need not exist itself.</param>
    /// <param name="stride">The distance from one k to the next.</param>
    /// <param name="from">The first k.</param>
    /// <param name="to">The end of the range of k, exclusive.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="array">The array's name.</param>
    /// <exception cref="ArgumentException">A place of the range does not exist.</exception>
    public static int Start(int offset, int stride, int from, int to, int length, string array)
    {
        if (to > from)
        {
            long first = offset + ((long)stride * from);
            long last = offset + ((long)stride * (to - 1));
            long bad = Math.Min(first, last) < 0 ? Math.Min(first, last) : Math.Max(first, last);
            if (bad < 0 || bad >= length)
                throw new ArgumentException($"a sum over '{array}' reads its element {bad}, but it has {length} element(s)", array);
        }
        return offset;
    }

    private static void Range(int from, int to, int length, string array, string expression, string part, string statement)
    {
        if (to <= from || (from >= 0 && to <= length))
            return;
        OutOfRange(from < 0 ? from : Math.Max(from, length), length, array, expression, part, statement);
    }

    [DoesNotReturn]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int OutOfRange(int index, int length, string array, string expression, string part, string? statement)
    {
        string all = length == 1 ? $"1 {part}, 0" : $"{length} {part}s{(length > 0 ? $", 0 to {length - 1}" : "")}";
        bool literal = expression == index.ToString(CultureInfo.InvariantCulture);
        string subject = part == "column"
            ? $"column {index}{(literal ? "" : $" ('{expression}')")} of {array}"
            : $"{array}[{index}]{(literal ? "" : $" ('{array}[{expression}]')")}";
        throw new ArgumentException($"{subject} does not exist: '{array}' has {all}{(statement is null ? "" : $"; in '{statement}'")}");
    }
}
