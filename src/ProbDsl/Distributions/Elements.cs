using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>What the distributions of independent elements share: sizes that agree, sums over elements, draws element by element.</summary>
internal static class Elements
{
    /// <summary>Throws where two parameters of a distribution have unequal sizes.</summary>
    internal static void SameSize(string distribution, string first, Vector<double> a, string second, Vector<double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.Count != b.Count)
            throw new ArgumentException($"{distribution}: '{first}' has {a.Count} elements, '{second}' has {b.Count}.");
    }

    /// <summary>Throws where two parameters of a distribution have unequal sizes.</summary>
    internal static void SameSize(string distribution, string first, Matrix<double> a, string second, Matrix<double> b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (a.RowCount != b.RowCount || a.ColumnCount != b.ColumnCount)
        {
            throw new ArgumentException(
                $"{distribution}: '{first}' has {a.RowCount} x {a.ColumnCount} elements, '{second}' has {b.RowCount} x {b.ColumnCount}.");
        }
    }

    /// <summary>A vector of draws, one an element.</summary>
    internal static double[] Draw<D>(int count, D distribution, Rng rng, Func<D, int, Rng, double> draw)
        where D : struct
    {
        double[] values = new double[count];
        for (int k = 0; k < values.Length; k++)
            values[k] = draw(distribution, k, rng);
        return values;
    }

    /// <summary>Σ log p(yₖ); -∞ where there are more or fewer elements.</summary>
    internal static double Sum<D>(int count, D distribution, ReadOnlySpan<double> y, Func<D, int, double, double> logDensity)
        where D : struct
    {
        if (y.Length != count)
            return double.NegativeInfinity;
        double sum = 0;
        for (int k = 0; k < y.Length; k++)
            sum += logDensity(distribution, k, y[k]);
        return sum;
    }

    /// <summary>log p of a count that is given as a real number; -∞ where it is no count.</summary>
    internal static double OfCount<D>(double y, D distribution)
        where D : struct, IDiscreteDistribution =>
        y >= 0 && y <= int.MaxValue && y == Math.Floor(y) ? distribution.LogDensity((int)y) : double.NegativeInfinity;

    /// <summary>A vector with one value for each element.</summary>
    internal static Vector<double> Map(int count, Func<int, double> value) => Vector<double>.Build.Dense(count, value);
}
