using System.Globalization;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <summary>Refuses data that a model cannot be conditioned on, naming the member, the index and the value.</summary>
public static partial class DataCheck
{
    /// <summary>Refuses NaN.</summary>
    public static void Finite(double value, string member)
    {
        if (double.IsNaN(value))
            throw new ArgumentException($"{member} is NaN; give it a number", member);
    }

    /// <summary>Refuses a missing array and NaN elements.</summary>
    public static void Finite(double[]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Length; i++)
            if (double.IsNaN(values[i]))
                throw NotANumber(member, $"{i}");
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(double[][]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Length; i++)
            Finite(values[i], $"{member}[{i}]");
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(double[,]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.GetLength(0); i++)
            for (int j = 0; j < values.GetLength(1); j++)
                if (double.IsNaN(values[i, j]))
                    throw NotANumber(member, $"{i}, {j}");
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(Vector<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Count; i++)
            if (double.IsNaN(values[i]))
                throw NotANumber(member, $"{i}");
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(Matrix<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.RowCount; i++)
            for (int j = 0; j < values.ColumnCount; j++)
                if (double.IsNaN(values[i, j]))
                    throw NotANumber(member, $"{i}, {j}");
    }

    /// <summary>Refuses a missing array.</summary>
    public static void Present(object? value, string member)
    {
        if (value is null)
            throw new ArgumentException($"{member} is null; give it its values before the model is conditioned", member);
    }

    /// <summary>Refuses missing rows.</summary>
    public static void Rows(Array?[]? value, string member)
    {
        Present(value, member);
        for (int i = 0; i < value!.Length; i++)
            Present(value[i], $"{member}[{i}]");
    }

    /// <summary>Gives an index that lies within an array, or refuses it.</summary>
    /// <param name="index">The index.</param>
    /// <param name="length">The number of elements.</param>
    /// <param name="array">The array's name.</param>
    /// <param name="expression">The text of the index.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Index(int index, int length, string array, string expression) =>
        (uint)index < (uint)length ? index : throw OutOfRange(index, length, array, expression);

    /// <summary>The exception for an observation outside the support of its distribution.</summary>
    public static ArgumentException OutOfSupport(string member, int[] index, double value, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"{member}{(index.Length == 0 ? "" : $"[{string.Join(", ", index)}]")} is {value}, but its distribution needs {expected}"), member);

    private static ArgumentException OutOfRange(int index, int length, string array, string expression) =>
        new($"{array}[{expression}]: the index is {index}, but '{array}' has {length} element(s), 0 to {length - 1}");

    private static ArgumentException NotANumber(string member, string index) =>
        new($"{member}[{index}] is NaN; remove or impute missing values before the model is conditioned", member);
}
