using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ProbDsl.Runtime;

/// <summary>The messages of values that a transform cannot have produced.</summary>
internal static class Constraint
{
    /// <summary>How far a simplex may miss the sum one, or a row of a Cholesky factor the length one, as in Stan.</summary>
    public const double Tolerance = 1e-8;

    /// <summary>Refuses an element.</summary>
    /// <param name="name">The member.</param>
    /// <param name="index">The position as written in C#, with brackets; empty for the whole member.</param>
    /// <param name="value">The value found.</param>
    /// <param name="required">What it must be, to follow "must".</param>
    [DoesNotReturn]
    public static void Refuse(string name, string index, double value, string required) =>
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"{name}{index} is {value:R}, but it must {required}."));

    /// <summary>Refuses an element of an array.</summary>
    [DoesNotReturn]
    public static void Refuse(string name, int index, double value, string required) =>
        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"[{index}]"), value, required);

    /// <summary>Refuses arrays of the wrong length.</summary>
    public static void CheckLengths(string name, int values, int expectedValues, int unconstrained, int expectedUnconstrained)
    {
        if (values != expectedValues || unconstrained != expectedUnconstrained)
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} has {values} values and {unconstrained} unconstrained coordinates, but {expectedValues} and {expectedUnconstrained} are required."));
    }

    /// <summary>The position of an element in one of several vectors; a single vector needs no row number.</summary>
    public static string At(int rows, int row, int element) => rows == 1
        ? string.Create(CultureInfo.InvariantCulture, $"[{element}]")
        : string.Create(CultureInfo.InvariantCulture, $"[{row}][{element}]");

    /// <summary>The position of one of several vectors; a single vector is the whole member.</summary>
    public static string At(int rows, int row) =>
        rows == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"[{row}]");
}
