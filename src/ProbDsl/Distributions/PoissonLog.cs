namespace ProbDsl;

/// <summary>Poisson distribution whose rate is given by its logarithm.</summary>
/// <remarks>log p(y) = y · logRate - exp(logRate) - log y!, for y = 0, 1, 2, …. Stan: <c>poisson_log</c>.</remarks>
/// <param name="LogRate">Log of the rate, any real.</param>
[Distribution(Support.Count)]
[DistributionParameter("logRate", Support.Real)]
[LogDensity(PoissonLog.DensityFormula)]
[Mean(PoissonLog.MeanFormula)]
public readonly record struct PoissonLog(double LogRate) : IDiscreteDistribution
{
    internal const string DensityFormula = "xtimes(y, logRate) - exp(logRate) - lgamma(y + 1)";
    internal const string MeanFormula = "exp(logRate)";

    /// <summary>Draws one value from the distribution.</summary>
    public static int operator ~(PoissonLog distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Math.Exp(LogRate);

    /// <inheritdoc/>
    public double Variance => Math.Exp(LogRate);

    /// <inheritdoc/>
    public int Sample(Rng rng) => rng.NextPoissonLog(LogRate);

    /// <inheritdoc/>
    public double LogDensity(int y)
    {
        double rate = Math.Exp(LogRate);
        if (y < 0 || double.IsPositiveInfinity(rate))
            return double.NegativeInfinity;
        return y < SaddlePoint.First || rate < 1e-300
            ? Functions.XTimesY(y, LogRate) - rate - Functions.LogGamma(y + 1.0)
            : SaddlePoint.LogPoisson(y, rate);
    }

    /// <inheritdoc/>
    public double Cdf(int y) => Poisson.Cdf(y);

    /// <inheritdoc/>
    public double LogSurvival(int y)
    {
        double survival = Poisson.LogSurvival(y);

        // Of a rate that underflows the first term of the sum is the sum.
        return Math.Exp(LogRate) < 1e-300 && y >= 0 ? (y + 1.0) * LogRate - Functions.LogGamma(y + 2.0) : survival;
    }

    private Poisson Poisson => new(Math.Exp(LogRate));
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.PoissonLog"/>
    /// <param name="logRate">Log of the rate, any real.</param>
    public static PoissonLog PoissonLog(double logRate) => new(logRate);
}
