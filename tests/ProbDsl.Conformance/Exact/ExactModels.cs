namespace ProbDsl.Conformance.Exact;

/// <summary>Location and scale of a few data: the simplest model with two unknowns.</summary>
[Model]
public partial class LocationScale
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double sigma;

    void Generate()
    {
        mu = ~Normal(0, 10);
        sigma = ~HalfNormal(5);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(mu, sigma);
    }
}

/// <summary>A scale alone, under a heavy prior.</summary>
[Model]
public partial class ScaleAlone
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double sigma;

    void Generate()
    {
        sigma = ~HalfCauchy(5);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(0, sigma);
    }
}

/// <summary>A probability under a flat prior: the posterior is Beta(1 + count, 1 + trials - count).</summary>
[Model]
public partial class FlatProbability
{
    [Data] public required int Trials { get; init; }
    [Observed] public required int Count { get; set; }

    [Latent] double probability;

    void Generate()
    {
        probability = ~Beta(1, 1);
        Count = ~Binomial(Trials, probability);
    }
}

/// <summary>A rate of few counts: the posterior is Gamma(1 + sum, 1 + number).</summary>
[Model]
public partial class FewCounts
{
    [Observed] public required int[] Counts { get; set; }

    [Latent] double rate;

    void Generate()
    {
        rate = ~Exponential(1);
        foreach (int n in Plate(Counts.Length))
            Counts[n] = ~Poisson(rate);
    }
}

/// <summary>Probabilities of categories: the posterior is a Dirichlet distribution.</summary>
[Model]
public partial class Shares
{
    [Data] public required int[] Counts { get; init; }

    [Latent(3, Simplex = true)] double[] share;

    void Generate()
    {
        share = ~Dirichlet([1, 1, 1]);
        foreach (int k in Plate(3))
            Factor(Counts[k] * Math.Log(share[k]));
    }
}

/// <summary>A straight line through few points; intercept, slope and the log scale are nearly flat.</summary>
[Model]
public partial class ShortLine
{
    [Data] public required double[] X { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double intercept;
    [Latent] double slope;
    [Latent] double sigma;

    void Generate()
    {
        intercept = ~Normal(0, 100);
        slope = ~Normal(0, 100);
        sigma = ~HalfCauchy(10);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(intercept + slope * X[n], sigma);
    }
}

/// <summary>A logistic regression whose data a line separates, under weak priors.</summary>
[Model]
public partial class SeparatedLogistic
{
    [Data] public required double[] X { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double intercept;
    [Latent] double slope;

    void Generate()
    {
        intercept = ~Normal(0, 5);
        slope = ~Normal(0, 2.5);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~BernoulliLogits(intercept + slope * X[n]);
    }
}

/// <summary>A location under heavy-tailed noise, with an outlier.</summary>
[Model]
public partial class RobustLocation
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;

    void Generate()
    {
        mu = ~Normal(0, 10);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~StudentT(2, mu, 1);
    }
}

/// <summary>Two shapes of one distribution: strongly correlated, and skewed.</summary>
[Model]
public partial class GammaShape
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double shape;
    [Latent] double rate;

    void Generate()
    {
        shape = ~HalfNormal(10);
        rate = ~HalfNormal(10);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Gamma(shape, rate);
    }
}

/// <summary>Overdispersed counts.</summary>
[Model]
public partial class Overdispersed
{
    [Observed] public required int[] Counts { get; set; }

    [Latent] double mean;
    [Latent] double dispersion;

    void Generate()
    {
        mean = ~Gamma(2, 0.1);
        dispersion = ~Gamma(2, 0.5);
        foreach (int n in Plate(Counts.Length))
            Counts[n] = ~NegativeBinomial(mean, dispersion);
    }
}

/// <summary>Two components whose means may change places.</summary>
[Model]
public partial class Exchangeable
{
    [Data] public required double[] Y { get; init; }

    [Latent(2)] double[] mu;

    void Generate()
    {
        mu = ~Normal(0, 5).Iid(2);
        foreach (int n in Plate(Y.Length))
            Factor(LogSumExp(Normal(mu[0], 1).LogDensity(Y[n]), Normal(mu[1], 1).LogDensity(Y[n])));
    }
}

/// <summary>Two components whose means are ordered, and their common scale.</summary>
[Model]
public partial class OrderedComponents
{
    [Data] public required double[] Y { get; init; }

    [Latent(2, Ordered = true)] double[] mu;
    [Latent] double sigma;

    void Generate()
    {
        mu = ~Normal(0, 5).Iid(2);
        sigma = ~HalfNormal(2);
        foreach (int n in Plate(Y.Length))
            Factor(LogSumExp(Normal(mu[0], sigma).LogDensity(Y[n]), Normal(mu[1], sigma).LogDensity(Y[n])));
    }
}

/// <summary>A Gaussian process integrated over, with its amplitude, length scale and noise.</summary>
[Model]
public partial class SmoothCurve
{
    [Data] public required double[] X { get; init; }
    [Observed] public required Vector<double> Y { get; set; }

    [Latent] double amplitude;
    [Latent] double length;
    [Latent] double noise;

    void Generate()
    {
        amplitude = ~HalfNormal(2);
        length = ~Gamma(4, 4);
        noise = ~HalfNormal(1);
        var covariance = Matrix<double>.Build.Dense(X.Length, X.Length,
            (i, j) => amplitude * amplitude * Math.Exp(-0.5 * Square((X[i] - X[j]) / length)) + (i == j ? noise * noise : 0));
        Y = ~MultivariateNormal(Vector<double>.Build.Dense(X.Length), covariance);
    }
}

/// <summary>Studies of one effect, which varies between them.</summary>
[Model]
public partial class Studies
{
    [Data] public required double[] Error { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double tau;
    [Latent(nameof(Y), NonCentered = true)] double[] effect;

    void Generate()
    {
        mu = ~Normal(0, 1);
        tau = ~HalfNormal(1);
        foreach (int j in Plate(Y.Length))
        {
            effect[j] = ~Normal(mu, tau);
            Y[j] = ~Normal(effect[j], Error[j]);
        }
    }
}

/// <summary>The same, centred.</summary>
[Model]
public partial class CentredStudies
{
    [Data] public required double[] Error { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double tau;
    [Latent(nameof(Y))] double[] effect;

    void Generate()
    {
        mu = ~Normal(0, 1);
        tau = ~HalfNormal(1);
        foreach (int j in Plate(Y.Length))
        {
            effect[j] = ~Normal(mu, tau);
            Y[j] = ~Normal(effect[j], Error[j]);
        }
    }
}

/// <summary>Houses in counties, as in the sample.</summary>
[Model]
public partial class CountyRadon
{
    [Data] public required int[] County { get; init; }
    [Data] public required double[] Floor { get; init; }
    [Data] public required int Counties { get; init; }
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double intercept;
    [Latent] double floorSlope;
    [Latent] double sigmaCounty;
    [Latent] double sigmaHouse;
    [Latent(nameof(Counties), NonCentered = true)] double[] level;

    void Generate()
    {
        intercept = ~Normal(0, 5);
        floorSlope = ~Normal(0, 5);
        sigmaCounty = ~HalfNormal(1);
        sigmaHouse = ~HalfNormal(1);
        foreach (int j in Plate(Counties))
            level[j] = ~Normal(intercept, sigmaCounty);
        foreach (int i in Plate(LogRadon.Length))
            LogRadon[i] = ~Normal(level[County[i]] + floorSlope * Floor[i], sigmaHouse);
    }
}
