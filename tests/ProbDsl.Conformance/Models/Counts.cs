namespace ProbDsl.Conformance.Models;

/// <summary>Peregrine counts: a cubic trend on the log scale, flat priors within bounds.</summary>
[Model]
public partial class GlmPoisson
{
    [Data] public required double[] Year { get; init; }
    [Observed] public required int[] C { get; set; }

    [Latent(Lower = -20, Upper = 20)] double alpha;
    [Latent(Lower = -10, Upper = 10)] double beta1;
    [Latent(Lower = -10, Upper = 10)] double beta2;
    [Latent(Lower = -10, Upper = 10)] double beta3;

    void Generate()
    {
        alpha = ~Flat();
        beta1 = ~Flat();
        beta2 = ~Flat();
        beta3 = ~Flat();
        foreach (int i in Plate(C.Length))
        {
            double year = Year[i];
            C[i] = ~PoissonLog(alpha + beta1 * year + beta2 * year * year + beta3 * year * year * year);
        }
    }
}

/// <summary>The same with extra-Poisson noise by year; the prior of beta2 ends before its constraint does.</summary>
[Model]
public partial class GlmmPoisson
{
    [Data] public required double[] Year { get; init; }
    [Observed] public required int[] C { get; set; }

    [Latent] double alpha;
    [Latent] double beta1;
    [Latent(Lower = -10, Upper = 20)] double beta2;
    [Latent] double beta3;
    [Latent(nameof(C))] double[] eps;
    [Latent] double sigma;

    void Generate()
    {
        alpha = ~Uniform(-20, 20);
        beta1 = ~Uniform(-10, 10);
        beta2 = ~Flat();
        Factor(Uniform(-10, 10).LogDensity(beta2));
        beta3 = ~Uniform(-10, 10);
        sigma = ~Uniform(0, 5);
        foreach (int i in Plate(C.Length))
        {
            eps[i] = ~Normal(0, sigma);
            C[i] = ~PoissonLog(alpha + Trend(Year[i]) + eps[i]);
        }
    }

    double Trend(double year) => beta1 * year + beta2 * Math.Pow(year, 2) + beta3 * Math.Pow(year, 3);
}

/// <summary>Counts by site: random intercepts on the log scale.</summary>
[Model]
public partial class Glmm1
{
    [Data] public required int Sites { get; init; }
    [Data] public required int[] Site { get; init; }
    [Observed] public required int[] Count { get; set; }

    [Latent(nameof(Sites))] double[] alpha;
    [Latent] double muAlpha;
    [Latent(Lower = 0, Upper = 5)] double sdAlpha;

    void Generate()
    {
        muAlpha = ~Normal(0, 10);
        sdAlpha = ~Flat();
        foreach (int s in Plate(Sites))
            alpha[s] = ~Normal(muAlpha, sdAlpha);
        foreach (int i in Plate(Count.Length))
            Count[i] = ~PoissonLog(alpha[Site[i]]);
    }
}

/// <summary>Breeding pairs that succeed, by year.</summary>
[Model]
public partial class GlmBinomial
{
    [Data] public required int[] N { get; init; }
    [Data] public required double[] Year { get; init; }
    [Observed] public required int[] C { get; set; }

    [Latent] double alpha;
    [Latent] double beta1;
    [Latent] double beta2;

    void Generate()
    {
        alpha = ~Normal(0, 100);
        beta1 = ~Normal(0, 100);
        beta2 = ~Normal(0, 100);
        foreach (int i in Plate(C.Length))
            C[i] = ~BinomialLogits(N[i], alpha + beta1 * Year[i] + beta2 * Year[i] * Year[i]);
    }
}

/// <summary>Germination of seeds by type and extract, with noise by plate.</summary>
[Model]
public partial class Seeds
{
    [Data] public required int[] Trials { get; init; }
    [Data] public required double[] X1 { get; init; }
    [Data] public required double[] X2 { get; init; }
    [Observed] public required int[] Germinated { get; set; }

    [Latent] double alpha0;
    [Latent] double alpha1;
    [Latent] double alpha12;
    [Latent] double alpha2;
    [Latent] double tau;
    [Latent(nameof(Germinated))] double[] b;
    [Derived] double sigma;

    void Generate()
    {
        alpha0 = ~Normal(0, 1000);
        alpha1 = ~Normal(0, 1000);
        alpha2 = ~Normal(0, 1000);
        alpha12 = ~Normal(0, 1000);
        tau = ~Gamma(0.001, 0.001);
        sigma = 1 / Math.Sqrt(tau);
        foreach (int i in Plate(Germinated.Length))
        {
            b[i] = ~Normal(0, sigma);
            double logits = alpha0 + alpha1 * X1[i] + alpha2 * X2[i] + alpha12 * (X1[i] * X2[i]) + b[i];
            Germinated[i] = ~BinomialLogits(Trials[i], logits);
        }
    }
}
