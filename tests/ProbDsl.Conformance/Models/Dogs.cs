namespace ProbDsl.Conformance.Models;

/// <summary>Dogs that learn to avoid a shock: one trial's outcome feeds the next one's probability.</summary>
[Model]
public partial class Dogs
{
    /// <summary>1 where the dog was shocked, by dog and trial.</summary>
    [Observed] public required int[][] Y { get; set; }

    [Latent(3)] double[] beta;

    void Generate()
    {
        beta = ~Normal(0, 100).Iid(3);
        foreach (int j in Plate(Y.Length))
        {
            int avoidances = 0;
            int shocks = 0;
            for (int t = 0; t < Y[j].Length; t++)
            {
                Y[j][t] = ~BernoulliLogits(beta[0] + beta[1] * avoidances + beta[2] * shocks);
                avoidances += 1 - Y[j][t];
                shocks += Y[j][t];
            }
        }
    }
}

/// <summary>Retention after a shock and after an avoidance, by dog, correlated.</summary>
[Model]
public partial class DogsNonHierarchical
{
    [Observed] public required int[][] Y { get; set; }

    [Latent(2)] double[] muLogit;
    [Latent(2, Lower = 0)] double[] sigmaLogit;
    [Latent(2, 2)] Matrix<double> l;
    [Latent(nameof(Y), 2)] Matrix<double> z;

    void Generate()
    {
        for (int k = 0; k < 2; k++)
        {
            muLogit[k] = ~Logistic(0, 1);
            sigmaLogit[k] = ~Normal(0, 1);
        }

        l = ~LkjCholesky(2, 2);
        foreach (int j in Plate(Y.Length))
        {
            z[j, 0] = ~Normal(0, 1);
            z[j, 1] = ~Normal(0, 1);
            double first = z[j, 0] * sigmaLogit[0];
            double second = z[j, 1] * sigmaLogit[1];
            double a = Logistic(muLogit[0] + first * l[0, 0] + second * l[1, 0]);
            double b = Logistic(muLogit[1] + first * l[0, 1] + second * l[1, 1]);

            int avoidances = 0, shocks = 0;
            for (int t = 0; t < Y[j].Length; t++)
            {
                double p = Math.Pow(a, shocks) * Math.Pow(b, avoidances);
                Y[j][t] = ~Bernoulli(p);
                if (Y[j][t] == 1)
                    shocks++;
                else
                    avoidances++;
            }
        }
    }
}
