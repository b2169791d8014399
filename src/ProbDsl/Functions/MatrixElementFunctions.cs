using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <content>Functions of each element of a matrix; results are new matrices.</content>
public static partial class Functions
{
    /// <summary>eˣ of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Exp(Matrix<double> matrix) => Each(matrix, Math.Exp);

    /// <summary>log(x) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Log(Matrix<double> matrix) => Each(matrix, Math.Log);

    /// <summary>√x of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Sqrt(Matrix<double> matrix) => Each(matrix, Math.Sqrt);

    /// <summary>x² of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Square(Matrix<double> matrix) => Each(matrix, Square);

    /// <summary>tanh(x) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Tanh(Matrix<double> matrix) => Each(matrix, Math.Tanh);

    /// <summary>1 / (1 + e⁻ˣ) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Logistic(Matrix<double> matrix) => Each(matrix, Logistic);

    /// <summary>log(1 + eˣ), without overflow, of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Softplus(Matrix<double> matrix) => Each(matrix, Softplus);

    /// <summary>max(x, 0) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Relu(Matrix<double> matrix) => Each(matrix, Relu);

    /// <summary>x where it is positive, else x / 100, of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> LeakyRelu(Matrix<double> matrix) => Each(matrix, LeakyRelu);

    /// <summary>x where it is positive, else slope · x, of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="slope">From 0 to 1.</param>
    public static Matrix<double> LeakyRelu(Matrix<double> matrix, double slope) => Each(matrix, x => LeakyRelu(x, slope));

    /// <summary>x where it is positive, else eˣ - 1, of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Elu(Matrix<double> matrix) => Each(matrix, Elu);

    /// <summary>x Φ(x) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Gelu(Matrix<double> matrix) => Each(matrix, Gelu);

    /// <summary>x / (1 + e⁻ˣ) of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Silu(Matrix<double> matrix) => Each(matrix, Silu);

    private static Matrix<double> Each(Matrix<double> matrix, Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Map(function, Zeros.Include);
    }
}
