namespace ProbDsl;

/// <summary>Half Student's t distribution: the absolute value of a t centred at zero.</summary>
/// <remarks>
/// log p(y) = log 2 + log Γ((ν + 1) / 2) - log Γ(ν / 2) - log(ν π) / 2 - log(scale) - (ν + 1) / 2 · log(1 + (y / scale)² / ν), for y >= 0.
/// Stan: <c>student_t(ν, 0, scale)</c> on a parameter bounded below by zero, plus log 2.
/// </remarks>
/// <param name="DegreesOfFreedom">Degrees of freedom ν, positive.</param>
/// <param name="Scale">Scale, positive.</param>
[Distribution(Support.Positive)]
[DistributionParameter("degreesOfFreedom", Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("logTwo + " + StudentT.NormalizerFormula + " - log(scale)"
    + " - 0.5 * (degreesOfFreedom + 1) * log1pSquare(y / (scale * sqrt(degreesOfFreedom)))")]
[Mean("degreesOfFreedom > 1 ? 2 * scale * sqrt(degreesOfFreedom / pi) * exp(lgamma(0.5 * (degreesOfFreedom + 1)) - lgamma(0.5 * degreesOfFreedom)) / (degreesOfFreedom - 1) : infinity")]
public readonly record struct HalfStudentT(double DegreesOfFreedom, double Scale) : IContinuousDistribution
{
    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(HalfStudentT distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean
    {
        get
        {
            double nu = DegreesOfFreedom;
            if (!(nu > 1))
                return double.PositiveInfinity;
            double ratio = Math.Exp(Functions.LogGamma(0.5 * (nu + 1)) - Functions.LogGamma(0.5 * nu));
            return 2 * Scale * Math.Sqrt(nu / Math.PI) * ratio / (nu - 1);
        }
    }

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            double nu = DegreesOfFreedom, mean = Mean;
            return nu > 2 ? Scale * Scale * nu / (nu - 2) - mean * mean : double.PositiveInfinity;
        }
    }

    /// <inheritdoc/>
    public double Sample(Rng rng) => Scale * Math.Abs(rng.NextStudentT(DegreesOfFreedom));

    /// <inheritdoc/>
    public double LogDensity(double y) => y < 0 ? double.NegativeInfinity : LogConstants.LogTwo + new StudentT(DegreesOfFreedom, 0, Scale).LogDensity(y);

    /// <inheritdoc/>
    public double Cdf(double y) => y <= 0 ? 0 : StudentT.CentralProbability(DegreesOfFreedom, y / Scale);

    /// <inheritdoc/>
    public double LogSurvival(double y) => y <= 0 ? 0 : StudentT.LogTailProbability(DegreesOfFreedom, y / Scale);
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.HalfStudentT"/>
    /// <param name="degreesOfFreedom">Degrees of freedom ν, positive.</param>
    /// <param name="scale">Scale, positive.</param>
    public static HalfStudentT HalfStudentT(double degreesOfFreedom, double scale) => new(degreesOfFreedom, scale);
}
