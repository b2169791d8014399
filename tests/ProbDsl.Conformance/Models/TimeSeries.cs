namespace ProbDsl.Conformance.Models;

/// <summary>Autoregression of order K.</summary>
[Model]
public partial class AutoRegression
{
    [Data] public required int K { get; init; }
    [Observed(Partly = true)] public required double[] Y { get; set; }

    [Latent] double alpha;
    [Latent(nameof(K))] double[] beta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        alpha = ~Normal(0, 10);
        for (int k = 0; k < K; k++)
            beta[k] = ~Normal(0, 10);
        sigma = ~Cauchy(0, 2.5);
        for (int t = K; t < Y.Length; t++)
        {
            double mu = alpha;
            for (int k = 0; k < K; k++)
                mu += beta[k] * Y[t - 1 - k];
            Y[t] = ~Normal(mu, sigma);
        }
    }
}

/// <summary>ARMA(1, 1): the innovation is carried from step to step.</summary>
[Model]
public partial class Arma11
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent] double phi;
    [Latent] double theta;
    [Latent(Lower = 0)] double sigma;

    void Generate()
    {
        mu = ~Normal(0, 10);
        phi = ~Normal(0, 2);
        theta = ~Normal(0, 2);
        sigma = ~Cauchy(0, 2.5);

        double nu = mu + phi * mu;
        Y[0] = ~Normal(nu, sigma);
        double err = Y[0] - nu;
        for (int t = 1; t < Y.Length; t++)
        {
            nu = mu + phi * Y[t - 1] + theta * err;
            Y[t] = ~Normal(nu, sigma);
            err = Y[t] - nu;
        }
    }
}

/// <summary>GARCH(1, 1): a bound of one latent depends on another.</summary>
[Model]
public partial class Garch11
{
    [Data] public required double Sigma1 { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] double mu;
    [Latent(Lower = 0)] double alpha0;
    [Latent(Lower = 0, Upper = 1)] double alpha1;
    [Latent(Lower = 0, Upper = nameof(Beta1Max))] double beta1;

    double Beta1Max => 1 - alpha1;

    void Generate()
    {
        mu = ~Flat();
        alpha0 = ~Flat();
        alpha1 = ~Flat();
        beta1 = ~Flat();

        double[] sigma = new double[Y.Length];
        sigma[0] = Sigma1;
        Y[0] = ~Normal(mu, sigma[0]);
        for (int t = 1; t < Y.Length; t++)
        {
            sigma[t] = Math.Sqrt(alpha0 + alpha1 * Square(Y[t - 1] - mu) + beta1 * Square(sigma[t - 1]));
            Y[t] = ~Normal(mu, sigma[t]);
        }
    }
}
