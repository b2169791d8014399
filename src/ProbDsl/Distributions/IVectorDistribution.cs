using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A distribution over vectors of reals.</summary>
public interface IVectorDistribution
{
    /// <summary>The number of elements of a value.</summary>
    int Dimension { get; }

    /// <summary>The mean of each element.</summary>
    Vector<double> Mean { get; }

    /// <summary>The marginal variance of each element.</summary>
    Vector<double> Variance { get; }

    /// <summary>Draws one value from the stream.</summary>
    double[] Sample(Rng rng);

    /// <summary>The log of the density at <paramref name="y"/>, every constant kept; -∞ outside the support; inside it, NaN where a parameter is invalid.</summary>
    double LogDensity(ReadOnlySpan<double> y);
}

/// <summary>Distributions over vectors take MathNet's vectors, too.</summary>
public static class VectorDistributionExtensions
{
    /// <summary>The log of the density at <paramref name="y"/>, every constant kept; -∞ outside the support or where the size is another.</summary>
    /// <typeparam name="T">The distribution.</typeparam>
    public static double LogDensity<T>(this T distribution, Vector<double> y)
        where T : struct, IVectorDistribution
    {
        ArgumentNullException.ThrowIfNull(y);
        return distribution.LogDensity(y.AsArray() ?? y.ToArray());
    }
}
