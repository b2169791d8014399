using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Oracle;

/// <summary>Members of every shape as flat lists, row by row.</summary>
internal static class Values
{
    /// <summary>A value of the type and dimensions of a member.</summary>
    public static object Of(Type type, int[] dimensions, double[] flat)
    {
        if (type == typeof(double))
            return flat[0];
        if (type == typeof(double[]))
            return flat.ToArray();
        if (type == typeof(Vector<double>))
            return Vector<double>.Build.Dense(flat.ToArray());
        int columns = dimensions[1];
        if (type == typeof(Matrix<double>))
            return Matrix<double>.Build.Dense(dimensions[0], columns, (i, j) => flat[(i * columns) + j]);
        if (type == typeof(double[][]))
            return Enumerable.Range(0, dimensions[0]).Select(i => flat[(i * columns)..((i + 1) * columns)]).ToArray();
        if (type != typeof(double[,]))
            throw new InvalidOperationException($"a latent of type {type.Name}");
        double[,] table = new double[dimensions[0], columns];
        for (int i = 0; i < dimensions[0]; i++)
            for (int j = 0; j < columns; j++)
                table[i, j] = flat[(i * columns) + j];
        return table;
    }

    /// <summary>The element or row of a value at indices.</summary>
    public static object Part(object value, Index[] indices)
    {
        int At(int axis, int length) => indices[axis].GetOffset(length);
        return (value, indices.Length) switch
        {
            (_, 0) => value,
            (Array { Rank: 2 } table, 2) => table.GetValue(At(0, table.GetLength(0)), At(1, table.GetLength(1)))!,
            (Array { Rank: 1 } array, _) => Part(array.GetValue(At(0, array.Length))!, indices[1..]),
            (Vector<double> vector, 1) => vector[At(0, vector.Count)],
            (Matrix<double> matrix, 2) => matrix[At(0, matrix.RowCount), At(1, matrix.ColumnCount)],
            _ => throw new InvalidOperationException($"{indices.Length} indices of a {value.GetType().Name}"),
        };
    }

    /// <summary>All numbers of a value, row by row.</summary>
    public static IEnumerable<double> Flatten(object? value) => value switch
    {
        null => [],
        Matrix<double> matrix => matrix.ToRowArrays().SelectMany(row => row),
        Vector<double> vector => vector,
        Array array => array.Cast<object?>().SelectMany(Flatten),
        bool truth => [truth ? 1 : 0],
        _ => [Densities.Number(value)],
    };

    /// <summary>A copy that shares no memory.</summary>
    public static object? Copy(object? value) => value switch
    {
        Vector<double> vector => vector.Clone(),
        Matrix<double> matrix => matrix.Clone(),
        Array { Rank: 1 } rows when rows.GetType().GetElementType()!.IsArray => CopyRows(rows),
        Array array => array.Clone(),
        _ => value,
    };

    private static Array CopyRows(Array rows)
    {
        var copy = (Array)rows.Clone();
        for (int i = 0; i < copy.Length; i++)
            copy.SetValue(Copy(copy.GetValue(i)), i);
        return copy;
    }
}
