namespace ProbDsl.Generator.Tests.Models;

/// <content>Vectors, matrices, sequences, helpers.</content>
internal static partial class TestModels
{
    private const string OrderedResponses = Usings + """
        [Model]
        public partial class OrderedResponses
        {
            [Data] public double[] X { get; init; } = [0.5, -1.0, 1.5, 0.2, -0.4, 2.0];
            [Data] public int[] Grade { get; init; } = [1, 0, 2, 1, 1, 2];
            [Data] public double[] Prior { get; init; } = [1, 2, 3];
            [Observed] public int[] Kind { get; set; } = [0, 2, 1, 2, 2, 1];

            [Latent] double beta;
            [Latent(2, Ordered = true)] double[] cut;
            [Latent(3)] double[] pi;

            void Generate()
            {
                beta = ~Normal(0, 2);
                foreach (int k in Plate(2))
                    cut[k] = ~Normal(0, 5);
                pi = ~Dirichlet(Prior);
                for (int n = 0; n < Kind.Length; n++)
                {
                    Kind[n] = ~Categorical(pi);
                    double eta = beta * X[n];
                    double probability = Grade[n] == 0 ? 1 - Logistic(eta - cut[0])
                        : Grade[n] == 1 ? Logistic(eta - cut[0]) - Logistic(eta - cut[1])
                        : Logistic(eta - cut[1]);
                    Factor(Math.Log(probability));
                }
            }
        }
        """;

    private const string Correlated = Usings + """
        [Model]
        public partial class Correlated
        {
            [Data] public Matrix<double> Y { get; init; } = Matrix<double>.Build.DenseOfArray(
                new double[,] { { 0.3, -0.2, 1.1 }, { 1.2, 0.4, -0.6 }, { -0.7, 0.1, 0.5 }, { 0.2, 0.9, 0.4 } });

            [Latent(3)] Vector<double> mu;
            [Latent(3)] double[] scale;
            [Latent(3, 3, CholeskyCorrelation = true)] Matrix<double> factor;

            void Generate()
            {
                foreach (int k in Plate(3))
                {
                    mu[k] = ~Normal(0, 2);
                    scale[k] = ~HalfNormal(2);
                }
                factor = ~LkjCholesky(3, 2.0);
                double[,] root = new double[3, 3];
                for (int i = 0; i < 3; i++)
                    for (int j = 0; j <= i; j++)
                        root[i, j] = scale[i] * factor[i, j];
                foreach (int n in Plate(Y.RowCount))
                    Factor(LogDensityOf(Y.Row(n), root));
            }

            double LogDensityOf(Vector<double> y, double[,] root)
            {
                double[] z = new double[3];
                double sum = 0;
                for (int i = 0; i < 3; i++)
                {
                    double rest = y[i] - mu[i];
                    for (int j = 0; j < i; j++)
                        rest -= root[i, j] * z[j];
                    z[i] = rest / root[i, i];
                    sum += -0.5 * z[i] * z[i] - Math.Log(root[i, i]) - 0.5 * Math.Log(2 * Math.PI);
                }
                return sum;
            }
        }
        """;

    private const string GaussianProcess = Usings + """
        [Model]
        public partial class GaussianProcess
        {
            [Data] public double[] X { get; init; } = [-1.5, -0.5, 0.2, 1.1, 1.9];
            [Observed] public double[] Y { get; set; } = [0.3, 0.9, 1.1, 0.4, -0.6];

            [Latent] double rho;
            [Latent] double alpha;
            [Latent] double sigma;

            void Generate()
            {
                rho = ~Gamma(25, 4);
                alpha = ~HalfNormal(2);
                sigma = ~HalfNormal(1);
                double[,] covariance = new double[X.Length, X.Length];
                for (int i = 0; i < X.Length; i++)
                    for (int j = 0; j < X.Length; j++)
                        covariance[i, j] = alpha * alpha * Math.Exp(-0.5 * Square((X[i] - X[j]) / rho)) + (i == j ? sigma * sigma : 0);
                double[] zero = new double[X.Length];
                Y = ~MultivariateNormal(zero, covariance);
            }
        }
        """;

    private const string Jagged = Usings + """
        [Model]
        public partial class Jagged
        {
            [Observed] public double[][] Y { get; set; } = [[0.4, 0.1], [], [1.2, 0.8, 1.5], [-0.3]];

            [Latent] double mu;
            [Latent] double tau;
            [Latent(nameof(Y))] double[] group;
            [Latent] double sigma;

            void Generate()
            {
                mu = ~Normal(0, 3);
                tau = ~HalfCauchy(1);
                sigma = ~HalfCauchy(1);
                for (int g = 0; g < Y.Length; g++)
                {
                    group[g] = ~Normal(mu, tau);
                    for (int i = 0; i < Y[g].Length; i++)
                        Y[g][i] = ~Normal(group[g], sigma);
                }
            }
        }
        """;

    private const string Helpers = Usings + """
        [Model]
        public partial class Helpers
        {
            [Data] public double[] X { get; init; } = [0.1, 0.9, 1.7, 2.2, 3.1];
            [Observed] public double[] Y { get; set; } = [0.2, 0.8, 1.1, 1.0, 1.3];

            [Latent] double rate;
            [Latent] double ceiling;
            [Latent] double sigma;
            [Derived] double halfLife;

            void Generate()
            {
                rate = ~LogNormal(0, 1);
                ceiling = ~Normal(1, 1);
                sigma = ~Exponential(2);
                halfLife = Math.Log(2) / rate;
                foreach (int n in Plate(Y.Length))
                    Y[n] = ~StudentT(4, Growth(X[n]), Noise(n));
            }

            private double Growth(double x)
            {
                double y = 1 - Math.Exp(-rate * x);
                return ceiling * Shape.Bend(y, 3);
            }

            private double Noise(int n) => n > 2 ? 2 * sigma : sigma;
        }

        internal static class Shape
        {
            public static double Bend(double y, int times)
            {
                double sum = 0;
                for (int k = 1; k <= times; k++)
                    sum += y / k;
                return sum;
            }
        }
        """;

    private const string HiddenMarkov = Usings + """
        [Model]
        public partial class HiddenMarkov
        {
            [Data] public double[] Y { get; init; } = [0.2, -0.1, 0.3, 2.9, 3.1, 2.8, 0.1];

            [Latent(2)] double[] stay;
            [Latent(2, Ordered = true)] double[] mu;

            void Generate()
            {
                foreach (int k in Plate(2))
                {
                    stay[k] = ~Beta(8, 2);
                    mu[k] = ~Normal(1, 3);
                }
                double[] forward = new double[2];
                for (int k = 0; k < 2; k++)
                    forward[k] = Math.Log(0.5) + Normal(mu[k], 1).LogDensity(Y[0]);
                for (int t = 1; t < Y.Length; t++)
                {
                    double[] next = new double[2];
                    for (int k = 0; k < 2; k++)
                    {
                        double same = forward[k] + Math.Log(stay[k]);
                        double moved = forward[1 - k] + Log1p(-stay[1 - k]);
                        next[k] = LogSumExp(same, moved) + Normal(mu[k], 1).LogDensity(Y[t]);
                    }
                    forward = next;
                }
                Factor(LogSumExp(forward));
            }
        }
        """;

    private const string Seeds = Usings + """
        [Model]
        public partial class Seeds
        {
            [Data] public int[] Trials { get; init; } = [39, 62, 81, 51, 39, 6];
            [Data] public double[] Extract { get; init; } = [0, 0, 0, 1, 1, 1];
            [Observed] public int[] Germinated { get; set; } = [10, 23, 23, 26, 17, 5];

            [Latent] double alpha;
            [Latent] double beta;
            [Latent] double precision;
            [Latent(nameof(Germinated))] double[] effect;

            void Generate()
            {
                alpha = ~Normal(0, 1000);
                beta = ~Normal(0, 1000);
                precision = ~Gamma(0.001, 0.001);
                double sigma = 1 / Math.Sqrt(precision);
                foreach (int i in Plate(Germinated.Length))
                {
                    effect[i] = ~Normal(0, sigma);
                    Germinated[i] = ~BinomialLogits(Trials[i], alpha + beta * Extract[i] + effect[i]);
                }
            }
        }
        """;

    private const string EveryConstruct = Usings + """
        [Model]
        public partial class EveryConstruct
        {
            private const double Half = 0.5;

            [Data] public int Groups { get; init; } = 2;
            [Data] public int[] Group { get; init; } = [0, 1, 1, 0];
            [Data] public bool Robust { get; init; } = true;
            [Data] public Vector<double> Offset { get; init; } = Vector<double>.Build.DenseOfArray([0.1, 0.2, -0.1, 0.4]);
            [Data] public double[,] Table { get; init; } = { { 1, 0.5 }, { 0.25, 2 } };
            [Observed] public double[] Y { get; set; } = [0.5, 1.5, -0.5, 1];
            [Observed] public int Count { get; set; } = 3;

            [Latent] double location;
            [Latent(nameof(Groups), NonCentered = true)] double[] effect;
            [Latent(2, 2)] Matrix<double> weights;
            [Latent(2)] double[] share;
            [Latent(Lower = 1, Upper = 4)] double degrees;
            [Derived] double total;

            void Generate()
            {
                location = ~Cauchy(0, 1);
                degrees = ~Uniform(1, 4);
                effect = ~Normal(location, 1).Iid(Groups);
                share = ~Dirichlet(new double[] { 1, 2 });
                for (int i = 0; i < 2; i++)
                    for (int j = 0; j < 2; j++)
                        weights[i, j] = ~Normal(Table[i, j], 1);
                Vector<double> centre = (weights * Vector<double>.Build.DenseOfArray([1.0, -1.0])).PointwiseTanh();
                double sum = 0;
                int even = 0;
                for (int n = Y.Length - 1; n >= 0; n -= 1)
                {
                    double mean = effect[Group[n]] + Offset[n] * centre[Group[n]];
                    if (n % 2 == 0)
                    {
                        mean += Half;
                        even++;
                    }
                    else
                        mean *= share[0];
                    sum += Group[n] switch { 0 => mean, _ => Square(mean) };
                    if (Robust)
                        Y[n] = ~StudentT(degrees, mean, 1);
                    else
                        Y[n] = ~Normal(mean, 1);
                }
                total = sum + even;
                Count = ~PoissonLog(Math.Max(sum, -1) * 0.1);
                Factor(-Math.Abs(location - Offset.Sum()) + weights.Row(0).DotProduct(weights.Column(1)));
                Observe(share[0], Beta(2, 2));
            }
        }
        """;
}
