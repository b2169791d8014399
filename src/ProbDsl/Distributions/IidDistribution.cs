using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Independent, identically distributed real numbers, as one vector.</summary>
/// <typeparam name="T">The distribution of one element.</typeparam>
/// <remarks>log p(y) = Σ log p(yₖ).</remarks>
/// <param name="Element">The distribution of one element.</param>
/// <param name="Count">The number of elements.</param>
public readonly record struct IidDistribution<T>(T Element, int Count) : IVectorDistribution
    where T : struct, IContinuousDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(IidDistribution<T> distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Vector<double>.Build.Dense(Count, Element.Mean);

    /// <inheritdoc/>
    public Vector<double> Variance => Vector<double>.Build.Dense(Count, Element.Variance);

    /// <inheritdoc/>
    public double[] Sample(Rng rng)
    {
        double[] values = new double[Count];
        for (int k = 0; k < values.Length; k++)
            values[k] = Element.Sample(rng);
        return values;
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y)
    {
        double sum = 0;
        foreach (double element in y)
            sum += Element.LogDensity(element);
        return y.Length == Count ? sum : double.NegativeInfinity;
    }
}

/// <summary>Repeats a distribution over real numbers.</summary>
public static class ContinuousDistributionExtensions
{
    /// <summary>A vector of <paramref name="count"/> independent values of the distribution.</summary>
    public static IidDistribution<T> Iid<T>(this T distribution, int count)
        where T : struct, IContinuousDistribution => new(distribution, count);

    /// <summary>A matrix of independent values of the distribution.</summary>
    public static IidMatrixDistribution<T> Iid<T>(this T distribution, int rows, int columns)
        where T : struct, IContinuousDistribution => new(distribution, rows, columns);
}
