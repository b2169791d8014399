using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Von Mises-Fisher distribution over unit vectors: a normal's counterpart on the sphere.</summary>
/// <remarks>
/// log p(y) = κ meanDirection·y + (n / 2 - 1) log κ - n / 2 · log(2π) - log I_(n/2-1)(κ) for |y| = 1: Mardia and Jupp, "Directional statistics"
/// (2000), equation 9.3.4. The divergence to <see cref="ProbDsl.UniformOnSphere"/> depends on κ alone: Davidson, Falorsi, De Cao, Kipf and
/// Tomczak, "Hyperspherical variational auto-encoders" (2018), equation 14.
/// </remarks>
/// <param name="MeanDirection">Mean direction, a unit vector of two or more elements.</param>
/// <param name="Concentration">Concentration κ, positive; near zero is uniform.</param>
[Distribution(Support.UnitVector)]
[DistributionParameter("meanDirection", Support.UnitVector)]
[DistributionParameter("concentration", Support.Positive)]
[LogDensity("concentration * sum(meanDirection * y) + (0.5 * count(meanDirection) - 1) * log(concentration) - count(meanDirection) * halfLogTwoPi"
    + " - logBesselI(0.5 * count(meanDirection) - 1, concentration)")]
[Mean("besselRatio(0.5 * count(meanDirection) - 1, concentration) * meanDirection")]
[Divergence(typeof(UniformOnSphere), "concentration * besselRatio(0.5 * count(meanDirection) - 1, concentration)"
    + " + (0.5 * count(meanDirection) - 1) * log(concentration) - 0.5 * count(meanDirection) * logTwo - logBesselI(0.5 * count(meanDirection) - 1, concentration)"
    + " - lgamma(0.5 * count(meanDirection)) + logTwo")]
public readonly record struct VonMisesFisher(Vector<double> MeanDirection, double Concentration) : IVectorDistribution
{
    /// <summary>Draws one unit vector from the distribution.</summary>
    public static VectorDraw operator ~(VonMisesFisher distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => MeanDirection.Count;

    /// <inheritdoc/>
    /// <remarks>The mean direction times A = I_(n/2)(κ) / I_(n/2-1)(κ), a vector inside the sphere.</remarks>
    public Vector<double> Mean => MeanLength * MeanDirection;

    /// <inheritdoc/>
    public Vector<double> Variance
    {
        get
        {
            double length = MeanLength, across = length / Concentration, along = 1 - (Dimension - 1) * across - length * length;
            return MeanDirection.Map(m => across + (along - across) * m * m);
        }
    }

    /// <summary>The length A of the mean of y, from 0 (uniform) to 1.</summary>
    public double MeanLength => Functions.BesselRatio(0.5 * Dimension - 1, Concentration);

    /// <inheritdoc/>
    /// <remarks>y = w mean + √(1 - w²) v with <see cref="SampleCosine"/> w and v uniform among the unit vectors across the mean.</remarks>
    public double[] Sample(Rng rng)
    {
        double[] across = new double[Dimension];
        rng.FillNormal(across);
        double along = 0, square = 0, w = SampleCosine(rng, Dimension, Concentration);
        for (int k = 0; k < across.Length; k++)
            along += across[k] * MeanDirection[k];
        for (int k = 0; k < across.Length; k++)
        {
            across[k] -= along * MeanDirection[k];
            square += across[k] * across[k];
        }
        double scale = Math.Sqrt((1 - w * w) / square);
        for (int k = 0; k < across.Length; k++)
            across[k] = w * MeanDirection[k] + scale * across[k];
        return across;
    }

    /// <summary>Draws the cosine of the angle between a draw and the mean.</summary>
    /// <remarks>
    /// Rejection from the image of a symmetric beta distribution: Ulrich, "Computer generation of distributions on the m-sphere" (1984), as
    /// corrected by Wood, "Simulation of the von Mises Fisher distribution" (1994), algorithm VM*; b without cancellation.
    /// </remarks>
    /// <param name="rng">The stream.</param>
    /// <param name="dimension">The number n of elements, two or more.</param>
    /// <param name="concentration">Concentration κ, zero or above.</param>
    public static double SampleCosine(Rng rng, int dimension, double concentration)
    {
        double n = dimension - 1, b = n / (2 * concentration + Math.Sqrt(4 * concentration * concentration + n * n));
        double x = (1 - b) / (1 + b), c = concentration * x + n * Math.Log(1 - x * x);
        while (true)
        {
            double z = rng.NextBeta(0.5 * n, 0.5 * n), w = (1 - (1 + b) * z) / (1 - (1 - b) * z);
            if (!(concentration * w + n * Math.Log(1 - x * w) - c < Math.Log(rng.NextDouble())))
                return w;
        }
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y)
    {
        if (!UniformOnSphere.IsUnitVector(y, Dimension))
            return double.NegativeInfinity;
        if (!(Concentration > 0))
            return double.NaN;
        double cosine = 0, half = 0.5 * Dimension;
        for (int k = 0; k < y.Length; k++)
            cosine += MeanDirection[k] * y[k];
        return Concentration * cosine + (half - 1) * Math.Log(Concentration) - Dimension * LogConstants.HalfLogTwoPi
            - Functions.LogBesselI(half - 1, Concentration);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.VonMisesFisher"/>
    /// <param name="meanDirection">Mean direction, a unit vector of two or more elements.</param>
    /// <param name="concentration">Concentration κ, positive; near zero is uniform.</param>
    /// <exception cref="ArgumentException">The mean has fewer than two elements, or not length one.</exception>
    public static VonMisesFisher VonMisesFisher(Vector<double> meanDirection, double concentration)
    {
        ArgumentNullException.ThrowIfNull(meanDirection);
        if (meanDirection.Count < 2)
            throw new ArgumentException($"VonMisesFisher: 'meanDirection' has {meanDirection.Count} elements; a direction has two or more.", nameof(meanDirection));
        if (!ProbDsl.UniformOnSphere.IsUnitVector(meanDirection.ToArray(), meanDirection.Count))
            throw new ArgumentException(FormattableString.Invariant($"VonMisesFisher: 'meanDirection' has length {meanDirection.L2Norm()}, not one; divide it by its length."), nameof(meanDirection));
        return new(meanDirection, concentration);
    }
}
