using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent log-normal numbers: the exponentials of normals.</summary>
/// <remarks>log p(y) = Σ [-log yₖ - log(sₖ) - log(2π) / 2 - ((log yₖ - mₖ) / sₖ)² / 2], for yₖ > 0. Stan: <c>lognormal</c> of vectors.</remarks>
/// <param name="LogMean">Mean m of the logarithm of each element, any reals.</param>
/// <param name="LogStandardDeviation">Standard deviation s of the logarithm of each element, positive.</param>
[Distribution(Support.Positive)]
[Elementwise]
[DistributionParameter("logMean", Support.Real)]
[DistributionParameter("logStandardDeviation", Support.Positive)]
[LogDensity(LogNormal.DensityFormula)]
[Reparameterized(LogNormal.DrawFormula)]
[Mean(LogNormal.MeanFormula)]
[Divergence(typeof(LogNormalVector), LogNormal.DivergenceFormula)]
[Divergence(typeof(LogNormal), LogNormal.DivergenceFormula)]
public readonly record struct LogNormalVector(Vector<double> LogMean, Vector<double> LogStandardDeviation) : IVectorDistribution
{
    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(LogNormalVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => LogMean.Count;

    /// <inheritdoc/>
    public Vector<double> Mean
    {
        get
        {
            LogNormalVector self = this;
            return Elements.Map(Dimension, k => self[k].Mean);
        }
    }

    /// <inheritdoc/>
    public Vector<double> Variance
    {
        get
        {
            LogNormalVector self = this;
            return Elements.Map(Dimension, k => self[k].Variance);
        }
    }

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => d[k].Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => d[k].LogDensity(y));

    private LogNormal this[int k] => new(LogMean[k], LogStandardDeviation[k]);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.LogNormalVector"/>
    /// <param name="logMean">Mean m of the logarithm of each element, any reals.</param>
    /// <param name="logStandardDeviation">Standard deviation s of the logarithm of each element, positive.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static LogNormalVector LogNormal(Vector<double> logMean, Vector<double> logStandardDeviation)
    {
        Elements.SameSize(nameof(LogNormal), nameof(logMean), logMean, nameof(logStandardDeviation), logStandardDeviation);
        return new(logMean, logStandardDeviation);
    }
}
