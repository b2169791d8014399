using static ProbDsl.Distributions;

namespace ProbDsl.Samples;

/// <summary>
/// Effects of coaching on test scores in eight schools (Rubin, Journal of Educational Statistics 6, 1981), as in Gelman et
/// al., Bayesian Data Analysis, section 5.5: each school's effect is drawn from a common population.
/// </summary>
[Model]
public partial class EightSchools
{
    /// <summary>Standard errors of the estimated effects, in points.</summary>
    [Data] public required double[] Sigma { get; init; }

    /// <summary>Estimated effects, in points.</summary>
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double tau;                                    // positive, because HalfCauchy is
    [Latent(nameof(Y), NonCentered = true)] double[] theta; // one per element of Y

    void Generate()
    {
        mu = ~Normal(0, 5);
        tau = ~HalfCauchy(5);
        foreach (int j in Plate(Y.Length))
        {
            theta[j] = ~Normal(mu, tau);
            Y[j] = ~Normal(theta[j], Sigma[j]);
        }
    }
}
