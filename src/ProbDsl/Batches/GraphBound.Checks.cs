using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using ProbDsl.Networks;

namespace ProbDsl.Runtime;

/// <content>What passes refuse: indices of the data outside their vectors, outcomes that are not drawn once, parameters of the data outside their range.</content>
public abstract partial class GraphBound<E>
{
    private const int RowsOfOneCheck = 64;

    /// <summary>Runs a check over all data.</summary>
    /// <param name="check">Checks a batch.</param>
    /// <exception cref="ArgumentException">Something is refused.</exception>
    protected void CheckData(Action check)
    {
        ArgumentNullException.ThrowIfNull(check);
        int[] batch = new int[Math.Min(RowsOfOneCheck, DataCount)];
        for (int start = 0; start < DataCount; start += batch.Length)
        {
            int rows = Math.Min(batch.Length, DataCount - start);
            for (int row = 0; row < rows; row++)
                batch[row] = start + row;
            Prepare(rows, 1);
            (Batch, Samples, Mode) = (rows, 1, new PassMode(false, 0));
            Load(batch.AsSpan(0, rows), 0);
            check();
        }
    }

    /// <summary>The place of an element, which must exist.</summary>
    /// <param name="index">The index, a whole number.</param>
    /// <param name="size">The number of elements.</param>
    /// <param name="row">The row of the batch; -1 for an index of the model.</param>
    /// <param name="array">The vector, as the model writes it.</param>
    /// <param name="expression">The index, as the model writes it.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected double Place(double index, int size, int row, string array, string expression, string statement)
    {
        if (!(index >= 0 && index < size))
            RefusePlace(index, size, row, array, expression, statement);
        return index;
    }

    /// <summary>How often an outcome is drawn, which must be once.</summary>
    /// <param name="times">How often.</param>
    /// <param name="row">The row of the batch; -1 for an outcome of the model.</param>
    /// <param name="member">The outcome.</param>
    /// <param name="mayBeLeftOut">Whether it need not be drawn.</param>
    /// <param name="statement">The statement that draws it.</param>
    /// <exception cref="ArgumentException">It is drawn twice, or not at all.</exception>
    protected double Times(double times, int row, string member, bool mayBeLeftOut, string statement)
    {
        string outcome = row < 0 ? member : string.Create(CultureInfo.InvariantCulture, $"{member}[{indicesOfBatch[row]}]");
        if (times > 1)
            throw new ArgumentException($"{outcome} is drawn twice: an outcome has one distribution; in '{statement}'");
        if (times == 0 && !mayBeLeftOut)
            throw new ArgumentException(
                $"{outcome} is never drawn: no condition of a draw holds for it; in '{statement}'. Give each outcome one draw, or mark the member [Observed(Partly = true)] where some are left out on purpose");
        return times;
    }

    /// <summary>A parameter that data give, which must lie in its range.</summary>
    /// <param name="outside">How many of its elements do not.</param>
    /// <param name="value">Its value where it is a number; else NaN.</param>
    /// <param name="row">The row of the batch; -1 for a parameter of the model.</param>
    /// <param name="expression">The parameter, as the model writes it.</param>
    /// <param name="needs">What it must be.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <returns>How many elements lie outside: none.</returns>
    /// <exception cref="ArgumentException">Some do.</exception>
    protected double InRange(double outside, double value, int row, string expression, string needs, string statement)
    {
        if (outside == 0)
            return outside;
        string datum = row < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" for datum {indicesOfBatch[row]}");
        string what = double.IsNaN(value) ? string.Create(CultureInfo.InvariantCulture, $"{outside} element(s) of {expression}{datum} are not in range") : string.Create(CultureInfo.InvariantCulture, $"{expression}{datum} is {value}");
        throw new ArgumentException($"{what}, but {needs}; in '{statement}'");
    }

    [DoesNotReturn]
    private void RefusePlace(double index, int size, int row, string array, string expression, string statement)
    {
        string place = index.ToString(CultureInfo.InvariantCulture), all = size == 1 ? "1 element, 0" : size < 1 ? "no elements" : string.Create(CultureInfo.InvariantCulture, $"{size} elements, 0 to {size - 1}");
        string text = expression == place ? "" : expression.Length == 0 ? $" ('{array}')" : $" ('{array}[{expression}]')";
        string datum = row < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" for datum {indicesOfBatch[row]}");
        throw new ArgumentException($"{array}[{place}]{text} does not exist{datum}: '{array}' has {all}; in '{statement}'");
    }
}
