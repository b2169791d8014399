namespace ProbDsl.Generator.Tests.Models;

/// <summary>Models as users write them, with their data, for the tests that need whole ones.</summary>
internal static partial class TestModels
{
    /// <summary>Sources by the name of their class.</summary>
    public static readonly IReadOnlyDictionary<string, string> All = new Dictionary<string, string>
    {
        ["EightSchools"] = EightSchools,
        ["LogisticRegression"] = LogisticRegression,
        ["Radon"] = Radon,
        ["Mixture"] = Mixture,
        ["Autoregression"] = Autoregression,
        ["Arma"] = Arma,
        ["Garch"] = Garch,
        ["OrderedResponses"] = OrderedResponses,
        ["Correlated"] = Correlated,
        ["GaussianProcess"] = GaussianProcess,
        ["Jagged"] = Jagged,
        ["Helpers"] = Helpers,
        ["HiddenMarkov"] = HiddenMarkov,
        ["Seeds"] = Seeds,
        ["EveryConstruct"] = EveryConstruct,
    };

    public const string Usings = """
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        namespace Models;


        """;

    private const string EightSchools = Usings + """
        [Model]
        public partial class EightSchools
        {
            [Data] public double[] Sigma { get; init; } = [15, 10, 16, 11, 9, 11, 10, 18];
            [Observed] public double[] Y { get; set; } = [28, 8, -3, 7, -1, 1, 18, 12];

            [Latent] double mu;
            [Latent] double tau;
            [Latent(nameof(Y), NonCentered = true)] double[] theta;

            void Generate()
            {
                mu = ~Normal(0, 5);
                tau = ~HalfCauchy(5);
                foreach (int j in Plate(Y.Length))
                {
                    theta[j] = ~Normal(mu, tau);
                    Y[j] = ~Normal(theta[j], Sigma[j]);
                }
            }
        }
        """;

    private const string LogisticRegression = Usings + """
        [Model]
        public partial class LogisticRegression
        {
            [Data] public Matrix<double> X { get; init; } = Matrix<double>.Build.DenseOfArray(
                new double[,] { { 1, 0.5 }, { 1, -1.5 }, { 1, 2.25 }, { 1, 0 }, { 1, -0.75 }, { 1, 1.5 }, { 1, 3 }, { 1, -2 }, { 1, 0.25 }, { 1, 1 } });
            [Observed] public int[] Y { get; set; } = [1, 0, 1, 0, 0, 1, 1, 0, 1, 1];

            [Latent(2)] Vector<double> beta;

            void Generate()
            {
                foreach (int k in Plate(X.ColumnCount))
                    beta[k] = ~Normal(0, 2.5);
                Vector<double> eta = X * beta;
                foreach (int n in Plate(Y.Length))
                    Y[n] = ~BernoulliLogits(eta[n]);
            }
        }
        """;

    private const string Radon = Usings + """
        [Model]
        public partial class Radon
        {
            [Data] public int Counties { get; init; } = 3;
            [Data] public int[] County { get; init; } = [0, 0, 1, 1, 1, 2, 2, 0, 2];
            [Data] public double[] Floor { get; init; } = [0, 1, 0, 0, 1, 0, 1, 0, 0];
            [Observed] public double[] LogRadon { get; set; } = [0.8, 0.3, 1.2, 1.4, 0.6, 1.0, 0.2, 0.9, 1.3];

            [Latent] double muAlpha;
            [Latent(Lower = 0)] double sigmaAlpha;
            [Latent(nameof(Counties))] double[] alpha;
            [Latent] double beta;
            [Latent(Lower = 0)] double sigma;

            void Generate()
            {
                muAlpha = ~Normal(0, 10);
                sigmaAlpha = ~Normal(0, 1);
                beta = ~Normal(0, 10);
                sigma = ~Normal(0, 1);
                foreach (int j in Plate(Counties))
                    alpha[j] = ~Normal(muAlpha, sigmaAlpha);
                foreach (int n in Plate(LogRadon.Length))
                    LogRadon[n] = ~Normal(alpha[County[n]] + beta * Floor[n], sigma);
            }
        }
        """;

    private const string Mixture = Usings + """
        [Model]
        public partial class Mixture
        {
            [Data] public double[] Y { get; init; } = [-2.1, -1.8, 1.9, 2.4, -2.4, 0.3, 2.2, 1.7];

            [Latent] double weight;
            [Latent(2, Ordered = true)] double[] mu;
            [Latent(2)] double[] sigma;

            void Generate()
            {
                weight = ~Beta(5, 5);
                foreach (int k in Plate(2))
                {
                    mu[k] = ~Normal(0, 2);
                    sigma[k] = ~HalfNormal(2);
                }
                foreach (int n in Plate(Y.Length))
                    Factor(LogSumExp(
                        Math.Log(weight) + Normal(mu[0], sigma[0]).LogDensity(Y[n]),
                        Log1p(-weight) + Normal(mu[1], sigma[1]).LogDensity(Y[n])));
            }
        }
        """;

    private const string Autoregression = Usings + """
        [Model]
        public partial class Autoregression
        {
            [Data] public int K { get; init; } = 2;
            [Observed(Partly = true)] public double[] Y { get; set; } = [0.1, 0.4, 0.2, -0.3, -0.1, 0.5, 0.7, 0.2, -0.4, -0.6, 0.1, 0.3];

            [Latent] double alpha;
            [Latent(nameof(K))] double[] beta;
            [Latent] double sigma;

            void Generate()
            {
                alpha = ~Normal(0, 10);
                beta = ~Normal(0, 10).Iid(K);
                sigma = ~HalfCauchy(2.5);
                for (int t = K; t < Y.Length; t++)
                {
                    double mean = alpha;
                    for (int k = 0; k < K; k++)
                        mean += beta[k] * Y[t - k - 1];
                    Y[t] = ~Normal(mean, sigma);
                }
            }
        }
        """;

    private const string Arma = Usings + """
        [Model]
        public partial class Arma
        {
            [Data] public double[] Y { get; init; } = [0.1, 0.4, 0.2, -0.3, -0.1, 0.5, 0.7, 0.2, -0.4, -0.6, 0.1, 0.3];

            [Latent] double mu;
            [Latent] double phi;
            [Latent] double theta;
            [Latent] double sigma;

            void Generate()
            {
                mu = ~Normal(0, 10);
                phi = ~Normal(0, 2);
                theta = ~Normal(0, 2);
                sigma = ~HalfCauchy(2.5);
                double error = Y[0] - (mu + phi * mu);
                Observe(error, Normal(0, sigma));
                for (int t = 1; t < Y.Length; t++)
                {
                    error = Y[t] - (mu + phi * Y[t - 1] + theta * error);
                    Observe(error, Normal(0, sigma));
                }
            }
        }
        """;

    private const string Garch = Usings + """
        [Model]
        public partial class Garch
        {
            [Data] public double Sigma1 { get; init; } = 0.5;
            [Observed] public double[] Y { get; set; } = [0.1, 0.4, -0.2, -0.3, 0.9, 0.5, -1.1, 0.2, -0.4, -0.6];

            [Latent] double mu;
            [Latent(Lower = 0)] double alpha0;
            [Latent(Lower = 0, Upper = 1)] double alpha1;
            [Latent(Lower = 0, Upper = 1)] double beta1;

            void Generate()
            {
                mu = ~Normal(0, 1);
                alpha0 = ~Normal(0, 1);
                alpha1 = ~Beta(2, 5);
                beta1 = ~Beta(2, 5);
                double[] sigma = new double[Y.Length];
                sigma[0] = Sigma1;
                for (int t = 1; t < Y.Length; t++)
                    sigma[t] = Math.Sqrt(alpha0 + alpha1 * Math.Pow(Y[t - 1] - mu, 2) + beta1 * Math.Pow(sigma[t - 1], 2));
                foreach (int t in Plate(Y.Length))
                    Y[t] = ~Normal(mu, sigma[t]);
            }
        }
        """;
}
