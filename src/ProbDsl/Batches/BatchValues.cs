using System.Numerics;
using Vector = MathNet.Numerics.LinearAlgebra.Vector<double>;


namespace ProbDsl.Runtime;

/// <summary>Brings values that are given to a generated method into a batch, and results out of it.</summary>
public static class BatchValues
{
    private const ulong ParameterStream = 1; // Networks draw their weights from stream 0.

    /// <summary>Reads vectors from an index on into the first rows.</summary>
    /// <exception cref="ArgumentException">A vector is missing or has another size, or an element is NaN.</exception>
    public static void Read<E>(Vector[] values, string name, int start, int rows, BatchMatrix<E> batch)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
        {
            Vector value = values[start + row];
            Check(value?.Count, batch.Columns, name, start + row);
            Span<E> target = batch.Row(row);
            for (int i = 0; i < target.Length; i++)
                target[i] = E.CreateChecked(Number(value![i], name, start + row, i));
        }
    }

    /// <inheritdoc cref="Read{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, BatchMatrix{E})"/>
    public static void Read<E>(double[][] values, string name, int start, int rows, BatchMatrix<E> batch)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => Read(values, name, start, rows, batch, v => v);

    /// <inheritdoc cref="Read{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, BatchMatrix{E})"/>
    public static void Read<E>(int[][] values, string name, int start, int rows, BatchMatrix<E> batch)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => Read(values, name, start, rows, batch, v => v);

    /// <inheritdoc cref="Read{E}(MathNet.Numerics.LinearAlgebra.Vector{double}[], string, int, int, BatchMatrix{E})"/>
    public static void Read<E>(bool[][] values, string name, int start, int rows, BatchMatrix<E> batch)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => Read(values, name, start, rows, batch, v => v ? 1 : 0);

    /// <summary>Reads numbers into a matrix of one column.</summary>
    public static void Read<E>(double[] values, string name, int start, int rows, BatchMatrix<E> batch)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
            batch.Row(row)[0] = E.CreateChecked(Number(values[start + row], name, start + row, -1));
    }

    /// <summary>Reads numbers.</summary>
    public static void Read(double[] values, string name, int start, int rows, double[] batch)
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
            batch[row] = Number(values[start + row], name, start + row, -1);
    }

    /// <inheritdoc cref="Read(double[], string, int, int, double[])"/>
    public static void Read(int[] values, string name, int start, int rows, double[] batch)
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
            batch[row] = values[start + row];
    }

    /// <inheritdoc cref="Read(double[], string, int, int, double[])"/>
    public static void Read(bool[] values, string name, int start, int rows, double[] batch)
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
            batch[row] = values[start + row] ? 1 : 0;
    }

    /// <summary>Where a parameter without a value starts: normal draws around a number.</summary>
    /// <param name="count">The number of elements.</param>
    /// <param name="initial">The mean.</param>
    /// <param name="spread">The standard deviation, zero or above.</param>
    /// <param name="seed">Equal seeds give equal values.</param>
    /// <param name="parameter">Tells the parameters of a model apart.</param>
    public static double[] Start(int count, double initial, double spread, ulong seed, int parameter)
    {
        double[] values = new double[count];
        Rng random = new Rng(seed, ParameterStream).Fork((ulong)parameter);
        for (int i = 0; i < count; i++)
            values[i] = spread == 0 ? initial : initial + (spread * random.NextNormal());
        return values;
    }

    /// <summary>Writes the first rows to vectors from an index on.</summary>
    public static void Write<E>(BatchMatrix<E> batch, int rows, Vector[] values, int start)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        for (int row = 0; row < rows; row++)
            values[start + row] = Vector.Build.Dense(ToArray<E>(batch.Row(row)));
    }

    /// <summary>Writes a matrix of one column to numbers.</summary>
    public static void Write<E>(BatchMatrix<E> batch, int rows, double[] values, int start)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        for (int row = 0; row < rows; row++)
            values[start + row] = double.CreateChecked(batch.Row(row)[0]);
    }

    /// <summary>The values as doubles.</summary>
    public static double[] ToArray<E>(ReadOnlySpan<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = double.CreateChecked(values[i]);
        return result;
    }

    /// <inheritdoc cref="ToArray{E}(ReadOnlySpan{E})"/>
    public static double[] ToArray<E>(Span<E> values)
        where E : unmanaged, IBinaryFloatingPointIeee754<E> => ToArray((ReadOnlySpan<E>)values);

    private static void Read<E, T>(T[][] values, string name, int start, int rows, BatchMatrix<E> batch, Func<T, double> number)
        where E : unmanaged, IBinaryFloatingPointIeee754<E>
    {
        Present(values, name, start + rows);
        for (int row = 0; row < rows; row++)
        {
            T[] value = values[start + row];
            Check(value?.Length, batch.Columns, name, start + row);
            Span<E> target = batch.Row(row);
            for (int i = 0; i < target.Length; i++)
                target[i] = E.CreateChecked(Number(number(value![i]), name, start + row, i));
        }
    }

    private static void Present(Array values, string name, int count)
    {
        if (values.Length < count)
            throw new ArgumentException($"{name} has {values.Length} entries, but {count} are needed; give it one a datum", name);
    }

    private static double Number(double value, string name, int index, int element) => double.IsFinite(value)
        ? value
        : BatchData.Finite(value, $"{name}[{index}]{(element < 0 ? "" : $"[{element}]")}");

    private static void Check(int? found, int expected, string name, int index)
    {
        if (found is null)
            throw new ArgumentException($"{name}[{index}] is null; give it {expected} elements", name);
        if (found != expected)
            throw new ArgumentException($"{name}[{index}] has {found} elements, but {expected} are expected", name);
    }
}
