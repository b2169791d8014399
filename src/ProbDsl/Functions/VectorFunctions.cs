using System.Numerics.Tensors;
using ProbDsl.Simd;

namespace ProbDsl;

public static partial class Functions
{
    /// <summary>log(eᵃ + eᵇ), without overflow.</summary>
    /// <param name="a">Any real or -∞.</param>
    /// <param name="b">Any real or -∞.</param>
    public static double LogSumExp(double a, double b) => LaneMath.LogSumExp2(new Lane1(a), new Lane1(b)).Value;

    /// <summary>log Σ exp(xᵢ) = m + log Σ exp(xᵢ - m) with m = max xᵢ, without overflow.</summary>
    /// <param name="values">Reals or -∞; none gives -∞, the empty sum's logarithm.</param>
    public static double LogSumExp(params ReadOnlySpan<double> values)
    {
        if (values.IsEmpty)
            return double.NegativeInfinity;
        double maximum = TensorPrimitives.Max(values);
        if (double.IsInfinity(maximum) || double.IsNaN(maximum))
            return maximum;
        double sum = 0;
        foreach (double value in values)
            sum += LaneMath.Exp(new Lane1(value - maximum)).Value;
        return maximum + LaneMath.Log(new Lane1(sum)).Value;
    }

    /// <summary>The probabilities exp(xᵢ) / Σ exp(xⱼ), without overflow.</summary>
    /// <param name="values">Reals or -∞, not all -∞.</param>
    public static double[] Softmax(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        double total = LogSumExp(values);
        double[] result = new double[values.Length];
        for (int i = 0; i < result.Length; i++)
            result[i] = LaneMath.Exp(new Lane1(values[i] - total)).Value;
        return result;
    }

    /// <summary>Σ xᵢ; none gives 0.</summary>
    /// <param name="values">The terms.</param>
    public static double Sum(params ReadOnlySpan<double> values) => TensorPrimitives.Sum(values);

    /// <summary>The arithmetic mean, Σ xᵢ / n; none gives NaN.</summary>
    /// <param name="values">The values.</param>
    public static double Mean(double[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Sum(values) / values.Length;
    }

    /// <summary>The inner product Σ aᵢ bᵢ.</summary>
    /// <param name="a">The left vector.</param>
    /// <param name="b">The right vector, of the same length.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static double Dot(double[] a, double[] b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return TensorPrimitives.Dot(a, b);
    }
}
