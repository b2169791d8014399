namespace ProbDsl.Oracle.WholeModels;

/// <content>Models with calls of helpers, of Enumerable and of MathNet, priors and outcomes of all shapes.</content>
internal static partial class Texts
{
    private static readonly string[] Calls =
    [
        """
        [Data] double[] X = [0.3, -1.2, 2.5, 0.9];
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent] double b;
        [Latent] double s;
        void Generate() { b = ~Normal(0, 2); s = ~HalfCauchy(1);
            double[] m = X.Select((x, i) => x * b + i * 0.1).ToArray();
            foreach (int n in Plate(4)) Y[n] = ~StudentT(4, m[n], s); }
        """,
        """
        [Observed] double Y = 1.4;
        [Latent(5)] double[] w = null!;
        void Generate() { w = ~Normal(0, 1).Iid(5); Y = ~Normal(w.Average(v => v * v * v) + w.Select(Math.Abs).Sum(), 1); }
        """,
        """
        [Observed] double Y = 1.4;
        [Latent(5)] double[] w = null!;
        double H(double v, double k = 2, bool twice = false) => twice ? 2 * v * k : v * k;
        void Generate() { w = ~Normal(0, 1).Iid(5); Y = ~Normal(H(k: w[0], v: w[1]) + H(w[2], twice: true) + H(w[3], 3), 1); }
        """,
        """
        [Observed] double Y = 1.4;
        [Latent(2,3)] double[,] w = null!;
        void Generate() { for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) w[i, j] = ~Normal(i - j, 1 + j); double t = 0; foreach (double v in w) t = t * 0.5 + v; Y = ~Normal(t, 1); }
        """,
        """
        [Observed] double Y = 1.4;
        [Latent(4)] double[] w = null!;
        void Generate() { w = ~Normal(0, 1).Iid(4); double a = 0; foreach (double v in w) { if (v > 0) continue; a += v; } Y = ~Normal(a, 1); }
        """,
        """
        [Data] int[] G = [1, 0, 1, 2];
        [Observed] int[] Y = [1, 4, 0, 2];
        [Latent(3)] double[] r = null!;
        [Latent] double c;
        void Generate() { c = ~Exponential(1); foreach (int g in Plate(3)) r[g] = ~Gamma(2, c); foreach (int n in Plate(4)) Y[n] = ~Poisson(r[G[n]] * (G[n] switch { 0 => 2, 1 => c, _ => 1 + c })); }
        """,
        """
        [Observed] Vector<double> Y = Vector<double>.Build.DenseOfArray([1.0, 2.0, -0.3]);
        [Data] Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0.2 }, { 0.5, -1 }, { 0, 2 } });
        [Latent(2)] Vector<double> b = null!;
        [Latent] double s;
        void Generate() { b = ~Normal(0, 2).Iid(2); s = ~LogNormal(0, 1); Y = ~Normal(X * b + 0.5, s * Functions.Exp(X * b * 0.1)); }
        """,
        """
        [Observed] double[] Y = [0.2, 0.4, 0.9];
        [Latent] double a;
        [Latent] double b;
        void Generate() { a = ~Gamma(2, 1); b = ~Gamma(2, 1); foreach (int i in Plate(3)) { double z = a / (a + b); double k = a + b; Y[i] = ~Beta(z * k + i, (1 - z) * k); } }
        """,
        """
        [Observed] double[] Y = [0.2, 0.4, 0.9, 1.9];
        [Latent(4)] double[] x = null!;
        [Latent] double s;
        [Latent] double phi;
        void Generate() { s = ~HalfNormal(1); phi = ~Uniform(-1, 1); x[0] = ~Normal(0, s / Math.Sqrt(1 - phi * phi)); for (int t = 1; t < 4; t++) x[t] = ~Normal(phi * x[t - 1] + (t > 1 ? 0.1 * x[t - 2] : 0), s); foreach (int t in Plate(4)) Y[t] = ~Normal(x[t], 0.5); }
        """,
        """
        [Observed] double[] Y = [0.2, 0.4, 0.9, 1.9];
        [Latent] double s;
        [Latent] double m;
        [Latent] double q;
        void Generate() { s = ~HalfNormal(1); m = ~Normal(0, 1); q = ~Beta(2, 2); foreach (double y in Y) Observe(y, Normal(m, s)); Factor(LogMix(q, Normal(m, 1).LogDensity(0.3), Laplace(m, s).LogDensity(0.3))); Y = ~Normal(0, 10).Iid(4); }
        """,
        """
        [Data] double[][] T = [[1, 2], [], [0.5, 0.1, 3]];
        [Observed] double[] Y = [0.2, 0.4, 0.9];
        [Latent] double s;
        [Latent] double m;
        void Generate() { s = ~HalfNormal(1); m = ~Normal(0, 1); for (int i = 0; i < T.Length; i++) { double acc = m; foreach (double t in T[i]) acc = acc * t + m; Y[i] = ~Normal(acc, s); } }
        """,
        """
        [Data] int K = 3;
        [Observed] int[] Y = [0, 2, 1, 1];
        [Latent(nameof(K), 3, Simplex = true)] double[][] P = null!;
        void Generate() { foreach (int k in Plate(K)) P[k] = ~Dirichlet([1.0, 2.0, 0.5 + k]); Y[0] = ~Categorical([0.2, 0.3, 0.5]); for (int t = 1; t < 4; t++) Y[t] = ~Categorical(P[Y[t - 1]]); }
        """,
        """
        [Data] bool[] D = [true, false, true];
        [Observed] double[] Y = [0.2, 1.4, 0.9];
        [Latent] double r;
        [Latent] double k;
        void Generate() { r = ~Gamma(2, 2); k = ~Gamma(2, 2); foreach (int i in Plate(3)) { if (D[i]) Y[i] = ~Weibull(k, 1 / r); else { Y[i] = ~Flat(); Factor(Weibull(k, 1 / r).LogSurvival(Y[i])); } } }
        """,
    ];
}
