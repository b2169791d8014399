namespace ProbDsl.Conformance.MoreModels;

/// <summary>Poisson regression on a Gaussian process; the Cholesky factor is computed by a helper's loops.</summary>
[Model]
public partial class GaussianProcessPoisson
{
    [Data] public required double[] X { get; init; }
    [Observed] public required int[] K { get; set; }

    [Latent] double rho;
    [Latent(Lower = 0)] double alpha;
    [Latent(nameof(X))] double[] fTilde;

    void Generate()
    {
        rho = ~Gamma(25, 4);
        alpha = ~Normal(0, 2);
        fTilde = ~Normal(0, 1).Iid(X.Length);

        int n = X.Length;
        double[,] factor = CholeskyFactor(n);
        for (int i = 0; i < n; i++)
        {
            double f = 0;
            for (int j = 0; j <= i; j++)
                f += factor[i, j] * fTilde[j];
            K[i] = ~PoissonLog(f);
        }
    }

    double[,] CholeskyFactor(int n)
    {
        double[,] factor = new double[n, n];
        for (int j = 0; j < n; j++)
        {
            for (int i = j; i < n; i++)
            {
                double sum = Covariance(i, j);
                for (int k = 0; k < j; k++)
                    sum -= factor[i, k] * factor[j, k];
                factor[i, j] = i == j ? Math.Sqrt(sum) : sum / factor[j, j];
            }
        }

        return factor;
    }

    double Covariance(int i, int j)
    {
        double distance = (X[i] - X[j]) / rho;
        return alpha * alpha * Math.Exp(-0.5 * distance * distance) + (i == j ? 1e-10 : 0);
    }
}

/// <summary>Item responses with persons regressed on covariates; the last difficulty balances the others.</summary>
[Model]
public partial class LatentRegressionIrt
{
    [Data] public required int Items { get; init; }
    [Data] public required int FreeItems { get; init; }
    [Data] public required int Persons { get; init; }
    [Data] public required int K { get; init; }
    [Data] public required Matrix<double> W { get; init; }
    [Data] public required int[] Item { get; init; }
    [Data] public required int[] Person { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent(nameof(Items))] double[] alpha;
    [Latent(nameof(FreeItems))] double[] betaFree;
    [Latent(nameof(Persons))] double[] theta;
    [Latent(nameof(K))] Vector<double> lambda;

    void Generate()
    {
        alpha = ~LogNormal(1, 1).Iid(Items);
        double[] beta = new double[Items];
        double sum = 0;
        for (int i = 0; i < FreeItems; i++)
        {
            betaFree[i] = ~Normal(0, 3);
            beta[i] = betaFree[i];
            sum += betaFree[i];
        }

        beta[FreeItems] = -sum;
        Factor(Normal(0, 3).LogDensity(beta[FreeItems]));

        lambda = ~StudentT(3, 0, 1).Iid(K);
        Vector<double> mean = W * lambda;
        foreach (int j in Plate(Persons))
            theta[j] = ~Normal(mean[j], 1);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~BernoulliLogits(alpha[Item[n]] * theta[Person[n]] - beta[Item[n]]);
    }
}

/// <summary>Accidents by area: spatial and independent effects mixed by rho (BYM2).</summary>
[Model]
public partial class Bym2
{
    [Data] public required int[] Node1 { get; init; }
    [Data] public required int[] Node2 { get; init; }
    [Data] public required double[] Exposure { get; init; }
    [Data] public required double ScalingFactor { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double beta0;
    [Latent(Lower = 0)] double sigma;
    [Latent] double rho;
    [Latent(nameof(Y))] double[] theta;
    [Latent(nameof(Y))] double[] phi;

    void Generate()
    {
        int n = Y.Length;
        beta0 = ~Normal(0, 1);
        sigma = ~Normal(0, 1);
        rho = ~Beta(0.5, 0.5);
        theta = ~Normal(0, 1).Iid(n);
        phi = ~Flat().Iid(n);

        foreach (int e in Plate(Node1.Length))
            Factor(-0.5 * Square(phi[Node1[e]] - phi[Node2[e]]));
        Observe(Sum(phi), Normal(0, 0.001 * n));

        double independent = Math.Sqrt(1 - rho);
        double spatial = Math.Sqrt(rho / ScalingFactor);
        foreach (int i in Plate(n))
        {
            double effect = independent * theta[i] + spatial * phi[i];
            Y[i] = ~PoissonLog(Math.Log(Exposure[i]) + beta0 + effect * sigma);
        }
    }
}

/// <summary>Logistic regression with a regularised horseshoe prior.</summary>
[Model]
public partial class HorseshoeLogistic
{
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required int D { get; init; }
    [Data] public required double ScaleIntercept { get; init; }
    [Data] public required double ScaleGlobal { get; init; }
    [Data] public required double NuGlobal { get; init; }
    [Data] public required double NuLocal { get; init; }
    [Data] public required double SlabScale { get; init; }
    [Data] public required double SlabDf { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double beta0;
    [Latent(nameof(D))] double[] z;
    [Latent(Lower = 0)] double tau;
    [Latent(nameof(D), Lower = 0)] double[] lambda;
    [Latent] double caux;

    void Generate()
    {
        z = ~Normal(0, 1).Iid(D);
        lambda = ~StudentT(NuLocal, 0, 1).Iid(D);
        tau = ~StudentT(NuGlobal, 0, ScaleGlobal * 2);
        caux = ~InverseGamma(0.5 * SlabDf, 0.5 * SlabDf);
        beta0 = ~Normal(0, ScaleIntercept);

        double c = SlabScale * Math.Sqrt(caux);
        double[] beta = new double[D];
        for (int k = 0; k < D; k++)
        {
            double lambdaTilde = Math.Sqrt(c * c * Square(lambda[k]) / (c * c + tau * tau * Square(lambda[k])));
            beta[k] = z[k] * lambdaTilde * tau;
        }

        foreach (int n in Plate(Y.Length))
        {
            double eta = beta0;
            for (int k = 0; k < D; k++)
                eta += X[n, k] * beta[k];
            Y[n] = ~BernoulliLogits(eta);
        }
    }
}

/// <summary>Downloads by day: a linear trend with change points and seasonal effects.</summary>
[Model]
public partial class Prophet
{
    [Data] public required double[] Time { get; init; }
    [Data] public required double[] Change { get; init; }
    [Data] public required Matrix<double> X { get; init; }
    [Data] public required int K { get; init; }
    [Data] public required double[] Sigmas { get; init; }
    [Data] public required double Tau { get; init; }
    [Data] public required double[] Additive { get; init; }
    [Data] public required double[] Multiplicative { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double k;
    [Latent] double m;
    [Latent(nameof(Change))] double[] delta;
    [Latent(Lower = 0)] double sigmaObs;
    [Latent(nameof(K))] double[] beta;

    void Generate()
    {
        k = ~Normal(0, 5);
        m = ~Normal(0, 5);
        foreach (int s in Plate(Change.Length))
            delta[s] = ~Laplace(0, Tau);
        sigmaObs = ~Normal(0, 0.5);
        foreach (int j in Plate(K))
            beta[j] = ~Normal(0, Sigmas[j]);

        foreach (int t in Plate(Y.Length))
        {
            double slope = k;
            double offset = m;
            for (int s = 0; s < Change.Length; s++)
            {
                if (Time[t] >= Change[s])
                {
                    slope += delta[s];
                    offset -= Change[s] * delta[s];
                }
            }

            double factor = 1;
            double added = 0;
            for (int j = 0; j < K; j++)
            {
                factor += X[t, j] * beta[j] * Multiplicative[j];
                added += X[t, j] * beta[j] * Additive[j];
            }

            Y[t] = ~Normal((slope * Time[t] + offset) * factor + added, sigmaObs);
        }
    }
}
