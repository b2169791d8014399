using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <content>Special functions of each element of a vector or matrix; results are new.</content>
public static partial class Functions
{
    /// <summary>log(1 + x) of each element.</summary>
    /// <param name="vector">The vector, of elements above -1.</param>
    public static Vector<double> Log1p(Vector<double> vector) => Each(vector, Log1p);

    /// <summary>log(1 + x) of each element.</summary>
    /// <param name="matrix">The matrix, of elements above -1.</param>
    public static Matrix<double> Log1p(Matrix<double> matrix) => Each(matrix, Log1p);

    /// <summary>eˣ - 1 of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Expm1(Vector<double> vector) => Each(vector, Expm1);

    /// <summary>eˣ - 1 of each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Expm1(Matrix<double> matrix) => Each(matrix, Expm1);

    /// <summary>log(1 + eˣ) of each element, as <see cref="Softplus(Vector{double})"/>.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Log1pExp(Vector<double> vector) => Each(vector, Log1pExp);

    /// <summary>log(1 + eˣ) of each element, as <see cref="Softplus(Matrix{double})"/>.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Log1pExp(Matrix<double> matrix) => Each(matrix, Log1pExp);

    /// <summary>log(x / (1 - x)) of each element.</summary>
    /// <param name="vector">The vector, of elements between 0 and 1.</param>
    public static Vector<double> Logit(Vector<double> vector) => Each(vector, Logit);

    /// <summary>log(x / (1 - x)) of each element.</summary>
    /// <param name="matrix">The matrix, of elements between 0 and 1.</param>
    public static Matrix<double> Logit(Matrix<double> matrix) => Each(matrix, Logit);

    /// <summary>log Γ(x) of each element.</summary>
    /// <param name="vector">The vector, of positive elements.</param>
    public static Vector<double> LogGamma(Vector<double> vector) => Each(vector, LogGamma);

    /// <summary>log Γ(x) of each element.</summary>
    /// <param name="matrix">The matrix, of positive elements.</param>
    public static Matrix<double> LogGamma(Matrix<double> matrix) => Each(matrix, LogGamma);

    /// <summary>The derivative of log Γ(x) at each element.</summary>
    /// <param name="vector">The vector, of positive elements.</param>
    public static Vector<double> Digamma(Vector<double> vector) => Each(vector, Digamma);

    /// <summary>The derivative of log Γ(x) at each element.</summary>
    /// <param name="matrix">The matrix, of positive elements.</param>
    public static Matrix<double> Digamma(Matrix<double> matrix) => Each(matrix, Digamma);

    /// <summary>The error function at each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Erf(Vector<double> vector) => Each(vector, Erf);

    /// <summary>The error function at each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Erf(Matrix<double> matrix) => Each(matrix, Erf);

    /// <summary>1 less the error function, at each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Erfc(Vector<double> vector) => Each(vector, Erfc);

    /// <summary>1 less the error function, at each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Erfc(Matrix<double> matrix) => Each(matrix, Erfc);

    /// <summary>The standard normal distribution function at each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Phi(Vector<double> vector) => Each(vector, Phi);

    /// <summary>The standard normal distribution function at each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> Phi(Matrix<double> matrix) => Each(matrix, Phi);

    /// <summary>The logarithm of the standard normal distribution function at each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> LogPhi(Vector<double> vector) => Each(vector, LogPhi);

    /// <summary>The logarithm of the standard normal distribution function at each element.</summary>
    /// <param name="matrix">The matrix.</param>
    public static Matrix<double> LogPhi(Matrix<double> matrix) => Each(matrix, LogPhi);

    /// <summary>The standard normal quantile of each element.</summary>
    /// <param name="vector">The vector, of elements between 0 and 1.</param>
    public static Vector<double> InversePhi(Vector<double> vector) => Each(vector, InversePhi);

    /// <summary>The standard normal quantile of each element.</summary>
    /// <param name="matrix">The matrix, of elements between 0 and 1.</param>
    public static Matrix<double> InversePhi(Matrix<double> matrix) => Each(matrix, InversePhi);
}
