namespace ProbDsl.Conformance.Language;

/// <summary>Elementary and special functions of latents.</summary>
[Model]
public partial class FunctionsOfLatents
{
    [Latent] double x;
    [Latent(Lower = 0)] double p;
    [Latent(Lower = 0, Upper = 1)] double q;

    void Generate()
    {
        x = ~Normal(0, 1);
        p = ~Gamma(2, 1);
        q = ~Beta(2, 2);
        Factor(Math.Exp(-p) + Math.Log(1 + p) + Math.Sqrt(p) + Math.Pow(p, 1.5) + Math.Pow(p, q));
        Factor(Math.Sin(x) * Math.Cos(q) + Math.Tanh(x) + Math.Atan(x));
        Factor(Math.Abs(x - 10) + Math.Min(x, 10 + p) + Math.Max(q, -3));
        Factor(Logistic(x) + Logit(q) + Log1pExp(x) + Log1p(p) + Expm1(-p) + Square(x));
        Factor(LogGamma(p + 1) + Digamma(p + 1) + LogBeta(p, q) + Phi(x) + LogPhi(x) + InversePhi(q) + Erf(x) + Erfc(x));
        Factor(LogSumExp(x, q) + XLogY(p, q) + LogChoose(7, p / (1 + p)));
        double[] all = [x, p, q];
        Factor(LogSumExp(all) + Sum(all) + Mean(all));
    }
}

/// <summary>Continuous distributions with latent arguments.</summary>
[Model]
public partial class ContinuousDistributions
{
    [Observed] public required double[] Y { get; set; }

    [Latent] double location;
    [Latent] double scale;
    [Latent] double shape;

    void Generate()
    {
        location = ~Logistic(0.2, 0.7);
        scale = ~LogNormal(0, 0.5);
        shape = ~Weibull(2, 1.5);
        Y[0] = ~Cauchy(location, scale);
        Y[1] = ~StudentT(1 + shape, location, scale);
        Y[2] = ~Laplace(location, scale);
        Y[3] = ~Logistic(location, scale);
        Y[4] = ~LogNormal(location, scale);
        Y[5] = ~Gamma(shape, scale);
        Y[6] = ~InverseGamma(shape, scale);
        Y[7] = ~Weibull(shape, scale);
        Y[8] = ~HalfNormal(scale);
        Y[9] = ~HalfCauchy(scale);
        Y[10] = ~HalfStudentT(shape, scale);
        Y[11] = ~Exponential(scale);
        Y[12] = ~Beta(shape, scale);
        Y[13] = ~Uniform(-5, 5 + scale);
    }
}

/// <summary>Discrete distributions with latent arguments.</summary>
[Model]
public partial class DiscreteDistributions
{
    [Data] public required int Trials { get; init; }
    [Observed] public required int[] Y { get; set; }

    [Latent] double logRate;
    [Latent] double probability;
    [Latent] double dispersion;
    [Latent(3)] double[] shares;
    [Latent(3)] double[] logits;

    void Generate()
    {
        logRate = ~Normal(0, 1);
        probability = ~Beta(2, 3);
        dispersion = ~Gamma(2, 0.5);
        shares = ~Dirichlet([1, 2, 3]);
        logits = ~Normal(0, 1).Iid(3);
        Y[0] = ~Poisson(Math.Exp(logRate));
        Y[1] = ~PoissonLog(logRate);
        Y[2] = ~Bernoulli(probability);
        Y[3] = ~BernoulliLogits(logRate);
        Y[4] = ~Binomial(Trials, probability);
        Y[5] = ~BinomialLogits(Trials, logRate);
        Y[6] = ~NegativeBinomial(Math.Exp(logRate), dispersion);
        Y[7] = ~Categorical(shares);
        Y[8] = ~CategoricalLogits(logits);
    }
}

/// <summary>Densities as values, terms of any kind, derived quantities, names that meet the generated code's own.</summary>
[Model]
public partial class AwkwardNames
{
    [Data] public required double T { get; init; }
    [Data] public required double[] position { get; init; }

    [Latent] double lp;
    [Latent] double gradient;
    [Latent] double @event;
    [Latent(2)] double[] u;
    [Derived] double total;
    [Derived] double[] squares = new double[2];

    void Generate()
    {
        lp = ~Normal(0, T);
        gradient = ~Normal(lp, 1);
        @event = ~Normal(gradient, 2);
        u = ~Normal(@event, 1).Iid(2);
        total = lp + gradient;
        for (int i = 0; i < 2; i++)
            squares[i] = u[i] * u[i];
        double memory = Normal(total, 1).LogDensity(position[0]);
        double d_lp = StudentT(3, u[0], 1).LogDensity(position[1]) + squares[1];
        Factor(memory - 0.1 * d_lp);
        Observe(position[1], Normal(u[1], 1));
    }
}

/// <summary>A distribution of the user's own.</summary>
[Distribution(Support.Positive)]
[DistributionParameter("scale", Support.Positive)]
[LogDensity("log(y) - 2 * log(scale) - 0.5 * square(y / scale)")]
public readonly record struct Rayleigh(double Scale) : IContinuousDistribution
{
    public static double operator ~(Rayleigh distribution) => distribution.Sample(Sampling.Current);

    public double Mean => Scale * Math.Sqrt(Math.PI / 2);

    public double Variance => (2 - Math.PI / 2) * Scale * Scale;

    public double Sample(Rng rng) => Scale * Math.Sqrt(2 * rng.NextExponential());

    public double LogDensity(double y) => y > 0 ? Math.Log(y) - 2 * Math.Log(Scale) - 0.5 * Square(y / Scale) : double.NegativeInfinity;

    public double Cdf(double y) => y > 0 ? -Expm1(-0.5 * Square(y / Scale)) : 0;

    public double LogSurvival(double y) => y > 0 ? -0.5 * Square(y / Scale) : 0;
}

/// <summary>A model of the user's own distribution.</summary>
[Model]
public partial class OwnDistribution
{
    [Observed] public required double[] Waves { get; set; }

    [Latent] double scale;

    void Generate()
    {
        scale = ~new Rayleigh(2);
        foreach (int n in Plate(Waves.Length))
            Waves[n] = ~new Rayleigh(scale);
    }
}
