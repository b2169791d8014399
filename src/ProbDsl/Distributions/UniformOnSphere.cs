using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Uniform distribution over the unit vectors of a space.</summary>
/// <remarks>log p(y) = log Γ(n / 2) - log 2 - n / 2 · log π for |y| = 1, by the area of the sphere.</remarks>
/// <param name="Dimension">The number n of elements, two or more.</param>
[Distribution(Support.UnitVector)]
[DistributionParameter("dimension", Support.Count)]
[LogDensity("lgamma(0.5 * dimension) - logTwo - 0.5 * dimension * logPi")]
[Mean("0")]
public readonly record struct UniformOnSphere(int Dimension) : IVectorDistribution
{
    /// <summary>How far from one the length of a value may be.</summary>
    internal const double LengthTolerance = 1e-6;

    /// <summary>Draws one unit vector from the distribution.</summary>
    public static VectorDraw operator ~(UniformOnSphere distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public Vector<double> Mean => Vector<double>.Build.Dense(Dimension);

    /// <inheritdoc/>
    public Vector<double> Variance => Vector<double>.Build.Dense(Dimension, 1.0 / Dimension);

    /// <inheritdoc/>
    public double[] Sample(Rng rng)
    {
        double[] direction = new double[Dimension];
        rng.FillNormal(direction);
        double length = Math.Sqrt(direction.Sum(x => x * x));
        for (int k = 0; k < direction.Length; k++)
            direction[k] /= length;
        return direction;
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => IsUnitVector(y, Dimension)
        ? Functions.LogGamma(0.5 * Dimension) - LogConstants.LogTwo - 0.5 * Dimension * LogConstants.LogPi
        : double.NegativeInfinity;

    internal static bool IsUnitVector(ReadOnlySpan<double> y, int dimension)
    {
        double square = 0;
        foreach (double element in y)
            square += element * element;
        return y.Length == dimension && !(Math.Abs(square - 1) > LengthTolerance);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.UniformOnSphere"/>
    /// <param name="dimension">The number n of elements, two or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than two.</exception>
    public static UniformOnSphere UniformOnSphere(int dimension)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dimension, 2);
        return new(dimension);
    }
}
