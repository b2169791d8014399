using System.Text.Json;

namespace ProbDsl.Conformance;

/// <summary>Members of a data file as the models want them.</summary>
internal static class JsonData
{
    public static double Real(this JsonElement data, string name) => data.GetProperty(name).GetDouble();

    public static int Integer(this JsonElement data, string name) => data.GetProperty(name).GetInt32();

    public static double[] Reals(this JsonElement data, string name) => Reals(data.GetProperty(name));

    public static int[] Integers(this JsonElement data, string name) => Integers(data.GetProperty(name));

    /// <summary>Indices that start at 1 in the file and at 0 here.</summary>
    public static int[] Indices(this JsonElement data, string name) => [.. data.Integers(name).Select(i => i - 1)];

    public static Vector<double> Vector(this JsonElement data, string name) => Vector<double>.Build.Dense(data.Reals(name));

    public static double[][] RealRows(this JsonElement data, string name) => data.GetProperty(name).RealRows();

    public static double[][] RealRows(this JsonElement array) => [.. array.EnumerateArray().Select(row => Reals(row))];

    public static int[][] IntegerRows(this JsonElement data, string name) => [.. data.GetProperty(name).EnumerateArray().Select(row => Integers(row))];

    public static Matrix<double> Matrix(this JsonElement data, string name) => Matrix<double>.Build.DenseOfRowArrays(data.RealRows(name));

    /// <summary>A matrix with these columns.</summary>
    public static Matrix<double> Columns(params double[][] columns) => Matrix<double>.Build.DenseOfColumnArrays(columns);

    public static double[] Log(this double[] values) => [.. values.Select(v => Math.Log(v))];

    public static double[] Times(this double[] values, double[] others) => [.. values.Zip(others, (a, b) => a * b)];

    public static double[] Over(this double[] values, double divisor) => [.. values.Select(v => v / divisor)];

    public static double[] Centered(this double[] values)
    {
        double mean = values.Average();
        return [.. values.Select(v => v - mean)];
    }

    private static double[] Reals(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetDouble())];

    private static int[] Integers(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetInt32())];
}
