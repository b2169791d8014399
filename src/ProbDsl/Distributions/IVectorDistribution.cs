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
