using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl;

/// <summary>Categorical distribution over 0 … K - 1 with the given probabilities.</summary>
/// <remarks>log p(y) = log(probabilities[y]). Stan: <c>categorical</c>, which counts from one.</remarks>
/// <param name="Probabilities">K probabilities that sum to one.</param>
[Distribution(Support.IntegerInterval, Lower = "0", Upper = "count(probabilities) - 1")]
[DistributionParameter("probabilities", Support.Simplex)]
[LogDensity("log(at(probabilities, y))")]
public readonly record struct Categorical(double[] Probabilities) : IDiscreteDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(Categorical distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean
    {
        get
        {
            double mean = 0;
            for (int k = 0; k < Probabilities.Length; k++)
                mean += k * Probabilities[k];
            return mean;
        }
    }

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double mean = Mean, variance = 0;
            for (int k = 0; k < Probabilities.Length; k++)
                variance += (k - mean) * (k - mean) * Probabilities[k];
            return variance;
        }
    }

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextCategorical(Probabilities);

    /// <inheritdoc/>
    public double LogDensity(int y) => y < 0 || y >= Probabilities.Length ? double.NegativeInfinity : Math.Log(Probabilities[y]);

    /// <inheritdoc/>
    public double Cdf(int y) => y >= Probabilities.Length - 1 ? 1 : Total(0, y + 1);

    /// <inheritdoc/>
    public double LogSurvival(int y) => y < 0 ? 0 : Math.Log(Total(y + 1, Probabilities.Length));

    private double Total(int start, int end)
    {
        double total = 0;
        for (int k = start; k < end; k++)
            total += Probabilities[k];
        return total;
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Categorical"/>
    /// <param name="probabilities">K probabilities that sum to one.</param>
    public static Categorical Categorical(double[] probabilities) => new(probabilities);

    /// <inheritdoc cref="ProbDsl.Categorical"/>
    /// <param name="probabilities">K probabilities that sum to one.</param>
    public static Categorical Categorical(Vector<double> probabilities) => new(probabilities.ToArray());
}
