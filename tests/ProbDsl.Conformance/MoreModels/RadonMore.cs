namespace ProbDsl.Conformance.MoreModels;

/// <summary>No counties: one line.</summary>
[Model]
public partial class RadonPooled
{
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double alpha;
    [Latent] double beta;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        alpha = ~Normal(0, 10);
        beta = ~Normal(0, 10);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha + beta * Floor[n], sigmaY);
    }
}

/// <summary>Unpooled county intercepts.</summary>
[Model]
public partial class RadonCountyIntercept
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required int[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J))] double[] alpha;
    [Latent] double beta;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        alpha = ~Normal(0, 10).Iid(J);
        beta = ~Normal(0, 10);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha[County[n]] + beta * Floor[n], sigmaY);
    }
}

/// <summary>County intercepts around a common mean, predictors of house and county.</summary>
[Model]
public partial class RadonHierarchicalInterceptCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required Vector<double> LogUranium { get; init; }
    [Data] public required Vector<double> Floor { get; init; }
    [Observed] public required Vector<double> LogRadon { get; set; }

    [Latent(nameof(J))] Vector<double> alpha;
    [Latent(2)] Vector<double> beta;
    [Latent] double muAlpha;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaAlpha = ~Normal(0, 1);
        sigmaY = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        beta = ~Normal(0, 10).Iid(2);
        alpha = ~Normal(muAlpha, sigmaAlpha).Iid(J);
        Vector<double> slopes = LogUranium * beta[0] + Floor * beta[1];
        foreach (int n in Plate(LogRadon.Count))
            LogRadon[n] = ~Normal(alpha[County[n]] + slopes[n], sigmaY);
    }
}

/// <summary>County intercepts only, non-centred by the library.</summary>
[Model]
public partial class RadonPartiallyPooledNonCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J), NonCentered = true)] double[] alpha;
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

/// <summary>County intercepts and one slope.</summary>
[Model]
public partial class RadonVariableInterceptCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J))] double[] alpha;
    [Latent] double beta;
    [Latent] double muAlpha;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        sigmaAlpha = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        beta = ~Normal(0, 10);
        foreach (int j in Plate(J))
            alpha[j] = ~Normal(muAlpha, sigmaAlpha);
        foreach (int n in Plate(LogRadon.Length))
        {
            int county = County[n];
            double mu = alpha[county] + Floor[n] * beta;
            LogRadon[n] = ~Normal(mu, sigmaY);
        }
    }
}

/// <summary>The same, non-centred by the library.</summary>
[Model]
public partial class RadonVariableInterceptNonCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(nameof(J), NonCentered = true)] double[] alpha;
    [Latent] double beta;
    [Latent] double muAlpha;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        sigmaAlpha = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        beta = ~Normal(0, 10);
        foreach (int j in Plate(J))
            alpha[j] = ~Normal(muAlpha, sigmaAlpha);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha[County[n]] + Floor[n] * beta, sigmaY);
    }
}

/// <summary>Intercepts and slopes by county.</summary>
[Model]
public partial class RadonVariableInterceptSlopeCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(Lower = 0)] double sigmaY;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaBeta;
    [Latent(nameof(J))] double[] alpha;
    [Latent(nameof(J))] double[] beta;
    [Latent] double muAlpha;
    [Latent] double muBeta;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        sigmaBeta = ~Normal(0, 1);
        sigmaAlpha = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        muBeta = ~Normal(0, 10);
        foreach (int j in Plate(J))
        {
            alpha[j] = ~Normal(muAlpha, sigmaAlpha);
            beta[j] = ~Normal(muBeta, sigmaBeta);
        }

        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(Line(County[n], Floor[n]), sigmaY);
    }

    double Line(int county, double floor) => alpha[county] + floor * beta[county];
}

/// <summary>Intercepts and slopes by county, standardised by hand.</summary>
[Model]
public partial class RadonVariableInterceptSlopeNonCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent(Lower = 0)] double sigmaY;
    [Latent(Lower = 0)] double sigmaAlpha;
    [Latent(Lower = 0)] double sigmaBeta;
    [Latent(nameof(J))] double[] alphaRaw;
    [Latent(nameof(J))] double[] betaRaw;
    [Latent] double muAlpha;
    [Latent] double muBeta;

    void Generate()
    {
        sigmaY = ~Normal(0, 1);
        sigmaBeta = ~Normal(0, 1);
        sigmaAlpha = ~Normal(0, 1);
        muAlpha = ~Normal(0, 10);
        muBeta = ~Normal(0, 10);
        double[] alpha = new double[J];
        double[] beta = new double[J];
        for (int j = 0; j < J; j++)
        {
            alphaRaw[j] = ~Normal(0, 1);
            betaRaw[j] = ~Normal(0, 1);
            alpha[j] = muAlpha + sigmaAlpha * alphaRaw[j];
            beta[j] = muBeta + sigmaBeta * betaRaw[j];
        }

        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha[County[n]] + Floor[n] * beta[County[n]], sigmaY);
    }
}

/// <summary>Slopes by county, non-centred by the library.</summary>
[Model]
public partial class RadonVariableSlopeNonCentered
{
    [Data] public required int J { get; init; }
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double alpha;
    [Latent(nameof(J), NonCentered = true)] double[] beta;
    [Latent] double muBeta;
    [Latent(Lower = 0)] double sigmaBeta;
    [Latent(Lower = 0)] double sigmaY;

    void Generate()
    {
        alpha = ~Normal(0, 10);
        sigmaY = ~Normal(0, 1);
        sigmaBeta = ~Normal(0, 1);
        muBeta = ~Normal(0, 10);
        foreach (int j in Plate(J))
            beta[j] = ~Normal(muBeta, sigmaBeta);
        foreach (int n in Plate(LogRadon.Length))
            LogRadon[n] = ~Normal(alpha + Floor[n] * beta[County[n]], sigmaY);
    }
}
