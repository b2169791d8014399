using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A distribution over matrices of reals.</summary>
public interface IMatrixDistribution
{
    /// <summary>Draws one value from the stream.</summary>
    Matrix<double> Sample(Rng rng);

    /// <summary>The log of the density at <paramref name="y"/>, every constant kept; -∞ outside the support; inside it, NaN where a parameter is invalid.</summary>
    double LogDensity(Matrix<double> y);
}
