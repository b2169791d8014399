namespace ProbDsl.Conformance.Models;

/// <summary>Children's test scores by mother's schooling and IQ: vectors and their operators.</summary>
[Model]
public partial class KidScoreHighSchoolIq
{
    [Data] public required Vector<double> MomHs { get; init; }
    [Data] public required Vector<double> MomIq { get; init; }
    [Observed] public required Vector<double> KidScore { get; set; }

    [Latent(3)] Vector<double> beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(3);
        sigma = ~Cauchy(0, 2.5);
        var mu = beta[0] + beta[1] * MomHs + beta[2] * MomIq;
        foreach (int n in Plate(KidScore.Count))
            KidScore[n] = ~Normal(mu[n], sigma);
    }
}

/// <summary>The same with an interaction, datum by datum.</summary>
[Model]
public partial class KidScoreInteraction
{
    [Data] public required double[] MomHs { get; init; }
    [Data] public required double[] MomIq { get; init; }
    [Observed] public required double[] KidScore { get; set; }

    [Latent(4)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        for (int k = 0; k < 4; k++)
            beta[k] = ~Flat();
        sigma = ~Cauchy(0, 2.5);
        foreach (int n in Plate(KidScore.Length))
        {
            double interaction = MomHs[n] * MomIq[n];
            KidScore[n] = ~Normal(beta[0] + beta[1] * MomHs[n] + beta[2] * MomIq[n] + beta[3] * interaction, sigma);
        }
    }
}

/// <summary>Log earnings by height and sex with their interaction.</summary>
[Model]
public partial class LogEarnInteraction
{
    [Data] public required double[] Height { get; init; }
    [Data] public required double[] Male { get; init; }
    [Observed] public required double[] LogEarn { get; set; }

    [Latent(4)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(4);
        sigma = ~Flat();
        foreach (int n in Plate(LogEarn.Length))
            LogEarn[n] = ~Normal(beta[0] + beta[1] * Height[n] + beta[2] * Male[n] + beta[3] * Height[n] * Male[n], sigma);
    }
}

/// <summary>Decimal logarithm of earnings by height: the outcome is computed in the model.</summary>
[Model]
public partial class Log10EarnHeight
{
    [Data] public required int[] Earn { get; init; }
    [Data] public required int[] Height { get; init; }

    [Latent(2)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        sigma = ~Flat();
        foreach (int n in Plate(Earn.Length))
            Observe(Math.Log10(Earn[n]), Normal(beta[0] + beta[1] * Height[n], sigma));
    }
}

/// <summary>Biomass of mesquite bushes: logarithms of every measurement.</summary>
[Model]
public partial class LogMesquite
{
    [Data] public required Vector<double> Weight { get; init; }
    [Data] public required Vector<double> Diam1 { get; init; }
    [Data] public required Vector<double> Diam2 { get; init; }
    [Data] public required Vector<double> CanopyHeight { get; init; }
    [Data] public required Vector<double> TotalHeight { get; init; }
    [Data] public required Vector<double> Density { get; init; }
    [Data] public required Vector<double> Group { get; init; }

    [Latent(7)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(7);
        sigma = ~Flat();

        Vector<double> logWeight = Weight.PointwiseLog();
        var logDiam1 = Diam1.PointwiseLog();
        var logDiam2 = Diam2.PointwiseLog();
        var logCanopyHeight = CanopyHeight.PointwiseLog();
        var logTotalHeight = TotalHeight.PointwiseLog();
        var logDensity = Density.PointwiseLog();
        foreach (int n in Plate(Weight.Count))
        {
            double mu = beta[0] + beta[1] * logDiam1[n] + beta[2] * logDiam2[n] + beta[3] * logCanopyHeight[n]
                + beta[4] * logTotalHeight[n] + beta[5] * logDensity[n] + beta[6] * Group[n];
            Observe(logWeight[n], Normal(mu, sigma));
        }
    }
}

/// <summary>Party identification in the National Election Study, with indicator variables written by a helper.</summary>
[Model]
public partial class Nes
{
    [Data] public required double[] RealIdeo { get; init; }
    [Data] public required double[] RaceAdj { get; init; }
    [Data] public required double[] Educ1 { get; init; }
    [Data] public required double[] Gender { get; init; }
    [Data] public required double[] Income { get; init; }
    [Data] public required int[] Age { get; init; }
    [Observed] public required double[] PartyId { get; set; }

    [Latent(9)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(9);
        sigma = ~Flat();
        foreach (int n in Plate(PartyId.Length))
        {
            double mu = beta[0] + beta[1] * RealIdeo[n] + beta[2] * RaceAdj[n];
            mu += beta[3] * Indicator(Age[n], 2) + beta[4] * Indicator(Age[n], 3) + beta[5] * Indicator(Age[n], 4);
            mu += beta[6] * Educ1[n] + beta[7] * Gender[n] + beta[8] * Income[n];
            PartyId[n] = ~Normal(mu, sigma);
        }
    }

    static double Indicator(int value, int group) => value == group ? 1 : 0;
}

/// <summary>Bayesian linear regression with a design matrix.</summary>
[Model]
public partial class LinearRegression
{
    [Data] public required Matrix<double> X { get; init; }
    [Observed] public required Vector<double> Y { get; set; }
    [Data] public required int D { get; init; }

    [Latent(nameof(D))] Vector<double> beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Normal(0, 10).Iid(D);
        sigma = ~Normal(0, 10);
        foreach (int n in Plate(Y.Count))
            Y[n] = ~Normal(X.Row(n) * beta, sigma);
    }
}

/// <summary>Prices of diamonds: 24 centred predictors, 5,000 rows.</summary>
[Model]
public partial class Diamonds
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required int K { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(K))] Vector<double> b;
    [Latent] double intercept;
    [Latent] double sigma;

    void Generate()
    {
        b = ~Normal(0, 1).Iid(K);
        intercept = ~StudentT(3, 8, 10);
        sigma = ~HalfStudentT(3, 10);
        var mu = intercept + X * b;
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(mu[n], sigma);
    }
}

/// <summary>Summer temperatures at Kilpisjärvi by year.</summary>
[Model]
public partial class Kilpisjarvi
{
    [Data] public required double[] X { get; init; }
    [Data] public required double PriorMeanAlpha { get; init; }
    [Data] public required double PriorScaleAlpha { get; init; }
    [Data] public required double PriorMeanBeta { get; init; }
    [Data] public required double PriorScaleBeta { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double alpha;
    [Latent] double beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        alpha = ~Normal(PriorMeanAlpha, PriorScaleAlpha);
        beta = ~Normal(PriorMeanBeta, PriorScaleBeta);
        sigma = ~Flat();
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(alpha + beta * X[n], sigma);
    }
}

/// <summary>Watching Sesame Street by encouragement.</summary>
[Model]
public partial class SesameOnePredictor
{
    [Data] public required int[] Encouraged { get; init; }
    [Observed] public required double[] Watched { get; set; }

    [Latent(2)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        sigma = ~Flat();
        double intercept = beta[0], effect = beta[1];
        foreach (int n in Plate(Watched.Length))
            Watched[n] = ~Normal(intercept + effect * Encouraged[n], sigma);
    }
}
