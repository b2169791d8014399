namespace ProbDsl.Conformance.Models;

/// <summary>Two normal components, their means ordered; the component of each datum is summed out by hand.</summary>
[Model]
public partial class GaussMix
{
    [Data] public required double[] Y { get; init; }

    [Latent(2, Ordered = true)] double[] mu;
    [Latent(2, Lower = 0)] double[] sigma;
    [Latent] double theta;

    void Generate()
    {
        sigma = ~Normal(0, 2).Iid(2);
        mu = ~Normal(0, 2).Iid(2);
        theta = ~Beta(5, 5);
        foreach (int n in Plate(Y.Length))
            Factor(LogSumExp(
                Math.Log(theta) + Normal(mu[0], sigma[0]).LogDensity(Y[n]),
                Math.Log(1 - theta) + Normal(mu[1], sigma[1]).LogDensity(Y[n])));
    }
}

/// <summary>Two unit normal components, exchangeable.</summary>
[Model]
public partial class NormalMixture
{
    [Data] public required double[] Y { get; init; }

    [Latent] double theta;
    [Latent(2)] double[] mu;

    void Generate()
    {
        theta = ~Uniform(0, 1);
        for (int k = 0; k < 2; k++)
            mu[k] = ~Normal(0, 10);
        foreach (int n in Plate(Y.Length))
        {
            double first = Normal(mu[0], 1).LogDensity(Y[n]);
            double second = Normal(mu[1], 1).LogDensity(Y[n]);
            Factor(LogMix(theta, first, second));
        }
    }

    static double LogMix(double weight, double first, double second) =>
        LogSumExp(Math.Log(weight) + first, Log1p(-weight) + second);
}
