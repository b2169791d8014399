namespace ProbDsl.Conformance.Models;

/// <summary>A normal mean with known noise.</summary>
[Model]
public partial class NormalMean
{
    [Data] public required double Noise { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double mean;

    void Generate()
    {
        mean = ~Normal(1, 2);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(mean, Noise);
    }
}

/// <summary>A probability and the number of successes.</summary>
[Model]
public partial class Successes
{
    [Data] public required int Trials { get; init; }
    [Observed] public required int Count { get; set; }

    [Latent] double probability;

    void Generate()
    {
        probability = ~Beta(2, 3);
        Count = ~Binomial(Trials, probability);
    }
}

/// <summary>A rate of counts.</summary>
[Model]
public partial class CountRate
{
    [Observed] public required int[] Counts { get; set; }

    [Latent] double rate;

    void Generate()
    {
        rate = ~Gamma(3, 0.5);
        foreach (int n in Plate(Counts.Length))
            Counts[n] = ~Poisson(rate);
    }
}

/// <summary>Linear regression with known noise: the posterior of the coefficients is normal, and correlated.</summary>
[Model]
public partial class KnownNoiseRegression
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required double Noise { get; init; }
    [Data] public required int K { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent(nameof(K))] Vector<double> beta;

    void Generate()
    {
        beta = ~Normal(0, 2).Iid(K);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(X.Row(n) * beta, Noise);
    }
}
