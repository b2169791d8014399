using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Dirichlet distribution over vectors of positive numbers that sum to one.</summary>
/// <remarks>log p(y) = log Γ(Σ αₖ) - Σ log Γ(αₖ) + Σ (αₖ - 1) log yₖ. Stan: <c>dirichlet</c>.</remarks>
/// <param name="Concentration">Concentrations αₖ, positive; the mean is α / Σ αₖ.</param>
[Distribution(Support.Simplex)]
[DistributionParameter("concentration", Support.PositiveVector)]
[LogDensity("lgamma(sum(concentration)) - sum(lgamma(concentration)) + sum(xtimes(concentration - 1, log(y)))")]
public readonly record struct Dirichlet(double[] Concentration) : IVectorDistribution
{
    /// <summary>How far from one the sum of a value may be: Stan's tolerance.</summary>
    private const double SumTolerance = 1e-8;

    /// <summary>Draws one vector from the distribution.</summary>
    public static VectorDraw operator ~(Dirichlet distribution) => new(distribution.Sample(Sampling.Current));

    /// <inheritdoc/>
    public int Dimension => Concentration.Length;

    /// <inheritdoc/>
    public Vector<double> Mean
    {
        get
        {
            Vector<double> concentration = Vector<double>.Build.DenseOfArray(Concentration);
            return concentration / concentration.Sum();
        }
    }

    /// <inheritdoc/>
    public Vector<double> Variance
    {
        get
        {
            double total = Concentration.Sum();
            return Mean.Map(mean => mean * (1 - mean) / (total + 1));
        }
    }

    /// <inheritdoc/>
    public double[] Sample(Rng rng)
    {
        double[] weights = new double[Concentration.Length];
        rng.NextDirichlet(Concentration, weights);
        return weights;
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> y)
    {
        if (y.Length != Concentration.Length)
            return double.NegativeInfinity;
        double total = 0, sum = 0, logDensity = 0;
        for (int k = 0; k < y.Length; k++)
        {
            double alpha = Concentration[k];
            if (y[k] < 0)
                return double.NegativeInfinity;
            if (!(alpha >= 0))
                return double.NaN;
            total += alpha;
            sum += y[k];
            logDensity += Functions.XLogY(alpha - 1, y[k]) - Functions.LogGamma(alpha);
        }
        return Math.Abs(sum - 1) > SumTolerance ? double.NegativeInfinity : logDensity + Functions.LogGamma(total);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Dirichlet"/>
    /// <param name="concentration">Concentrations αₖ, positive; the mean is α / Σ αₖ.</param>
    public static Dirichlet Dirichlet(double[] concentration) => new(concentration);

    /// <inheritdoc cref="ProbDsl.Dirichlet"/>
    /// <param name="concentration">Concentrations αₖ, positive; the mean is α / Σ αₖ.</param>
    public static Dirichlet Dirichlet(Vector<double> concentration) => new(concentration.ToArray());
}
