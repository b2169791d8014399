namespace ProbDsl.Conformance.Models;

/// <summary>Radon by house, intercepts by county drawn around a common mean.</summary>
[Model]
public partial class RadonPartiallyPooledCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J))] double[] alpha;
    [Latent] double muAlpha;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        sigmaAlpha = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        foreach (int j in Plate(J))
            alpha[j] = ~Normal(muAlpha, sigmaAlpha);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha[County[n]], sigmaY);
    }
}

/// <summary>County intercepts with predictors of house (floor) and county (uranium), standardised by hand.</summary>
[Model]
public partial class RadonHierarchicalInterceptNonCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] LogUranium { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J))] double[] alphaRaw;
    [Latent(2)] double[] beta;
    [Latent] double muAlpha;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaAlpha = ~Normal(0, 1);
        sigmaY = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        beta = ~Normal(0, 10).Iid(2);
        alphaRaw = ~Normal(0, 1).Iid(J);

        foreach (int n in Plate(LogRadon.Length))
        {
            double alpha = muAlpha + sigmaAlpha * alphaRaw[County[n]];
            double mu = alpha + LogUranium[n] * beta[0] + Floor[n] * beta[1];
            LogRadon[n] = ~Normal(mu, sigmaY);
        }
    }
}

/// <summary>One intercept, a slope of floor by county.</summary>
[Model]
public partial class RadonVariableSlopeCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double alpha;
    [Latent(nameof(J))] double[] beta;
    [Latent] double muBeta;
    [Latent(Lower = 0)] double sigmaBeta;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        alpha = ~Normal(0, 10);
        sigmaY = ~Normal(0, 1);
        sigmaBeta = ~Normal(0, 1);
        muBeta = ~Normal(0, 10);
        for (int j = 0; j < J; j++)
            beta[j] = ~Normal(muBeta, sigmaBeta);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha + Floor[n] * beta[County[n]], sigmaY);
    }
}

/// <summary>County intercepts only; flat scales up to 100.</summary>
[Model]
public partial class RadonCounty
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Observed] public required Vector<double> Y { get; set; }

    [Latent(nameof(J))] Vector<double> a;
    [Latent] double muA;
    [Latent(Lower = 0, Upper = 100)] double sigmaA;
    [Latent(Lower = 0, Upper = 100)] double sigmaY;

    void Generate()
    {
        sigmaA = ~Flat();
        sigmaY = ~Flat();
        muA = ~Normal(0, 1);
        a = ~Normal(muA, sigmaA).Iid(J);
        foreach (int i in Plate(Y.Count))
            Y[i] = ~Normal(a[County[i]], sigmaY);
    }
}
