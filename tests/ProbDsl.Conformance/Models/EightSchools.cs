namespace ProbDsl.Conformance.Models;

/// <summary>Rubin (1981): eight parallel coaching experiments, effects drawn around a common mean.</summary>
[Model]
public partial class EightSchoolsCentered
{
    [Data] public required double[] Sigma { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Y))] double[] theta;
    [Latent] double mu;
    [Latent(Lower = 0)] double tau;

    void Generate()
    {
        mu = ~Normal(0, 5);
        tau = ~Cauchy(0, 5);
        foreach (int j in Plate(Y.Length))
        {
            theta[j] = ~Normal(mu, tau);
            Y[j] = ~Normal(theta[j], Sigma[j]);
        }
    }
}

/// <summary>The same model, sampled in standardised effects.</summary>
[Model]
public partial class EightSchoolsNonCentered
{
    [Data] public required double[] Sigma { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Y), NonCentered = true)] double[] theta;
    [Latent] double mu;
    [Latent(Lower = 0)] double tau;

    void Generate()
    {
        mu = ~Normal(0, 5);
        tau = ~Cauchy(0, 5);
        foreach (int j in Plate(Y.Length))
        {
            theta[j] = ~Normal(mu, tau);
            Y[j] = ~Normal(theta[j], Sigma[j]);
        }
    }
}
