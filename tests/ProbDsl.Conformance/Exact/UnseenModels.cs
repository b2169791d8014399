namespace ProbDsl.Conformance.Exact;

/// <summary>Three components whose means may change places: six modes.</summary>
[Model]
public partial class ThreeExchangeable
{
    [Data] public required double[] Y { get; init; }

    [Latent(3)] double[] mu;

    void Generate()
    {
        mu = ~Normal(0, 4).Iid(3);
        foreach (int n in Plate(Y.Length))
            Factor(LogSumExp(LogSumExp(Normal(mu[0], 0.7).LogDensity(Y[n]), Normal(mu[1], 0.7).LogDensity(Y[n])), Normal(mu[2], 0.7).LogDensity(Y[n])));
    }
}

/// <summary>Two factors of which only the product is seen: two modes, and a ridge through each.</summary>
[Model]
public partial class SignOfAProduct
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double loading;
    [Latent] double factor;

    void Generate()
    {
        loading = ~Normal(0, 1.5);
        factor = ~Normal(0, 1);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(loading * factor, 1);
    }
}

/// <summary>The share and the distance of two components.</summary>
[Model]
public partial class ShareOfComponents
{
    [Data] public required double[] Y { get; init; }

    [Latent] double share;
    [Latent] double distance;

    void Generate()
    {
        share = ~Beta(1, 1);
        distance = ~Normal(0, 3);
        foreach (int n in Plate(Y.Length))
            Factor(LogSumExp(Math.Log(share) + Normal(0, 1).LogDensity(Y[n]), Functions.Log1p(-share) + Normal(distance, 1).LogDensity(Y[n])));
    }
}

/// <summary>Separated data under priors of heavy tails.</summary>
[Model]
public partial class SeparatedHeavy
{
    [Data] public required double[] X { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double intercept;
    [Latent] double slope;

    void Generate()
    {
        intercept = ~StudentT(7, 0, 2.5);
        slope = ~StudentT(7, 0, 2.5);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~BernoulliLogits(intercept + slope * X[n]);
    }
}

/// <summary>Neal's funnel, of one value, of which a datum tells little.</summary>
[Model]
public partial class SmallFunnel
{
    [Observed] public required double Y { get; set; }

    [Latent] double scale;
    [Latent] double value;

    void Generate()
    {
        scale = ~LogNormal(0, 0.75);
        value = ~Normal(0, scale);
        Y = ~Normal(value, 3);
    }
}

/// <summary>A Poisson regression of few counts, most of them zero.</summary>
[Model]
public partial class RareCounts
{
    [Data] public required double[] X { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double intercept;
    [Latent] double slope;

    void Generate()
    {
        intercept = ~Normal(0, 3);
        slope = ~Normal(0, 2);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~PoissonLog(intercept + slope * X[n]);
    }
}

/// <summary>Two probabilities of which only the product is seen.</summary>
[Model]
public partial class ProductOfProbabilities
{
    [Data] public required int Trials { get; init; }
    [Observed] public required int Count { get; set; }

    [Latent] double present;
    [Latent] double detected;

    void Generate()
    {
        present = ~Beta(1, 1);
        detected = ~Beta(1, 1);
        Count = ~Binomial(Trials, present * detected);
    }
}

/// <summary>Lifetimes, some of them cut off.</summary>
[Model]
public partial class Lifetimes
{
    [Observed] public required double[] Failed { get; set; }
    [Data] public required double[] Survived { get; init; }

    [Latent] double shape;
    [Latent] double scale;

    void Generate()
    {
        shape = ~Gamma(2, 1);
        scale = ~HalfNormal(10);
        foreach (int n in Plate(Failed.Length))
            Failed[n] = ~Weibull(shape, scale);
        foreach (int n in Plate(Survived.Length))
            Factor(-Math.Pow(Survived[n] / scale, shape));
    }
}

/// <summary>Two sources of variance of which only the sum is seen.</summary>
[Model]
public partial class TwoVariances
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double between;
    [Latent] double within;

    void Generate()
    {
        between = ~HalfNormal(2);
        within = ~HalfNormal(2);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(0, Math.Sqrt(between * between + within * within));
    }
}

/// <summary>How heavy tails are.</summary>
[Model]
public partial class DegreesOfFreedom
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double freedom;

    void Generate()
    {
        freedom = ~Gamma(2, 0.1);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~StudentT(freedom, 0, 1);
    }
}

/// <summary>A curve of unknown smoothness and height, seen with noise; the curve is its factor's product with standard normal values, so that these hang on both.</summary>
[Model]
public partial class ShortProcess
{
    public const double Noise = 0.3;

    [Data] public required double[] X { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double length;
    [Latent] double height;
    [Latent(nameof(X))] double[] white;

    void Generate()
    {
        length = ~LogNormal(0.5, 0.5);
        height = ~HalfNormal(2);
        white = ~Normal(0, 1).Iid(X.Length);
        double[,] factor = CovarianceFactor(X.Length);
        for (int i = 0; i < X.Length; i++)
        {
            double f = 0;
            for (int j = 0; j <= i; j++)
                f += factor[i, j] * white[j];
            Y[i] = ~Normal(f, Noise);
        }
    }

    double[,] CovarianceFactor(int n)
    {
        double[,] factor = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double distance = (X[i] - X[j]) / length;
                double sum = height * height * Math.Exp(-0.5 * distance * distance) + (i == j ? 1e-8 : 0);
                for (int k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }
}
