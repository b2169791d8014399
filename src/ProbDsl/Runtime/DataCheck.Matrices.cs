using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Runtime;

/// <content>Covariances of the data, and their factors.</content>
public static partial class DataCheck
{
    /// <summary>Refuses a covariance that is not symmetric to 1e-8 of its largest element.</summary>
    /// <param name="matrix">The covariance.</param>
    /// <param name="name">It as the model writes it.</param>
    /// <param name="parameter">The parameter that it is.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not symmetric or not finite.</exception>
    public static void Symmetric(Matrix<double> matrix, string name, string parameter, string statement)
    {
        Square(matrix, name, parameter, statement);
        double largest = matrix.Enumerate().Select(Math.Abs).DefaultIfEmpty(0).Max();
        for (int i = 0; i < matrix.RowCount; i++)
            for (int j = 0; j < i; j++)
                if (Math.Abs(matrix[i, j] - matrix[j, i]) > 1e-8 * largest)
                    throw NoMatrix(name, i, j, matrix[i, j], string.Create(CultureInfo.InvariantCulture, $"{name}[{j}, {i}] is {matrix[j, i]}: {parameter} must be symmetric"), statement);
    }

    /// <inheritdoc cref="Symmetric(Matrix{double}, string, string, string)"/>
    public static void Symmetric(double[,] matrix, string name, string parameter, string statement) =>
        Symmetric(Matrix<double>.Build.DenseOfArray(matrix), name, parameter, statement);

    /// <summary>Refuses a factor that is not lower triangular with a positive diagonal.</summary>
    /// <param name="matrix">The factor.</param>
    /// <param name="name">It as the model writes it.</param>
    /// <param name="parameter">The parameter that it is.</param>
    /// <param name="statement">The statement that uses it.</param>
    /// <exception cref="ArgumentException">The matrix is not square, not such a factor or not finite.</exception>
    public static void Factor(Matrix<double> matrix, string name, string parameter, string statement)
    {
        Square(matrix, name, parameter, statement);
        for (int i = 0; i < matrix.RowCount; i++)
            for (int j = i; j < matrix.ColumnCount; j++)
                if (i == j ? matrix[i, i] <= 0 : matrix[i, j] != 0)
                    throw NoMatrix(name, i, j, matrix[i, j], i == j ? $"{parameter} must have a positive diagonal" : $"{parameter} must be zero above its diagonal", statement);
    }

    /// <inheritdoc cref="Factor(Matrix{double}, string, string, string)"/>
    public static void Factor(double[,] matrix, string name, string parameter, string statement) =>
        Factor(Matrix<double>.Build.DenseOfArray(matrix), name, parameter, statement);

    private static void Square(Matrix<double> matrix, string name, string parameter, string statement)
    {
        if (matrix.RowCount != matrix.ColumnCount)
            throw new ArgumentException($"{name} has {matrix.RowCount} rows and {matrix.ColumnCount} columns, but {parameter} must be square; in '{statement}'", name);
        for (int i = 0; i < matrix.RowCount; i++)
            for (int j = 0; j < matrix.ColumnCount; j++)
                if (!double.IsFinite(matrix[i, j]))
                    throw NoMatrix(name, i, j, matrix[i, j], $"{parameter} must be finite", statement);
    }

    private static ArgumentException NoMatrix(string name, int row, int column, double value, string expected, string statement) =>
        Unsuitable(name, [row, column], value, expected, statement);
}
