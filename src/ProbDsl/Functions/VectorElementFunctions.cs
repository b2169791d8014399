using MathNet.Numerics;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <content>Functions of each element of a vector; results are new vectors.</content>
public static partial class Functions
{
    /// <summary>eˣ of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Exp(Vector<double> vector) => Each(vector, Math.Exp);

    /// <summary>log(x) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Log(Vector<double> vector) => Each(vector, Math.Log);

    /// <summary>√x of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Sqrt(Vector<double> vector) => Each(vector, Math.Sqrt);

    /// <summary>x² of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Square(Vector<double> vector) => Each(vector, Square);

    /// <summary>tanh(x) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Tanh(Vector<double> vector) => Each(vector, Math.Tanh);

    /// <summary>1 / (1 + e⁻ˣ) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Logistic(Vector<double> vector) => Each(vector, Logistic);

    /// <summary>log(1 + eˣ), without overflow, of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Softplus(Vector<double> vector) => Each(vector, Softplus);

    /// <summary>max(x, 0) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Relu(Vector<double> vector) => Each(vector, Relu);

    /// <summary>x where it is positive, else x / 100, of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> LeakyRelu(Vector<double> vector) => Each(vector, LeakyRelu);

    /// <summary>x where it is positive, else slope · x, of each element.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="slope">From 0 to 1.</param>
    public static Vector<double> LeakyRelu(Vector<double> vector, double slope) => Each(vector, x => LeakyRelu(x, slope));

    /// <summary>x where it is positive, else eˣ - 1, of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Elu(Vector<double> vector) => Each(vector, Elu);

    /// <summary>x Φ(x) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Gelu(Vector<double> vector) => Each(vector, Gelu);

    /// <summary>x / (1 + e⁻ˣ) of each element.</summary>
    /// <param name="vector">The vector.</param>
    public static Vector<double> Silu(Vector<double> vector) => Each(vector, Silu);

    private static Vector<double> Each(Vector<double> vector, Func<double, double> function)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return vector.Map(function, Zeros.Include);
    }
}
