using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>A vector of independent Poisson counts, whose rates are given by their logarithms.</summary>
/// <remarks>log p(y) = Σ [yₖ · logRateₖ - exp(logRateₖ) - log yₖ!], for yₖ = 0, 1, 2, …. Stan: <c>poisson_log</c> of vectors.</remarks>
/// <param name="LogRate">Log of the rate of each element, any reals.</param>
[Distribution(Support.Count)]
[Elementwise]
[DistributionParameter("logRate", Support.Real)]
[LogDensity(PoissonLog.DensityFormula)]
[Mean(PoissonLog.MeanFormula)]
public readonly record struct PoissonLogVector(Vector<double> LogRate) : IVectorDistribution
{
    /// <summary>Draws one vector of counts from the distribution.</summary>
    public static VectorDraw operator ~(PoissonLogVector distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => LogRate.Count;

    /// <inheritdoc/>
    public Vector<double> Mean => Functions.Exp(LogRate);

    /// <inheritdoc/>
    public Vector<double> Variance => Mean;

    /// <inheritdoc/>
    public double[] Sample(Rng rng) => Elements.Draw(Dimension, this, rng, static (d, k, rng) => new PoissonLog(d.LogRate[k]).Sample(rng));

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y) => Elements.Sum(Dimension, this, y, static (d, k, y) => Elements.OfCount(y, new PoissonLog(d.LogRate[k])));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.PoissonLogVector"/>
    /// <param name="logRate">Log of the rate of each element, any reals.</param>
    public static PoissonLogVector PoissonLog(Vector<double> logRate) => new(logRate);
}
