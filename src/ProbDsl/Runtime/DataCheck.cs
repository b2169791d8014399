using System.Globalization;
using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <summary>Refuses data that a model cannot be conditioned on, naming the member, the index and the value.</summary>
public static partial class DataCheck
{
    /// <summary>Throws what the model throws for its data.</summary>
    /// <param name="exception">The exception.</param>
    public static void Throw(Exception exception) => throw exception;

    /// <summary>Refuses NaN and infinities.</summary>
    /// <param name="value">The number.</param>
    /// <param name="member">The member's name.</param>
    public static void Finite(double value, string member)
    {
        if (!double.IsFinite(value))
            throw NotFinite(member, value);
    }

    /// <summary>Refuses a missing array, NaN and infinite elements.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="member">The member's name.</param>
    /// <exception cref="ArgumentException">The member is missing, or an element is refused.</exception>
    public static void Finite(double[]? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Length; i++)
            if (!double.IsFinite(values[i]))
                throw NotFinite($"{member}[{i}]", values[i]);
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
                if (!double.IsFinite(values[i, j]))
                    throw NotFinite($"{member}[{i}, {j}]", values[i, j]);
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(Vector<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.Count; i++)
            if (!double.IsFinite(values[i]))
                throw NotFinite($"{member}[{i}]", values[i]);
    }

    /// <inheritdoc cref="Finite(double[], string)"/>
    public static void Finite(Matrix<double>? values, string member)
    {
        Present(values, member);
        for (int i = 0; i < values!.RowCount; i++)
            for (int j = 0; j < values.ColumnCount; j++)
                if (!double.IsFinite(values[i, j]))
                    throw NotFinite($"{member}[{i}, {j}]", values[i, j]);
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

    /// <summary>The exception for a number of the data that a statement cannot use.</summary>
    /// <param name="member">The member, or the expression.</param>
    /// <param name="index">Its indices.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expected">What is wrong with it; ends the sentence that the value begins.</param>
    /// <param name="statement">The statement.</param>
    public static ArgumentException Unsuitable(string member, int[] index, double value, string expected, string statement) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"{member}{(index.Length == 0 ? "" : $"[{string.Join(", ", index)}]")} is {value}, but {expected}; in '{statement}'"), member);

    /// <summary>Refuses an object of a class that is derived from a model: what it overrides is not in the model's density.</summary>
    /// <param name="model">The object.</param>
    /// <param name="type">The model's class.</param>
    /// <param name="overridable">What the derived class may override of what <c>Generate()</c> calls or reads.</param>
    /// <exception cref="NotSupportedException">It is of a derived class.</exception>
    public static void OwnType(object model, Type type, string overridable)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(type);
        if (model.GetType() != type)
            throw new NotSupportedException(
                $"'{model.GetType().Name}' is derived from the model '{type.Name}', whose density was made of its own '{overridable}', which '{model.GetType().Name}' may override; "
                + $"seal what is not to be overridden, or let two models derive from a class without [Model] that has what they share");
    }

    /// <summary>The exception for an observation outside the support of its distribution.</summary>
    public static ArgumentException OutOfSupport(string member, int[] index, double value, string expected) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"{member}{(index.Length == 0 ? "" : $"[{string.Join(", ", index)}]")} is {value}, but its distribution needs {expected}"), member);

    private static ArgumentException NotFinite(string element, double value) => new(
        double.IsNaN(value)
            ? $"{element} is NaN; remove or impute missing values, or mark an outcome [Observed(Partly = true)], which leaves them out of the fit"
            : string.Create(CultureInfo.InvariantCulture, $"{element} is {value}; data are finite numbers: a member without an attribute may hold infinities that the model only compares with"),
        element);
}
