using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <content>Outcomes of which some may be missing, which NaN stands for.</content>
public static partial class DataCheck
{
    /// <summary>Refuses infinities; NaN stands for a missing number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="member">The member's name.</param>
    public static void FiniteOrMissing(double value, string member)
    {
        if (double.IsInfinity(value))
            throw NotFinite(member, value);
    }

    /// <summary>Refuses a missing array and infinite elements; NaN stands for a missing element.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">The member is missing, or an element is refused.</exception>
    public static void FiniteOrMissing(double[]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Length; i++)
            if (double.IsInfinity(values[i]))
                throw NotFinite($"{member}[{i}]", values[i]);
    }

    /// <inheritdoc cref="FiniteOrMissing(double[], string)"/>
    public static void FiniteOrMissing(double[][]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Length; i++)
            FiniteOrMissing(values[i], $"{member}[{i}]");
    }

    /// <inheritdoc cref="FiniteOrMissing(double[], string)"/>
    public static void FiniteOrMissing(double[,]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.GetLength(0); i++)
            for (int j = 0; j < values.GetLength(1); j++)
                if (double.IsInfinity(values[i, j]))
                    throw NotFinite($"{member}[{i}, {j}]", values[i, j]);
    }

    /// <inheritdoc cref="FiniteOrMissing(double[], string)"/>
    public static void FiniteOrMissing(Vector<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Count; i++)
            if (double.IsInfinity(values[i]))
                throw NotFinite($"{member}[{i}]", values[i]);
    }

    /// <inheritdoc cref="FiniteOrMissing(double[], string)"/>
    public static void FiniteOrMissing(Matrix<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.RowCount; i++)
            for (int j = 0; j < values.ColumnCount; j++)
                if (double.IsInfinity(values[i, j]))
                    throw NotFinite($"{member}[{i}, {j}]", values[i, j]);
    }

    /// <summary>Whether a vector is known: none of its elements is NaN. One that is missing is NaN in all of them.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="member">The member's name.</param>
    /// <param name="index">The vector's index within the member; empty where it is the whole.</param>
    /// <exception cref="ArgumentException">Some elements are missing and some are not.</exception>
    public static bool IsKnown(double[] values, string member, int[] index)
    {
        int missing = values.Count(double.IsNaN);
        if (missing == 0 || missing == values.Length)
            return missing == 0;
        string row = index.Length == 0 ? member : string.Create(CultureInfo.InvariantCulture, $"{member}[{string.Join(", ", index)}]");
        throw new ArgumentException(
            $"{row} is missing in part: its element {Array.FindIndex(values, double.IsNaN)} is NaN and others are not; its distribution draws it as a whole, so that it is known or missing as a whole", member);
    }

    /// <inheritdoc cref="IsKnown(double[], string, int[])"/>
    public static bool IsKnown(Vector<double> values, string member, int[] index) => IsKnown(values.ToArray(), member, index);
}
