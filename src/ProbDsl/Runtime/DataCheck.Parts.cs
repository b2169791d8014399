namespace ProbDsl.Runtime;

/// <content>Parts and totals of sequences, by sizes that data give.</content>
public static partial class DataCheck
{
    /// <summary>Refuses a part that reaches beyond what it is a part of.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="length">The number of elements of the whole.</param>
    /// <param name="expression">The model's text, for the message.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public static void Part(int start, int count, int length, string expression)
    {
        if (start < 0 || count < 0 || start > length - count)
            throw new ArgumentException($"{expression} takes {count} element(s) from {start} on, but there are {length}", expression);
    }

    /// <summary>Refuses the mean or an extreme of nothing.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="expression">The model's text, for the message.</param>
    /// <exception cref="ArgumentException">There is no element.</exception>
    public static void NotEmpty(int count, string expression)
    {
        if (count == 0)
            throw new ArgumentException($"{expression} has no value: there are no elements", expression);
    }
}
