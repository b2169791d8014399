using System.Globalization;
using System.Numerics;
using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;


namespace ProbDsl.Runtime;

/// <summary>Brings the data of a model into the form that batches are gathered from, and refuses what cannot be used.</summary>
public static partial class BatchData
{
    /// <summary>Vectors, one a datum, as rows.</summary>
    /// <param name="values">The vectors.</param>
    /// <param name="member">The member that holds them, for messages.</param>
    /// <param name="size">The elements of each.</param>
    /// <param name="count">The number of data.</param>
    /// <param name="inSupport">What every element must meet; null for any number.</param>
    /// <param name="support">The support in words.</param>
    /// <exception cref="ArgumentException">A vector is missing or of another size, or an element is NaN or outside the support.</exception>
    public static BatchMatrix<E> Rows<E>(Vector[]? values, string member, int size, int count, Func<double, bool>? inSupport = null, string support = "")
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        CheckCount(values?.Length, member, count);
        var rows = new BatchMatrix<E>(count, size);
        for (int n = 0; n < count; n++)
        {
            DataCheck.Present(values![n], $"{member}[{n}]");
            CheckSize(values[n].Count, member, n, size);
            for (int i = 0; i < size; i++)
                rows.Row(n)[i] = Narrow<E>(Checked(values[n][i], member, n, i, inSupport, support), member, n, i);
        }
        return rows;
    }

    /// <inheritdoc cref="Rows{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, Func{double, bool}, string)"/>
    public static BatchMatrix<E> Rows<E>(double[][]? values, string member, int size, int count, Func<double, bool>? inSupport = null, string support = "")
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        CheckCount(values?.Length, member, count);
        var rows = new BatchMatrix<E>(count, size);
        for (int n = 0; n < count; n++)
        {
            DataCheck.Present(values![n], $"{member}[{n}]");
            CheckSize(values[n].Length, member, n, size);
            for (int i = 0; i < size; i++)
                rows.Row(n)[i] = Narrow<E>(Checked(values[n][i], member, n, i, inSupport, support), member, n, i);
        }
        return rows;
    }

    /// <inheritdoc cref="Rows{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, Func{double, bool}, string)"/>
    public static BatchMatrix<E> Rows<E>(int[][]? values, string member, int size, int count, Func<double, bool>? inSupport = null, string support = "")
        where E : unmanaged, IBinaryFloatingPointIeee754<E> =>
        Rows<E>(Doubles(values, v => (double)v, (v, n, i) => Whole<E>(v, member, n, i)), member, size, count, inSupport, support);

    /// <inheritdoc cref="Rows{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, Func{double, bool}, string)"/>
    public static BatchMatrix<E> Rows<E>(bool[][]? values, string member, int size, int count, Func<double, bool>? inSupport = null, string support = "")
        where E : unmanaged, IBinaryFloatingPointIeee754<E> =>
        Rows<E>(Doubles(values, v => v ? 1.0 : 0.0, (_, _, _) => { }), member, size, count, inSupport, support);

    /// <summary>Numbers, one a datum.</summary>
    /// <inheritdoc cref="Rows{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, Func{double, bool}, string)"/>
    public static double[] Column(double[]? values, string member, int count, Func<double, bool>? inSupport = null, string support = "")
    {
        CheckCount(values?.Length, member, count);
        for (int n = 0; n < count; n++)
            Checked(values![n], member, n, -1, inSupport, support);
        return values!;
    }

    /// <inheritdoc cref="Column(double[], string, int, Func{double, bool}, string)"/>
    public static double[] Column(int[]? values, string member, int count, Func<double, bool>? inSupport = null, string support = "") =>
        Column(values is null ? null : Array.ConvertAll(values, v => (double)v), member, count, inSupport, support);

    /// <inheritdoc cref="Column(double[], string, int, Func{double, bool}, string)"/>
    public static double[] Column(bool[]? values, string member, int count, Func<double, bool>? inSupport = null, string support = "") =>
        Column(values is null ? null : Array.ConvertAll(values, v => v ? 1.0 : 0.0), member, count, inSupport, support);

    /// <summary>One vector for all data, as a row.</summary>
    public static BatchMatrix<E> Row<E>(IEnumerable<double>? values, string member, int size, Func<double, bool>? inSupport = null, string support = "")
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        DataCheck.Present(values, member);
        double[] elements = [.. values!];
        if (elements.Length != size)
            throw new ArgumentException($"{member} has {elements.Length} elements, but {size} are expected", member);
        var row = new BatchMatrix<E>(1, size);
        for (int i = 0; i < size; i++)
            row.Row(0)[i] = Narrow<E>(Checked(elements[i], member, i, -1, inSupport, support), member, i, -1);
        return row;
    }

    /// <summary>The elements of a matrix, row by row.</summary>
    public static double[] Elements(MathNet.Numerics.LinearAlgebra.Matrix<double>? matrix, string member)
    {
        DataCheck.Present(matrix, member);
        return matrix!.ToRowMajorArray();
    }

    /// <summary>The elements of a vector.</summary>
    public static double[] Elements(Vector? vector, string member)
    {
        DataCheck.Present(vector, member);
        return vector!.ToArray();
    }

    /// <summary>The elements of an array.</summary>
    public static double[] Elements(double[]? array, string member)
    {
        DataCheck.Present(array, member);
        return array!;
    }

    /// <inheritdoc cref="Elements(double[], string)"/>
    public static double[] Elements(int[]? array, string member)
    {
        DataCheck.Present(array, member);
        return Array.ConvertAll(array!, v => (double)v);
    }

    /// <inheritdoc cref="Elements(double[], string)"/>
    public static double[] Elements(bool[]? array, string member)
    {
        DataCheck.Present(array, member);
        return Array.ConvertAll(array!, v => v ? 1.0 : 0.0);
    }

    /// <summary>A number of the model, which must be finite.</summary>
    public static double Number(double value, string member, Func<double, bool>? inSupport = null, string support = "") =>
        inSupport is not null && double.IsFinite(value) && !inSupport(value) ? throw DataCheck.OutOfSupport(member, [], value, support) : Finite(value, member);

    /// <summary>A truth value of the model as zero or one.</summary>
    public static double Number(bool value, string member, Func<double, bool>? inSupport = null, string support = "") =>
        Number(value ? 1.0 : 0.0, member, inSupport, support);

    /// <summary>A size that an integer of the model gives, which may not be negative.</summary>
    /// <param name="size">The size.</param>
    /// <param name="description">What it is.</param>
    /// <exception cref="ArgumentException">It is negative.</exception>
    public static int Size(int size, string description) => size >= 0
        ? size
        : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{description} is {size}, and a vector or matrix has no negative size"));

    /// <summary>Refuses a part that reaches beyond its vector.</summary>
    /// <param name="start">The first element.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="size">The number of elements of the vector.</param>
    /// <param name="expression">The part, as the model writes it.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <exception cref="ArgumentException">There is no such part.</exception>
    public static void Part(int start, int count, int size, string expression, string statement)
    {
        if (start < 0 || count < 1 || start > size - count)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                $"'{expression}' takes {count} element(s) from {start} on, but the vector has {size}{(count < 1 ? ", and a part has one at least" : "")}; in '{statement}'"));
    }

    /// <summary>Refuses sizes that differ where a statement needs them equal.</summary>
    public static void SameSize(int left, string leftName, int right, string rightName, string statement)
    {
        if (left != right)
            throw new ArgumentException(
                $"The sizes in '{statement}' do not fit: {leftName} has {left} elements, but {rightName} has {right}; make them equal");
    }

    private static void CheckCount(int? found, string member, int count)
    {
        DataCheck.Present(found, member);
        if (found != count)
            throw new ArgumentException($"{member} has {found} entries, but the plate has {count}; give it one a datum", member);
    }

    private static void CheckSize(int found, string member, int n, int size)
    {
        if (found != size)
            throw new ArgumentException($"{member}[{n}] has {found} elements, but {size} are expected; all data must have the same size", member);
    }

    private static double[][]? Doubles<T>(T[][]? values, Converter<T, double> convert, Action<T, int, int> check)
    {
        if (values is null)
            return null;
        for (int n = 0; n < values.Length; n++)
            for (int i = 0; i < (values[n]?.Length ?? 0); i++)
                check(values[n][i], n, i);
        return Array.ConvertAll(values, row => row is null ? null! : Array.ConvertAll(row, convert));
    }

    /// <summary>Refuses an integer that the precision of the model does not hold.</summary>
    private static void Whole<E>(int value, string member, int n, int i)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        if (double.CreateTruncating(E.CreateTruncating(value)) != value)
            throw new ArgumentException($"{Element(member, n, i)} is {value}, which single precision does not hold exactly; use Precision.Double", member);
    }

    /// <summary>A number in the precision of the model, which must hold it.</summary>
    private static E Narrow<E>(double value, string member, int n, int i)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        E narrow = E.CreateTruncating(value);
        return E.IsFinite(narrow)
            ? narrow
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{Element(member, n, i)} is {value}, which is beyond single precision; scale the data, or use Precision.Double"), member);
    }

    private static string Element(string member, int n, int i) => i < 0 ? $"{member}[{n}]" : $"{member}[{n}][{i}]";

    /// <summary>Refuses what is no finite number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="place">The member, with indices where it has some.</param>
    internal static double Finite(double value, string place) => double.IsNaN(value)
        ? throw new ArgumentException($"{place} is NaN; give it a number", place.Split('[')[0])
        : double.IsFinite(value)
            ? value
            : throw new ArgumentException($"{place} is {(value > 0 ? "∞" : "-∞")}; give it a finite number", place.Split('[')[0]);

    private static double Checked(double value, string member, int n, int i, Func<double, bool>? inSupport, string support)
    {
        // Texts are made where they are needed: this runs for every number of the data.
        if (!double.IsNaN(value) && inSupport is not null && !inSupport(value))
            throw i < 0 ? DataCheck.OutOfSupport(member, [n], value, support) : DataCheck.OutOfSupport($"{member}[{n}]", [i], value, support);
        if (!double.IsFinite(value))
            Finite(value, Element(member, n, i));
        return value;
    }
}
