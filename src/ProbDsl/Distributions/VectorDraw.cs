using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>What <c>~</c> on a distribution over vectors gives: assignable to <c>double[]</c>, to <c>Vector&lt;double&gt;</c>, and where the distribution draws whole numbers to <c>int[]</c>.</summary>
/// <param name="values">The elements; kept, not copied.</param>
public readonly struct VectorDraw(double[] values)
{
    private readonly double[] _values = values;

    /// <summary>The number of elements.</summary>
    public int Length => _values.Length;

    /// <summary>One element.</summary>
    public double this[int index] => _values[index];

    /// <summary>The elements as an array.</summary>
    public double[] ToArray() => _values;

    /// <summary>The elements as a vector over the same memory.</summary>
    public Vector<double> ToVector() => Vector<double>.Build.Dense(_values);

    /// <summary>The elements as an array.</summary>
    public static implicit operator double[](VectorDraw draw) => draw.ToArray();

    /// <summary>The elements as whole numbers, for distributions that draw such.</summary>
    /// <exception cref="InvalidCastException">An element is no whole number.</exception>
    public int[] ToIntegers() => Array.ConvertAll(_values, value => value == Math.Truncate(value) && Math.Abs(value) <= int.MaxValue
        ? (int)value
        : throw new InvalidCastException($"{value} is no whole number: assign the draw to a double[] or a Vector<double>"));

    /// <inheritdoc cref="ToIntegers"/>
    public static implicit operator int[](VectorDraw draw) => draw.ToIntegers();

    /// <summary>The elements as a vector over the same memory.</summary>
    public static implicit operator Vector<double>(VectorDraw draw) => draw.ToVector();
}
