using ProbDsl.Simd;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>log Σ exp(xᵢ), without overflow.</summary>
    /// <param name="vector">Reals or -∞; none gives -∞, the empty sum's logarithm.</param>
    public static double LogSumExp(Vector<double> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return LogSumExp(vector.ToArray().AsSpan());
    }

    /// <summary>The probabilities exp(xᵢ) / Σ exp(xⱼ), without overflow.</summary>
    /// <param name="vector">Reals or -∞, not all -∞.</param>
    public static Vector<double> Softmax(Vector<double> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return Vector<double>.Build.Dense(Softmax(vector.ToArray()));
    }

    /// <summary>The logarithms of the probabilities, xᵢ - log Σ exp(xⱼ), without overflow.</summary>
    /// <param name="vector">Reals or -∞, not all -∞.</param>
    public static Vector<double> LogSoftmax(Vector<double> vector)
    {
        double total = LogSumExp(vector);
        return Each(vector, x => x - total);
    }

    /// <summary>The logarithms of the probabilities, xᵢ - log Σ exp(xⱼ), without overflow.</summary>
    /// <param name="values">Reals or -∞, not all -∞.</param>
    public static double[] LogSoftmax(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double total = LogSumExp(values);
        return Array.ConvertAll(values, x => x - total);
    }

    /// <summary>The softmax of each row.</summary>
    /// <param name="matrix">Reals or -∞, no row all -∞.</param>
    public static Matrix<double> Softmax(Matrix<double> matrix) => EachRow(matrix, Softmax);

    /// <summary>The logarithm of the softmax of each row.</summary>
    /// <param name="matrix">Reals or -∞, no row all -∞.</param>
    public static Matrix<double> LogSoftmax(Matrix<double> matrix) => EachRow(matrix, LogSoftmax);

    private static Matrix<double> EachRow(Matrix<double> matrix, Func<Vector<double>, Vector<double>> function)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        Matrix<double> result = Matrix<double>.Build.Dense(matrix.RowCount, matrix.ColumnCount);
        for (int i = 0; i < matrix.RowCount; i++)
            result.SetRow(i, function(matrix.Row(i)));
        return result;
    }

    /// <summary>log(w e^a + (1 - w) e^b), the log density of a mixture of two by their log densities; its derivatives exist at a weight of 0 and 1, too.</summary>
    /// <param name="weight">The weight of the first, from 0 to 1.</param>
    /// <param name="a">The log density of the first.</param>
    /// <param name="b">The log density of the second.</param>
    public static double LogMix(double weight, double a, double b) => LaneMath.LogMix(new Lane1(weight), new Lane1(a), new Lane1(b)).Value;
}
