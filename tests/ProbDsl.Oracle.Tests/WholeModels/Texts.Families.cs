namespace ProbDsl.Oracle.WholeModels;

/// <content>Models of known families: mixtures, chains of states, filters, fields on graphs, hierarchies.</content>
internal static partial class Texts
{
    private static readonly string[] Families =
    [
        """
        [Data] double[] X = [0.3, -1.2, 2.5, 0.9];
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4, NonCentered = true)] double[] g = new double[4];
        [Latent(2)] double[] beta = null!;
        [Latent] double tau;
        void Generate() { tau = ~HalfCauchy(1); beta = ~Normal(0, 1).Iid(2); double[] loc = X.Select(x => beta[0] + beta[1] * x).ToArray(); for (int i = 0; i < 4; i++) { g[i] = ~Normal(loc[i], tau); if (i % 2 == 1) Factor(-0.1 * Math.Pow(g[i] - g[i - 1], 2)); } for (int i = 0; i < 4; i++) Y[i] = ~Normal(g[3 - i], 0.3); }
        """,
        """
        [Data] double[] X = [0.3, -1.2, 2.5, 0.9];
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent] double lo;
        [Latent] double hi;
        [Latent] double s;
        void Generate() { lo = ~Normal(-3, 1); hi = ~Normal(3, 1); s = ~HalfNormal(1); foreach (int i in Plate(4)) { Factor(Normal(X[i], s).Truncate(lo - 5, hi + 5).LogDensity(Y[i])); Factor(Math.Log(Normal(0, s).Cdf(hi + 10))); } Y = ~Normal(0, 100).Iid(4); }
        """,
        """
        [Observed] int[] Y = [3, 0, 7, 2];
        [Data] int[] N = [5, 4, 9, 3];
        [Latent] double a;
        [Latent] double b;
        [Derived] double p;
        [Derived] double[] q = new double[4];
        void Generate() { a = ~Gamma(2, 1); b = ~Gamma(2, 1); foreach (int i in Plate(4)) { Observe(Y[i], BetaBinomial(N[i], a, b)); q[i] = (a + Y[i]) / (a + b + N[i]); } p = q.Average(); Y = ~Poisson(4).Iid(4); }
        static IDiscreteDistribution BetaBinomial(int n, double a, double b) => Binomial(n, a / (a + b));
        """,
        """
        [Observed] int[] Y = [3, 0, 7, 2];
        [Data] int[] N = [5, 4, 9, 3];
        [Latent] double a;
        [Latent] double b;
        void Generate() { a = ~Gamma(2, 1); b = ~Gamma(2, 1); foreach (int i in Plate(4)) Factor(LogChoose(N[i], Y[i]) + LogBeta(Y[i] + a, N[i] - Y[i] + b) - LogBeta(a, b)); Y = ~Poisson(4).Iid(4); }
        """,
        """
        [Observed] double[] Y = [0.1, 0.5, 2.2, 0.7];
        [Latent(3, Simplex = true)] double[] w = null!;
        [Latent(3, Ordered = true)] double[] m = null!;
        [Latent(3)] double[] s = null!;
        void Generate() { w = ~Dirichlet([2.0, 2.0, 2.0]); foreach (int k in Plate(3)) { m[k] = ~Normal(0, 2); s[k] = ~LogNormal(0, 0.5); } foreach (int n in Plate(4)) { double[] lp = new double[3]; for (int k = 0; k < 3; k++) lp[k] = Math.Log(w[k]) + (k == 1 ? Laplace(m[k], s[k]).LogDensity(Y[n]) : Normal(m[k], s[k]).LogDensity(Y[n])); Factor(LogSumExp(lp)); } Y = ~Flat().Iid(4); }
        """,
        """
        [Observed] double[] Y = [0.1, 0.5, 2.2, 0.7];
        [Latent(2, Simplex = true)] double[] pi0 = null!;
        [Latent(2, 2, Simplex = true)] double[][] A = null!;
        [Latent(2)] double[] mu = null!;
        void Generate() { pi0 = ~Dirichlet([1.0, 1]); foreach (int k in Plate(2)) A[k] = ~Dirichlet([1 + k, 2.0]); mu = ~Normal(0, 1).Iid(2);
        double[][] al = new double[4][]; for (int t = 0; t < 4; t++) { al[t] = new double[2]; for (int k = 0; k < 2; k++) al[t][k] = Normal(mu[k], 1).LogDensity(Y[t]) + (t == 0 ? Math.Log(pi0[k]) : LogSumExp(al[t - 1][0] + Math.Log(A[0][k]), al[t - 1][1] + Math.Log(A[1][k]))); } Factor(LogSumExp(al[3])); Y = ~Flat().Iid(4); }
        """,
        """
        [Observed] double[] Y = [0.1, 0.5, 2.2, 0.7];
        [Latent] double level0;
        [Latent] double q;
        [Latent] double r;
        void Generate() { level0 = ~Normal(0, 10); q = ~HalfNormal(1); r = ~HalfNormal(1); double m = level0, p = 1.0; for (int t = 0; t < 4; t++) { p += q * q; double f = p + r * r; Y[t] = ~Normal(m, Math.Sqrt(f)); double k = p / f; m += k * (Y[t] - m); p *= 1 - k; } }
        """,
        """
        [Observed] double[] Y = [0.1, 0.5, 2.2, 0.7];
        [Latent] double w;
        [Latent] double a;
        [Latent] double b;
        void Generate() { w = ~HalfNormal(1); a = ~Beta(2, 2); b = ~Beta(2, 2); double h = 1; for (int t = 0; t < 4; t++) { if (t > 0) h = w + a * Math.Pow(Y[t - 1], 2) + b * h; Y[t] = ~Normal(0, Math.Sqrt(h)); } }
        """,
        """
        [Data] int[,] Edge = { { 0, 1 }, { 1, 2 }, { 2, 3 }, { 0, 3 } };
        [Observed] int[] Y = [1, 4, 2, 0];
        [Latent(4)] double[] phi = null!;
        [Latent] double sigma;
        [Latent] double mu;
        void Generate() { sigma = ~HalfNormal(1); mu = ~Normal(0, 1); phi = ~Normal(0, 10).Iid(4); for (int e = 0; e < Edge.GetLength(0); e++) Factor(-0.5 * Square(phi[Edge[e, 0]] - phi[Edge[e, 1]])); Factor(Normal(0, 0.004).LogDensity(phi.Sum())); foreach (int n in Plate(4)) Y[n] = ~PoissonLog(mu + sigma * phi[n]); }
        """,
        """
        [Data] double[][] D = [[0.1, 0.2], [0.4], [0.3, 0.1, 0.9]];
        [Observed] double[][] Y = [[1, 2], [0.5], [0.2, 0.1, 0.4]];
        [Latent(3)] double[] u = null!;
        [Latent] double c;
        void Generate() { c = ~Normal(0, 1); for (int i = 0; i < D.Length; i++) { u[i] = ~Normal(c * D[i].Max(), 1); double run = u[i]; for (int j = 0; j < D[i].Length; j++) { Y[i][j] = ~Normal(run, 1 + D[i][j]); run = 0.5 * run + c * (j + 1 < D[i].Length ? D[i][j + 1] : -1); } } }
        """,
        """
        [Observed] double[] Y = [1, 2, 3];
        [Latent] double x;
        [Latent] double y;
        double Clip(double v) => v switch { < -1 => -1, > 1 => 1, _ => v }; static double Pow3(double v) { double r = 1; for (int i = 0; i < 3; i++) r *= v; return r; }
        void Generate() { x = ~Normal(0, 1); y = ~Normal(Clip(x), 1); foreach (int n in Plate(3)) { double z = n is 1 or 2 ? Pow3(x) : Pow3(y + n); Y[n] = ~StudentT(3 + n, z, Softplus(y)); } }
        """,
        """
        [Observed] double[] Y = [1, 2, 3];
        [Latent(3)] Vector<double> x = null!;
        [Data] Matrix<double> K = Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 0.5, 0.1 }, { 0.5, 1, 0.3 }, { 0.1, 0.3, 1.5 } });
        [Latent] double s;
        void Generate() { s = ~LogNormal(0, 1); x = ~MultivariateNormal(Vector<double>.Build.Dense(3), K * (s * s)); var z = K.Cholesky().Factor * x; foreach (int n in Plate(3)) Y[n] = ~Normal(z[n] + x.DotProduct(K.Column(n)), s); }
        """,
        """
        [Observed] double[] Y = [1, 2, 3];
        [Latent(2, 3)] double[][] x = [new double[3], new double[3]];
        [Latent] double s;
        void Generate() { s = ~LogNormal(0, 1); for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) { double up = i > 0 ? x[i - 1][j] : 0, left = j > 0 ? x[i][j - 1] : 0, diag = i > 0 && j > 0 ? x[i - 1][j - 1] : 0; x[i][j] = ~Normal(0.3 * up + 0.4 * left - 0.1 * diag, s); } foreach (int n in Plate(3)) Y[n] = ~Normal(x[0][n] * x[1][2 - n], s); }
        """,
        """
        [Observed] double Y = 1.5;
        [Latent] double a;
        [Latent] double b;
        void Generate() { a = ~Normal(0, 1); b = ~Normal(a, 1); double u = a; u = u * b; double v = u; u += 1; v -= u * a; u = v / (1 + u * u); if (Y > 1) { v = u; } else { v = -u; } Y = ~Normal(u + v, Math.Exp(0.1 * v)); }
        """,
        """
        [Data] int K = 3;
        [Observed] int[] Y = [0, 2, 1, 2];
        [Data] double[,] X = { { 1, 0.1 }, { 0.3, -1 }, { 0, 2 }, { 1, 1 } };
        [Latent(nameof(K), 2)] double[,] B = null!;
        void Generate() { for (int k = 0; k < K; k++) for (int j = 0; j < 2; j++) B[k, j] = ~Normal(0, 1); foreach (int n in Plate(Y.Length)) { double[] eta = new double[K]; for (int k = 1; k < K; k++) { double e = 0; for (int j = 0; j < 2; j++) e += B[k, j] * X[n, j]; eta[k] = e; } Y[n] = ~CategoricalLogits(eta); } }
        """,
    ];
}
