using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <content>Elements of members, with an index that is checked, and sizes that must agree.</content>
public static partial class DataCheck
{
    /// <summary>An element of an array of the data.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="values">The array.</param>
    /// <param name="index">The index.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At<T>(T[] values, int index, string member)
    {
        if ((uint)index >= (uint)values.Length)
            NoElement(member, index, values.Length);
        return values[index];
    }

    /// <summary>An element of an array of rows.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="values">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The index within the row.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At<T>(T[][] values, int row, int column, string member)
    {
        T[] found = Row(values, row, member);
        if ((uint)column >= (uint)found.Length)
            NoElement(member, row, column, found.Length);
        return found[column];
    }

    /// <summary>An element of a rectangular array.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="values">The array.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T At<T>(T[,] values, int row, int column, string member)
    {
        if ((uint)row >= (uint)values.GetLength(0))
            NoElement(member, row, values.GetLength(0));
        if ((uint)column >= (uint)values.GetLength(1))
            NoElement(member, row, column, values.GetLength(1));
        return values[row, column];
    }

    /// <summary>An element of a vector.</summary>
    /// <param name="values">The vector.</param>
    /// <param name="index">The index.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(Vector<double> values, int index, string member)
    {
        if ((uint)index >= (uint)values.Count)
            NoElement(member, index, values.Count);
        return values.At(index);
    }

    /// <summary>An element of a matrix.</summary>
    /// <param name="values">The matrix.</param>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such element.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double At(Matrix<double> values, int row, int column, string member)
    {
        if ((uint)row >= (uint)values.RowCount)
            NoElement(member, row, values.RowCount);
        if ((uint)column >= (uint)values.ColumnCount)
            NoElement(member, row, column, values.ColumnCount);
        return values.At(row, column);
    }

    /// <summary>A row of an array of rows.</summary>
    /// <typeparam name="T">The type of an element.</typeparam>
    /// <param name="values">The rows.</param>
    /// <param name="row">The row.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T[] Row<T>(T[][] values, int row, string member)
    {
        if ((uint)row >= (uint)values.Length)
            NoElement(member, row, values.Length);
        return values[row];
    }

    /// <summary>Refuses two sizes that must agree and do not.</summary>
    /// <param name="first">The first size.</param>
    /// <param name="firstName">What has it.</param>
    /// <param name="second">The second size.</param>
    /// <param name="secondName">What has it.</param>
    /// <exception cref="ArgumentException">They differ.</exception>
    public static void SameSize(int first, string firstName, int second, string secondName)
    {
        if (first != second)
            throw new ArgumentException($"{firstName} has size {first}, but {secondName} has size {second}; they must agree", firstName);
    }

    [DoesNotReturn]
    private static void NoElement(string member, int index, int length) =>
        throw new ArgumentException($"{member}[{index}] does not exist: {member} has {length} element(s)", member);

    [DoesNotReturn]
    private static void NoElement(string member, int row, int column, int length) =>
        throw new ArgumentException($"{member}[{row}, {column}] does not exist: row {row} of {member} has {length} element(s)", member);
}
