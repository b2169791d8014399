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
[LogDensity("lgamma(0.5 * (degreesOfFreedom + 1)) - lgamma(0.5 * degreesOfFreedom) - 0.5 * log(degreesOfFreedom) - 0.5 * logPi - log(scale)"
    + " - 0.5 * (degreesOfFreedom + 1) * log1p(square((y - location) / scale) / degreesOfFreedom)")]
[Mean("degreesOfFreedom > 1 ? location : infinity - infinity")]
public readonly record struct StudentT(double DegreesOfFreedom, double Location, double Scale) : IContinuousDistribution
{
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
        return Functions.LogGamma(0.5 * (nu + 1)) - Functions.LogGamma(0.5 * nu) - 0.5 * Math.Log(nu) - 0.5 * LogConstants.LogPi
            - Math.Log(Scale) - 0.5 * (nu + 1) * Functions.Log1p(z * z / nu);
    }

    /// <inheritdoc/>
    public double Cdf(double y) => StandardCdf(DegreesOfFreedom, (y - Location) / Scale);

    /// <inheritdoc/>
    public double LogSurvival(double y) => Math.Log(StandardCdf(DegreesOfFreedom, (Location - y) / Scale));

    /// <summary>The probability that |t| is at most |z|, for a standard t (DLMF 8.17).</summary>
    internal static double CentralProbability(double nu, double z) => Functions.RegularizedBeta(a: 0.5, b: 0.5 * nu, x: 1 / (1 + nu / (z * z)));

    /// <summary>The probability that |t| is above |z|, for a standard t.</summary>
    internal static double TailProbability(double nu, double z) => Functions.RegularizedBeta(a: 0.5 * nu, b: 0.5, x: nu / (nu + z * z));

    private static double StandardCdf(double nu, double z)
    {
        if (z * z < nu)
            return 0.5 + 0.5 * Math.Sign(z) * CentralProbability(nu, z);
        double tail = double.IsInfinity(z) ? 0 : 0.5 * TailProbability(nu, z);
        return z < 0 ? tail : 1 - tail;
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
