namespace ProbDsl.Conformance.MoreModels;

/// <summary>A line with a half-Cauchy-shaped scale prior; the outcome and its one predictor.</summary>
[Model]
public partial class KidScoreOnePredictor
{
    [Data] public required double[] Predictor { get; init; }
    [Observed] public required double[] KidScore { get; set; }

    [Latent(2)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        sigma = ~Cauchy(0, 2.5);
        foreach (int n in Plate(KidScore.Length))
            KidScore[n] = ~Normal(beta[0] + beta[1] * Predictor[n], sigma);
    }
}

/// <summary>Centred predictors, centred in the model.</summary>
[Model]
public partial class KidScoreInteractionCentered
{
    [Data] public required double[] MomHs { get; init; }
    [Data] public required double[] MomIq { get; init; }
    [Observed] public required double[] KidScore { get; set; }

    [Latent(4)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(4);
        sigma = ~Flat();
        double meanHs = Mean(MomHs);
        double meanIq = Mean(MomIq);
        foreach (int n in Plate(KidScore.Length))
        {
            double hs = MomHs[n] - meanHs;
            double iq = MomIq[n] - meanIq;
            KidScore[n] = ~Normal(beta[0] + beta[1] * hs + beta[2] * iq + beta[3] * (hs * iq), sigma);
        }
    }
}

/// <summary>Predictors shifted by conventional values.</summary>
[Model]
public partial class KidScoreInteractionShifted
{
    [Data] public required Vector<double> MomHs { get; init; }
    [Data] public required Vector<double> MomIq { get; init; }
    [Observed] public required Vector<double> KidScore { get; set; }

    [Latent(4)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(4);
        sigma = ~Flat();
        var hs = MomHs - 0.5;
        var iq = MomIq - 100;
        var mu = beta[0] + beta[1] * hs + beta[2] * iq + beta[3] * hs.PointwiseMultiply(iq);
        foreach (int n in Plate(KidScore.Count))
            KidScore[n] = ~Normal(mu[n], sigma);
    }
}

/// <summary>A factor with four levels: an effect looked up by level.</summary>
[Model]
public partial class KidScoreMomWork
{
    [Data] public required int[] MomWork { get; init; }
    [Observed] public required double[] KidScore { get; set; }

    [Latent(4)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(4);
        sigma = ~Flat();
        foreach (int n in Plate(KidScore.Length))
        {
            double effect = MomWork[n] switch
            {
                2 => beta[1],
                3 => beta[2],
                4 => beta[3],
                _ => 0,
            };
            KidScore[n] = ~Normal(beta[0] + effect, sigma);
        }
    }
}

/// <summary>Earnings by height.</summary>
[Model]
public partial class EarnHeight
{
    [Data] public required double[] Height { get; init; }
    [Observed] public required double[] Earn { get; set; }

    [Latent(2)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        sigma = ~Flat();
        foreach (int n in Plate(Earn.Length))
            Earn[n] = ~Normal(beta[0] + beta[1] * Height[n], sigma);
    }
}

/// <summary>Log earnings by height, and by sex where it is asked for.</summary>
[Model]
public partial class LogEarnHeightMale
{
    [Data] public required int[] Height { get; init; }
    [Data] public required int[] Male { get; init; }
    [Data] public required bool LogHeight { get; init; }
    [Observed] public required double[] LogEarn { get; set; }

    [Latent(3)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(3);
        sigma = ~Flat();
        foreach (int n in Plate(LogEarn.Length))
        {
            double height = Height[n];
            if (LogHeight)
                height = Math.Log(height);
            LogEarn[n] = ~Normal(beta[0] + beta[1] * height + beta[2] * Male[n], sigma);
        }
    }
}

/// <summary>Log earnings by standardised height; mean and deviation by a helper.</summary>
[Model]
public partial class LogEarnInteractionStandardized
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
        double mean = Mean(Height);
        double deviation = StandardDeviation(Height, mean);
        foreach (int n in Plate(LogEarn.Length))
        {
            double z = (Height[n] - mean) / deviation;
            LogEarn[n] = ~Normal(beta[0] + beta[1] * z + beta[2] * Male[n] + beta[3] * (z * Male[n]), sigma);
        }
    }

    static double StandardDeviation(double[] values, double mean)
    {
        double sum = 0;
        foreach (double value in values)
            sum += (value - mean) * (value - mean);
        return Math.Sqrt(sum / (values.Length - 1));
    }
}

/// <summary>Any number of predictors in a matrix, flat coefficients.</summary>
[Model]
public partial class FlatRegression
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required int K { get; init; }
    [Observed] public required Vector<double> Y { get; set; }

    [Latent(nameof(K))] Vector<double> beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(K);
        sigma = ~Flat();
        var mu = X * beta;
        foreach (int n in Plate(Y.Count))
            Y[n] = ~Normal(mu[n], sigma);
    }
}

/// <summary>Biomass by canopy volume, area and shape, all computed in the model from the diameters.</summary>
[Model]
public partial class LogMesquiteShape
{
    [Data] public required double[] Diam1 { get; init; }
    [Data] public required double[] Diam2 { get; init; }
    [Data] public required double[] CanopyHeight { get; init; }
    [Data] public required double[] TotalHeight { get; init; }
    [Data] public required double[] Density { get; init; }
    [Data] public required double[] Group { get; init; }
    [Observed] public required double[] LogWeight { get; set; }

    [Latent(7)] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        beta = ~Flat().Iid(7);
        sigma = ~Flat();
        foreach (int n in Plate(LogWeight.Length))
        {
            double area = Diam1[n] * Diam2[n];
            double mu = beta[0];
            mu += beta[1] * Math.Log(area * CanopyHeight[n]);
            mu += beta[2] * Math.Log(area);
            mu += beta[3] * Math.Log(Diam1[n] / Diam2[n]);
            mu += beta[4] * Math.Log(TotalHeight[n]);
            mu += beta[5] * Math.Log(Density[n]);
            mu += beta[6] * Group[n];
            LogWeight[n] = ~Normal(mu, sigma);
        }
    }
}

/// <summary>Switching wells, predictors centred in the model.</summary>
[Model]
public partial class WellsInteractionCentered
{
    [Data] public required double[] Dist { get; init; }
    [Data] public required double[] Arsenic { get; init; }
    [Observed] public required int[] Switched { get; set; }

    [Latent] double alpha;
    [Latent(3)] double[] beta;

    void Generate()
    {
        alpha = ~Flat();
        beta = ~Flat().Iid(3);
        double meanDist = Mean(Dist);
        double meanArsenic = Mean(Arsenic);
        foreach (int n in Plate(Switched.Length))
        {
            double dist100 = (Dist[n] - meanDist) / 100;
            double arsenic = Arsenic[n] - meanArsenic;
            Switched[n] = ~BernoulliLogits(alpha + beta[0] * dist100 + beta[1] * arsenic + beta[2] * dist100 * arsenic);
        }
    }
}
