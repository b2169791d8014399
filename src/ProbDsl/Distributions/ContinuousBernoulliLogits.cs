namespace ProbDsl;

/// <summary>Continuous Bernoulli distribution over (0, 1), the normalised counterpart of a Bernoulli on soft targets, by its log odds.</summary>
/// <remarks>
/// log p(y) = y · logits - log((exp(logits) - 1) / logits), for y from 0 to 1; uniform at logits = 0. With the probability
/// λ = logistic(logits) it is log C(λ) + y log λ + (1 - y) log(1 - λ), C(λ) = 2 artanh(1 - 2λ) / (1 - 2λ): Loaiza-Ganem and Cunningham,
/// "The continuous Bernoulli: fixing a pervasive error in variational autoencoders" (2019), definition 1. The mean is not λ.
/// </remarks>
/// <param name="Logits">Log odds, any real.</param>
[Distribution(Support.UnitInterval)]
[DistributionParameter("logits", Support.Real)]
[LogDensity(ContinuousBernoulliLogits.DensityFormula)]
[Mean(ContinuousBernoulliLogits.MeanFormula)]
public readonly record struct ContinuousBernoulliLogits(double Logits) : IContinuousDistribution
{
    /// <summary>
    /// The normaliser is that of (y - 1/2) logits: log(sinh(x) / x) with x = logits / 2, even in logits. Up to 0.3 by its Taylor
    /// series, whose next term is below 3e-17; beyond by the exponential of a negative number. The bound on the branch that is not
    /// taken keeps its derivative finite at zero.
    /// </summary>
    internal const string DensityFormula = "abs(logits) < 0.3"
        + " ? (y - 0.5) * logits - square(logits) * (1 / 24 - square(logits) * (1 / 2880 - square(logits) * (1 / 181440 - square(logits) * (1 / 9676800 - square(logits) / 479001600))))"
        + " : (y - (logits < 0 ? 0 : 1)) * logits - log(-expm1(-max(abs(logits), 0.3))) + log(max(abs(logits), 0.3))";

    internal const string MeanFormula = "0.5 + (abs(logits) < 0.3"
        + " ? logits * (1 / 12 - square(logits) * (1 / 720 - square(logits) * (1 / 30240 - square(logits) * (1 / 1209600 - square(logits) / 47900160))))"
        + " : (logits < 0 ? -1 : 1) * (-1 / expm1(-max(abs(logits), 0.3)) - 0.5 - 1 / max(abs(logits), 0.3)))";

    private const double SeriesLimit = 0.3;

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(ContinuousBernoulliLogits distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean
    {
        get
        {
            double a = Math.Abs(Logits), s = Logits * Logits;
            if (a < SeriesLimit)
                return 0.5 + Logits * (1 / 12.0 - s * (1 / 720.0 - s * (1 / 30240.0 - s * (1 / 1209600.0 - s / 47900160.0))));
            return 0.5 + Math.Sign(Logits) * (-1 / Functions.Expm1(-a) - 0.5 - 1 / a);
        }
    }

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double s = Logits * Logits, sinh = Math.Sinh(0.5 * Logits);
            if (s < SeriesLimit * SeriesLimit)
                return 1 / 12.0 - s * (1 / 240.0 - s * (1 / 6048.0 - s * (1 / 172800.0 - s / 5322240.0)));
            return 1 / s - 0.25 / (sinh * sinh);
        }
    }

    /// <inheritdoc/>
    public double Sample(Rng rng)
    {
        double u = rng.NextDouble();
        return Logits switch
        {
            0 => u,
            < 0 => QuantileOfNegative(u, Logits),
            _ => 1 - QuantileOfNegative(1 - u, -Logits),
        };
    }

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y is < 0 or > 1)
            return double.NegativeInfinity;
        double a = Math.Abs(Logits), s = Logits * Logits;
        return a < SeriesLimit
            ? (y - 0.5) * Logits - s * (1 / 24.0 - s * (1 / 2880.0 - s * (1 / 181440.0 - s * (1 / 9676800.0 - s / 479001600.0))))
            : (y - (Logits < 0 ? 0 : 1)) * Logits - Math.Log(-Functions.Expm1(-a)) + Math.Log(a);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : y >= 1 ? 1 : Below(y, Logits);

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : y >= 1 ? double.NegativeInfinity : LogAbove(y, Logits);

    /// <summary>(exp(logits y) - 1) / (exp(logits) - 1), with exponentials of negative numbers only.</summary>
    private static double Below(double y, double logits) => logits switch
    {
        0 => y,
        < 0 => Functions.Expm1(logits * y) / Functions.Expm1(logits),
        _ => Math.Exp(logits * (y - 1)) * Functions.Expm1(-logits * y) / Functions.Expm1(-logits),
    };

    /// <summary>log of 1 less that, with exponentials of negative numbers only.</summary>
    private static double LogAbove(double y, double logits) => logits switch
    {
        0 => Functions.Log1p(-y),
        < 0 => logits * y + Math.Log(Functions.Expm1(logits * (1 - y)) / Functions.Expm1(logits)),
        _ => Math.Log(Functions.Expm1(-logits * (1 - y)) / Functions.Expm1(-logits)),
    };

    private static double QuantileOfNegative(double u, double logits) => Functions.Log1p(u * Functions.Expm1(logits)) / logits;
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.ContinuousBernoulliLogits"/>
    /// <param name="logits">Log odds, any real.</param>
    public static ContinuousBernoulliLogits ContinuousBernoulliLogits(double logits) => new(logits);
}
