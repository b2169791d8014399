using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

public static partial class DataCheck
{
    /// <summary>The size of the first of several vectors, which all share it.</summary>
    public static int RowLength(Vector<double>[]? values, string member)
    {
        NotEmpty(values, member);
        Present(values![0], $"{member}[0]");
        return values[0].Count;
    }

    /// <inheritdoc cref="RowLength(Vector{double}[], string)"/>
    public static int RowLength<T>(T[][]? values, string member)
    {
        NotEmpty(values, member);
        Present(values![0], $"{member}[0]");
        return values[0].Length;
    }

    private static void NotEmpty(Array? values, string member)
    {
        Present(values, member);
        if (values!.Length == 0)
            throw new ArgumentException($"{member} is empty; give it at least one datum", member);
    }
}
