namespace ProbDsl;

/// <summary>Student's t distribution with the given degrees of freedom, location and scale.</summary>
/// <remarks>
/// log p(y) = log Γ((ν + 1) / 2) - log Γ(ν / 2) - log(ν π) / 2 - log(scale) - (ν + 1) / 2 · log(1 + ((y - location) / scale)² / ν).
/// Stan: <c>student_t</c>.
/// </remarks>
/// <param name="DegreesOfFreedom">Degrees of freedom ν, positive.</param>
/// <param name="Location">Location (the median), any real.</param>
/// <param name="Scale">Scale, positive; not the standard deviation.</param>
[Distribution(Support.Real)]
[DistributionParameter("degreesOfFreedom", Support.Positive)]
[DistributionParameter("location", Support.Real)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity(StudentT.NormalizerFormula + " - log(scale)"
    + " - 0.5 * (degreesOfFreedom + 1) * log1pSquare((y - location) / (scale * sqrt(degreesOfFreedom)))")]
[Mean("degreesOfFreedom > 1 ? location : infinity - infinity")]
public readonly record struct StudentT(double DegreesOfFreedom, double Location, double Scale) : IContinuousDistribution
{
    /// <summary>log Γ((ν + 1) / 2) - log Γ(ν / 2) - log(ν π) / 2, whose large parts are taken together.</summary>
    internal const string NormalizerFormula = "lgammaExcess(0.5 * (degreesOfFreedom + 1)) - lgammaExcess(0.5 * degreesOfFreedom)"
        + " + 0.5 * (degreesOfFreedom + 1) * log1p(1 / degreesOfFreedom) - 0.5 - halfLogTwoPi";

    /// <summary>Draws one value from the distribution.</summary>
    public static double operator ~(StudentT distribution) => distribution.Sample(Sampling.Current);

    /// <inheritdoc/>
    public double Mean => DegreesOfFreedom > 1 ? Location : double.NaN;

    /// <inheritdoc/>
    public double Variance
    {
        get
        {
            if (DegreesOfFreedom > 2)
                return Scale * Scale * DegreesOfFreedom / (DegreesOfFreedom - 2);
            return DegreesOfFreedom > 1 ? double.PositiveInfinity : double.NaN;
        }
    }

    /// <inheritdoc/>
    public double Sample(Rng rng) => Location + Scale * rng.NextStudentT(DegreesOfFreedom);

    /// <inheritdoc/>
    public double LogDensity(double y)
    {
        if (!(DegreesOfFreedom > 0))
            return double.NaN;
        double z = (y - Location) / Scale, nu = DegreesOfFreedom;
        double normalizer = Functions.LogGammaExcess(0.5 * (nu + 1)) - Functions.LogGammaExcess(0.5 * nu)
            + 0.5 * (nu + 1) * Functions.Log1p(1 / nu) - 0.5 - LogConstants.HalfLogTwoPi;
        double ratio = z / Math.Sqrt(nu);
        double log = double.IsInfinity(ratio) ? 2 * (Math.Log(Math.Abs(y - Location)) - Math.Log(Scale)) - Math.Log(nu) : Functions.Log1pSquare(ratio);
        return normalizer - Math.Log(Scale) - 0.5 * (nu + 1) * log;
    }

    /// <inheritdoc/>
    public double Cdf(double y) => StandardCdf(DegreesOfFreedom, (y - Location) / Scale);

    /// <inheritdoc/>
    public double LogSurvival(double y)
    {
        double z = (y - Location) / Scale, logTail = LogTailProbability(DegreesOfFreedom, z) - LogConstants.LogTwo;
        return z < 0 ? LogSpace.LogOfComplement(logTail) : logTail;
    }

    /// <summary>log of the probability that |t| is above |z|, for a standard t (DLMF 8.17).</summary>
    internal static double LogTailProbability(double nu, double z)
    {
        if (!(nu > 0) || double.IsNaN(z))
            return double.NaN;
        double ratio = Math.Abs(z) / Math.Sqrt(nu), square = ratio * ratio;
        if (double.IsInfinity(ratio))
            return double.NegativeInfinity;

        // Beyond 1e8 scales the probability is the density's power law.
        return ratio > 1e8
            ? -nu * Math.Log(ratio) - Math.Log(0.5 * nu) - Functions.LogBeta(0.5 * nu, 0.5)
            : IncompleteBeta.LogLower(0.5 * nu, 0.5, 1 / (1 + square), square / (1 + square));
    }

    /// <summary>The probability that |t| is at most |z|, for a standard t, with all its digits where it is small.</summary>
    internal static double CentralProbability(double nu, double z)
    {
        double ratio = Math.Abs(z) / Math.Sqrt(nu), square = ratio * ratio;
        if (Math.Abs(z) < 1e-10 * Math.Min(1, Math.Sqrt(nu)))
            return Math.Abs(z) * Math.Exp(LogConstants.LogTwo - Functions.LogBeta(0.5, 0.5 * nu) - 0.5 * Math.Log(nu));
        return ratio < 1 ? Math.Exp(IncompleteBeta.LogLower(0.5, 0.5 * nu, square / (1 + square), 1 / (1 + square))) : -Functions.Expm1(LogTailProbability(nu, z));
    }

    private static double StandardCdf(double nu, double z)
    {
        double logTail = LogTailProbability(nu, z) - LogConstants.LogTwo;
        return z < 0 ? Math.Exp(logTail) : -Functions.Expm1(logTail);
    }
}

public static partial class Distributions
{
    /// <inheritdoc cref="ProbDsl.StudentT"/>
    /// <param name="degreesOfFreedom">Degrees of freedom ν, positive.</param>
    /// <param name="location">Location (the median), any real.</param>
    /// <param name="scale">Scale, positive; not the standard deviation.</param>
    public static StudentT StudentT(double degreesOfFreedom, double location, double scale) => new(degreesOfFreedom, location, scale);
}
