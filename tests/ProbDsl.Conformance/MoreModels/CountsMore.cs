namespace ProbDsl.Conformance.MoreModels;

/// <summary>Retention probabilities common to all dogs, by powers.</summary>
[Model]
public partial class DogsHierarchical
{
    [Observed] public required int[][] Y { get; set; }

    [Latent(Lower = 0, Upper = 1)] double a;
    [Latent(Lower = 0, Upper = 1)] double b;

    void Generate()
    {
        a = ~Flat();
        b = ~Flat();
        foreach (int j in Plate(Y.Length))
        {
            int shocks = 0;
            int avoidances = 0;
            for (int t = 0; t < Y[j].Length; t++)
            {
                Y[j][t] = ~Bernoulli(Math.Pow(a, shocks) * Math.Pow(b, avoidances));
                shocks += Y[j][t];
                avoidances += 1 - Y[j][t];
            }
        }
    }
}

/// <summary>A log-linear rule of learning; coefficients outside their prior's range have density zero.</summary>
[Model]
public partial class DogsLog
{
    [Observed] public required int[][] Y { get; set; }

    [Latent(2)] double[] beta;

    void Generate()
    {
        beta = ~Flat().Iid(2);
        Factor(Uniform(-100, 0).LogDensity(beta[0]));
        Factor(Uniform(0, 100).LogDensity(beta[1]));
        foreach (int j in Plate(Y.Length))
        {
            int shocks = 0;
            int avoidances = 0;
            for (int t = 0; t < Y[j].Length; t++)
            {
                double p = Logistic(beta[0] * avoidances + beta[1] * shocks);
                Y[j][t] = ~Bernoulli(p);
                shocks += Y[j][t];
                avoidances += 1 - Y[j][t];
            }
        }
    }
}

/// <summary>Detection differs by occasion.</summary>
[Model]
public partial class CaptureMt
{
    [Data] public required int T { get; init; }
    [Data] public required int[][] Y { get; init; }

    [Latent(Lower = 0, Upper = 1)] double omega;
    [Latent(nameof(T), Lower = 0, Upper = 1)] double[] p;

    void Generate()
    {
        omega = ~Flat();
        p = ~Flat().Iid(T);
        foreach (int i in Plate(Y.Length))
        {
            bool seen = false;
            double history = Math.Log(omega);
            for (int t = 0; t < T; t++)
            {
                seen = seen || Y[i][t] == 1;
                history += Bernoulli(p[t]).LogDensity(Y[i][t]);
            }

            Factor(seen ? history : LogSumExp(history, Math.Log(1 - omega)));
        }
    }
}

/// <summary>Detection differs by occasion and animal.</summary>
[Model]
public partial class CaptureMth
{
    [Data] public required int T { get; init; }
    [Data] public required int[][] Y { get; init; }

    [Latent(Lower = 0, Upper = 1)] double omega;
    [Latent(nameof(T), Lower = 0, Upper = 1)] double[] meanP;
    [Latent(Lower = 0, Upper = 5)] double sigma;
    [Latent(nameof(Y))] double[] epsRaw;

    void Generate()
    {
        omega = ~Flat();
        meanP = ~Flat().Iid(T);
        sigma = ~Flat();
        foreach (int i in Plate(Y.Length))
        {
            epsRaw[i] = ~Normal(0, 1);
            double history = 0;
            int seen = 0;
            for (int t = 0; t < T; t++)
            {
                history += BernoulliLogits(Logit(meanP[t]) + sigma * epsRaw[i]).LogDensity(Y[i][t]);
                seen += Y[i][t];
            }

            double present = Bernoulli(omega).LogDensity(1) + history;
            Factor(seen > 0 ? present : LogSumExp(present, Bernoulli(omega).LogDensity(0)));
        }
    }
}

/// <summary>A rate and its prior predictive twin.</summary>
[Model]
public partial class Rate4
{
    [Data] public required int N { get; init; }
    [Observed] public required int K { get; set; }

    [Latent] double theta;
#pragma warning disable PDSL049 // The twin shows the prior beside the posterior; the data say nothing about it.
    [Latent] double thetaPrior;
#pragma warning restore PDSL049

    void Generate()
    {
        theta = ~Beta(1, 1);
        thetaPrior = ~Beta(1, 1);
        K = ~Binomial(N, theta);
    }
}

/// <summary>Germination of seeds, plate effects centred at their mean.</summary>
[Model]
public partial class SeedsCentered
{
    [Data] public required int[] Trials { get; init; }
    [Data] public required Vector<double> X1 { get; init; }
    [Data] public required Vector<double> X2 { get; init; }
    [Observed] public required int[] Germinated { get; set; }

    [Latent] double alpha0;
    [Latent] double alpha1;
    [Latent] double alpha12;
    [Latent] double alpha2;
    [Latent(nameof(Germinated))] Vector<double> c;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        alpha0 = ~Normal(0, 1);
        alpha1 = ~Normal(0, 1);
        alpha2 = ~Normal(0, 1);
        alpha12 = ~Normal(0, 1);
        sigma = ~Cauchy(0, 1);
        c = ~Normal(0, sigma).Iid(Germinated.Length);
        var b = c - c.Sum() / c.Count;
        var logits = alpha0 + alpha1 * X1 + alpha2 * X2 + alpha12 * X1.PointwiseMultiply(X2) + b;
        foreach (int i in Plate(Germinated.Length))
            Germinated[i] = ~BinomialLogits(Trials[i], logits[i]);
    }
}

/// <summary>Germination of seeds with weakly informative priors.</summary>
[Model]
public partial class SeedsStanified
{
    [Data] public required int[] Trials { get; init; }
    [Data] public required int[] X1 { get; init; }
    [Data] public required int[] X2 { get; init; }
    [Observed] public required int[] Germinated { get; set; }

    [Latent] double alpha0;
    [Latent] double alpha1;
    [Latent] double alpha12;
    [Latent] double alpha2;
    [Latent(nameof(Germinated))] double[] b;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        alpha0 = ~Normal(0, 1);
        alpha1 = ~Normal(0, 1);
        alpha2 = ~Normal(0, 1);
        alpha12 = ~Normal(0, 1);
        sigma = ~Cauchy(0, 1);
        for (int i = 0; i < Germinated.Length; i++)
            b[i] = ~Normal(0, sigma);
        for (int i = 0; i < Germinated.Length; i++)
            Germinated[i] = ~BinomialLogits(Trials[i], alpha0 + alpha1 * X1[i] + alpha2 * X2[i] + alpha12 * (X1[i] * X2[i]) + b[i]);
    }
}
