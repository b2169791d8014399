namespace ProbDsl.Conformance.MoreModels;

/// <summary>Two normal components without an order.</summary>
[Model]
public partial class GaussMixCollapse
{
    [Data] public required Vector<double> Y { get; init; }

    [Latent(2)] Vector<double> mu;
    [Latent(2, Lower = 0)] double[] sigma;
    [Latent] double theta;

    void Generate()
    {
        sigma = ~Normal(0, 2).Iid(2);
        mu = ~Normal(0, 2).Iid(2);
        theta = ~Beta(5, 5);
        double log1 = Math.Log(theta), log2 = Math.Log(1 - theta);
        for (int n = 0; n < Y.Count; n++)
        {
            double first = log1 + Normal(mu[0], sigma[0]).LogDensity(Y[n]);
            double second = log2 + Normal(mu[1], sigma[1]).LogDensity(Y[n]);
            Factor(LogSumExp(first, second));
        }
    }
}

/// <summary>K normal components, log-sum-exp over an array.</summary>
[Model]
public partial class NormalMixtureK
{
    [Data] public required int K { get; init; }
    [Data] public required double[] Y { get; init; }

    [Latent(nameof(K), Simplex = true)] double[] theta;
    [Latent(nameof(K))] double[] mu;
    [Latent(nameof(K), Lower = 0, Upper = 10)] double[] sigma;

    void Generate()
    {
        theta = ~Flat().Iid(K);
        mu = ~Normal(0, 10).Iid(K);
        sigma = ~Flat().Iid(K);
        foreach (int n in Plate(Y.Length))
        {
            double[] terms = new double[K];
            for (int k = 0; k < K; k++)
                terms[k] = Math.Log(theta[k]) + Normal(mu[k], sigma[k]).LogDensity(Y[n]);
            Factor(LogSumExp(terms));
        }
    }
}

/// <summary>A hidden Markov chain with two states and unit normal outcomes: the forward algorithm by hand.</summary>
[Model]
public partial class HmmNormal
{
    [Data] public required int K { get; init; }
    [Data] public required double[] Y { get; init; }

    [Latent(nameof(K), Simplex = true)] double[] theta1;
    [Latent(nameof(K), Simplex = true)] double[] theta2;
    [Latent(nameof(K), Ordered = true, Lower = 0)] double[] mu;

    void Generate()
    {
        theta1 = ~Dirichlet([1, 1]);
        theta2 = ~Dirichlet([1, 1]);
        mu[0] = ~Normal(3, 1);
        mu[1] = ~Normal(10, 1);

        double first = Normal(mu[0], 1).LogDensity(Y[0]);
        double second = Normal(mu[1], 1).LogDensity(Y[0]);
        for (int t = 1; t < Y.Length; t++)
        {
            double toFirst = LogSumExp(first + Math.Log(theta1[0]), second + Math.Log(theta2[0]));
            double toSecond = LogSumExp(first + Math.Log(theta1[1]), second + Math.Log(theta2[1]));
            first = toFirst + Normal(mu[0], 1).LogDensity(Y[t]);
            second = toSecond + Normal(mu[1], 1).LogDensity(Y[t]);
        }

        Factor(LogSumExp(first, second));
    }
}

/// <summary>A hidden Markov chain with exponential outcomes, the forward algorithm over arrays.</summary>
[Model]
public partial class HmmDrive
{
    [Data] public required double[] U { get; init; }
    [Data] public required double[] V { get; init; }
    [Data] public required double[] Alpha1 { get; init; }
    [Data] public required double[] Alpha2 { get; init; }

    [Latent(2)] double[] theta1;
    [Latent(2)] double[] theta2;
    [Latent(2, Ordered = true, Lower = 0)] double[] phi;
    [Latent(2, Ordered = true, Lower = 0)] double[] lambda;

    void Generate()
    {
        theta1 = ~Dirichlet(Alpha1);
        theta2 = ~Dirichlet(Alpha2);
        phi[0] = ~Normal(0, 1);
        phi[1] = ~Normal(3, 1);
        lambda[0] = ~Normal(0, 1);
        lambda[1] = ~Normal(3, 1);

        double[] gamma = new double[2];
        for (int k = 0; k < 2; k++)
            gamma[k] = Emission(0, k);
        for (int t = 1; t < U.Length; t++)
        {
            double[] next = new double[2];
            for (int k = 0; k < 2; k++)
                next[k] = LogSumExp(gamma[0] + Math.Log(theta1[k]), gamma[1] + Math.Log(theta2[k])) + Emission(t, k);
            gamma = next;
        }

        Factor(LogSumExp(gamma));
    }

    double Emission(int t, int k) => Exponential(phi[k]).LogDensity(U[t]) + Exponential(lambda[k]).LogDensity(V[t]);
}

/// <summary>Topics of words (latent Dirichlet allocation with two topics), the topic of each word summed out.</summary>
[Model]
public partial class LdaTwoTopics
{
    [Data] public required int M { get; init; }
    [Data] public required int V { get; init; }
    [Data] public required double[] Alpha { get; init; }
    [Data] public required double[] Beta { get; init; }
    [Data] public required int[] Word { get; init; }
    [Data] public required int[] Document { get; init; }

    [Latent(nameof(M), 2)] double[][] theta;
    [Latent(2, nameof(V))] double[][] phi;

    void Generate()
    {
        foreach (int m in Plate(M))
            theta[m] = ~Dirichlet(Alpha);
        foreach (int k in Plate(2))
            phi[k] = ~Dirichlet(Beta);
        foreach (int n in Plate(Word.Length))
        {
            double first = Math.Log(theta[Document[n]][0]) + Math.Log(phi[0][Word[n]]);
            double second = Math.Log(theta[Document[n]][1]) + Math.Log(phi[1][Word[n]]);
            Factor(LogSumExp(first, second));
        }
    }
}
