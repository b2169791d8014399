using static ProbDsl.Conformance.MoreModels.DenseLinearAlgebra;

namespace ProbDsl.Conformance.MoreModels;

/// <summary>Head acceleration after an impact: mean and scale are approximate Gaussian processes.</summary>
[Model]
public partial class AccelGp
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required double[] Lambda { get; init; }
    [Data] public required Matrix<double> XSigma { get; init; }
    [Data] public required double[] LambdaSigma { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double intercept;
    [Latent] double sdgp1;
    [Latent] double lscale1;
    [Latent(nameof(Lambda))] double[] zgp1;
    [Latent] double interceptSigma;
    [Latent] double sdgpSigma1;
    [Latent] double lscaleSigma1;
    [Latent(nameof(LambdaSigma))] double[] zgpSigma1;

    void Generate()
    {
        intercept = ~StudentT(3, -13, 36);
        sdgp1 = ~HalfStudentT(3, 36);
        zgp1 = ~Normal(0, 1).Iid(Lambda.Length);
        lscale1 = ~InverseGamma(1.124909, 0.0177);
        interceptSigma = ~StudentT(3, 0, 10);
        sdgpSigma1 = ~HalfStudentT(3, 36);
        zgpSigma1 = ~Normal(0, 1).Iid(LambdaSigma.Length);
        lscaleSigma1 = ~InverseGamma(1.124909, 0.0177);

        double[] weights = Weights(sdgp1, lscale1, Lambda, zgp1);
        double[] weightsSigma = Weights(sdgpSigma1, lscaleSigma1, LambdaSigma, zgpSigma1);
        foreach (int n in Plate(Y.Length))
        {
            double mu = intercept;
            for (int m = 0; m < weights.Length; m++)
                mu += X[n, m] * weights[m];
            double logSigma = interceptSigma;
            for (int m = 0; m < weightsSigma.Length; m++)
                logSigma += XSigma[n, m] * weightsSigma[m];
            Y[n] = ~Normal(mu, Math.Exp(logSigma));
        }
    }

    /// <summary>Weights of the basis functions: the root of the spectral density times a standard normal.</summary>
    static double[] Weights(double sd, double scale, double[] frequencies, double[] z)
    {
        double[] weights = new double[z.Length];
        for (int m = 0; m < z.Length; m++)
        {
            double exponent = -0.5 * Square(scale) * Square(frequencies[m]);
            double density = Square(sd) * (Math.Sqrt(2 * Math.PI) * scale) * Math.Exp(exponent);
            weights[m] = Math.Sqrt(density) * z[m];
        }

        return weights;
    }
}

/// <summary>Votes by state and year: nested effects and Gaussian processes in time, variances shared out by a simplex.</summary>
[Model]
public partial class HierarchicalGp
{
    [Data] public required int States { get; init; }
    [Data] public required int Regions { get; init; }
    [Data] public required int ObservedYears { get; init; }
    [Data] public required int Years { get; init; }
    [Data] public required int[] RegionOfState { get; init; }
    [Data] public required int[] State { get; init; }
    [Data] public required int[] Region { get; init; }
    [Data] public required int[] Year { get; init; }
    [Data] public required double[] Counts { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(Years), nameof(Regions))] Matrix<double> gpRegionStd;
    [Latent(nameof(Years), nameof(States))] Matrix<double> gpStateStd;
    [Latent(nameof(ObservedYears))] double[] yearStd;
    [Latent(nameof(States))] double[] stateStd;
    [Latent(nameof(Regions))] double[] regionStd;
    [Latent] double totVar;
    [Latent(nameof(Counts))] double[] propVar;
    [Latent] double mu;
    [Latent] double lengthRegionLong;
    [Latent] double lengthStateLong;
    [Latent] double lengthRegionShort;
    [Latent] double lengthStateShort;

    void Generate()
    {
        totVar = ~Gamma(3, 3);
        propVar = ~Dirichlet(Counts);
        mu = ~Normal(0.5, 0.5);
        lengthRegionLong = ~Weibull(30, 8);
        lengthStateLong = ~Weibull(30, 8);
        lengthRegionShort = ~Weibull(30, 3);
        lengthStateShort = ~Weibull(30, 3);
        yearStd = ~Normal(0, 1).Iid(ObservedYears);
        stateStd = ~Normal(0, 1).Iid(States);
        regionStd = ~Normal(0, 1).Iid(Regions);

        double[,] regionFactor = Cholesky(TwoScaleCovariance(Years, Sd(12), lengthRegionLong, Sd(14), lengthRegionShort), Years);
        double[,] stateFactor = Cholesky(TwoScaleCovariance(Years, Sd(13), lengthStateLong, Sd(15), lengthStateShort), Years);
        foreach (int t in Plate(Years))
        {
            for (int r = 0; r < Regions; r++)
                gpRegionStd[t, r] = ~Normal(0, 1);
            for (int s = 0; s < States; s++)
                gpStateStd[t, s] = ~Normal(0, 1);
        }

        double sigma = Sd(16);
        foreach (int n in Plate(Y.Length))
        {
            int state = State[n];
            double mean = mu + Sd(0) * yearStd[Year[n]] + Sd(2 + RegionOfState[state]) * stateStd[state] + Sd(1) * regionStd[Region[n]];
            for (int t = 0; t <= Year[n]; t++)
                mean += regionFactor[Year[n], t] * gpRegionStd[t, Region[n]] + stateFactor[Year[n], t] * gpStateStd[t, state];
            Y[n] = ~Normal(mean, sigma);
        }
    }

    double Sd(int part) => Math.Sqrt(17 * propVar[part] * totVar);
}
