namespace ProbDsl;

/// <summary>Beta distribution with the given shapes.</summary>
/// <remarks>log p(y) = (alpha - 1) log y + (beta - 1) log(1 - y) - log B(alpha, beta), for y in [0, 1]. Stan: <c>beta</c>.</remarks>
[Distribution(Support.UnitInterval)]
[DistributionParameter("alpha", Support.Positive)]
[DistributionParameter("beta", Support.Positive)]
[LogDensity("xtimes(alpha - 1, log(y)) + xtimes(beta - 1, log1p(-y)) - lbeta(alpha, beta)")]
[Mean("alpha / (alpha + beta)")]
public readonly record struct Beta : IContinuousDistribution
{
    /// <summary>A beta distribution.</summary>
    /// <param name="alpha">First shape, positive.</param>
    /// <param name="beta">Second shape, positive.</param>
    public Beta(double alpha, double beta)
    {
        Alpha = alpha;
        BetaShape = beta;
    }

    /// <summary>First shape.</summary>
    public double Alpha { get; }

    /// <summary>Second shape, beta (a member cannot have its type's name).</summary>
    public double BetaShape { get; }

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(Beta distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => Alpha / (Alpha + BetaShape);

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double sum = Alpha + BetaShape;
            return Alpha / sum * (BetaShape / sum) / (sum + 1);
        }
    }

    /// <inheritdoc/>
    public double Sample(Rng rng) => rng.NextBeta(Alpha, BetaShape);

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (y < 0 || y > 1)
            return double.NegativeInfinity;
        if (!(Alpha >= 0 && BetaShape >= 0))
            return double.NaN;
        return y is 0 or 1 || Alpha + BetaShape < SaddlePoint.First
            ? Functions.XLogY(Alpha - 1, y) + Functions.XLog1pY(BetaShape - 1, -y) - Functions.LogBeta(Alpha, BetaShape)
            : SaddlePoint.LogBetaKernel(Alpha, BetaShape, y, 1 - y) - Math.Log(y) - Functions.Log1p(-y);
    }

    /// <inheritdoc/>
    public double Cdf(double y)
    {
        if (y <= 0)
            return 0;
        return y >= 1 ? 1 : Math.Exp(IncompleteBeta.LogLower(Alpha, BetaShape, y, 1 - y));
    }

    /// <inheritdoc/>
    public double LogSurvival(double y)
    {
        if (y <= 0)
            return 0;
        return y >= 1 ? double.NegativeInfinity : IncompleteBeta.LogUpper(Alpha, BetaShape, y, 1 - y);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.Beta"/>
    /// <param name="alpha">First shape, positive; the mean is alpha / (alpha + beta).</param>
    /// <param name="beta">Second shape, positive.</param>
    public static Beta Beta(double alpha, double beta) => new(alpha, beta);
}
