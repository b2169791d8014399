namespace ProbDsl.Conformance.MoreModels;

/// <summary>Deaths by country and day from a renewal equation: infections feed on all earlier infections.</summary>
[Model]
public partial class EpidemicRenewal
{
    [Data] public required int Countries { get; init; }
    [Data] public required int Measures { get; init; }
    [Data] public required int SeedDays { get; init; }
    [Data] public required int Days { get; init; }

    /// <summary>Measures in force, a row for each country and day.</summary>
    [Data] public required double[][] InForce { get; init; }

    /// <summary>First day scored by country.</summary>
    [Data] public required int[] Start { get; init; }

    /// <summary>Day after the last one scored by country.</summary>
    [Data] public required int[] End { get; init; }

    [Data] public required double[] Population { get; init; }

    /// <summary>Probability of infecting another person so many days after one's own infection, less one.</summary>
    [Data] public required double[] SerialInterval { get; init; }

    /// <summary>Probability of death so many days after infection, less one, by day and country.</summary>
    [Data] public required double[][] DeathDelay { get; init; }

    /// <summary>Deaths by day and country.</summary>
    [Observed(Partly = true)] public required int[][] Deaths { get; set; }

    [Latent(nameof(Countries), Lower = 0)] double[] mu;
    [Latent(nameof(Measures))] double[] alphaHier;
    [Latent(Lower = 0)] double kappa;
    [Latent(nameof(Countries))] double[] y;
    [Latent(Lower = 0)] double phi;
    [Latent] double tau;
    [Latent(nameof(Countries), Lower = 0)] double[] ifrNoise;

    void Generate()
    {
        tau = ~Exponential(0.03);
        y = ~Exponential(1 / tau).Iid(Countries);
        phi = ~Normal(0, 5);
        kappa = ~Normal(0, 0.5);
        mu = ~Normal(3.28, kappa).Iid(Countries);
        alphaHier = ~Gamma(0.1667, 1).Iid(Measures);
        ifrNoise = ~Normal(1, 0.1).Iid(Countries);

        foreach (int m in Plate(Countries))
        {
            double[] infections = new double[Days];
            for (int i = 0; i < SeedDays; i++)
                infections[i] = y[m];
            double cumulated = SeedDays * y[m];
            for (int i = SeedDays; i < Days; i++)
            {
                double convolution = 0;
                for (int j = 0; j < i; j++)
                    convolution += infections[j] * SerialInterval[i - j - 1];
                double effect = 0;
                for (int p = 0; p < Measures; p++)
                    effect += InForce[m * Days + i][p] * (alphaHier[p] - Math.Log(1.05) / 6);
                double reproduction = mu[m] * Math.Exp(-effect) * (Population[m] - cumulated) / Population[m];
                infections[i] = reproduction * convolution;
                cumulated += infections[i];
            }

            for (int i = Start[m]; i < End[m]; i++)
            {
                double expected = 0;
                for (int j = 0; j < i; j++)
                    expected += infections[j] * DeathDelay[i - j - 1][m];
                Deaths[i][m] = ~NegativeBinomial(ifrNoise[m] * expected, phi);
            }
        }
    }
}
