namespace ProbDsl.Oracle.WholeModels;

/// <content>Models with what is made in loops and helpers, and read later.</content>
internal static partial class Texts
{
    private static readonly string[] Order =
    [
        """
        [Data] int[] G = [1, 0, 1, 2];
        [Data] double[] X = [0.3, -1.2, 2.5, 0.9];
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(3)] double[] a = null!;
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); a = ~Normal(0, s).Iid(3);
            double[] z = new double[4]; double total = 0;
            foreach (int n in Plate(4)) { double[] h = new double[3]; foreach (int k in Plate(3)) { double[] q = [a[k], X[n]]; h[k] = q[0] * q[1] + k; } z[n] = h[G[n]]; total += h.Sum(); }
            double shift = total / 10; foreach (int n in Plate(4)) Y[n] = ~Normal(z[n] + shift, s); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = null!;
        [Latent] double s;
        static double Poly(double[] c, double x) { double r = 0; for (int i = c.Length - 1; i >= 0; i--) r = r * x + c[i]; return r; }
        void Generate() { s = ~HalfNormal(1); a = ~Normal(0, s).Iid(4); foreach (int n in Plate(4)) Y[n] = ~Normal(Poly(a, 0.1 * n) + Poly([s, s * n], a[n]), 1); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = null!;
        [Latent] double s;
        double[] Cum(double[] v) { var r = new double[v.Length]; double t = 0; for (int i = 0; i < v.Length; i++) { t += v[i]; r[i] = t; } return r; }
        void Generate() { s = ~HalfNormal(1); a = ~Normal(0, s).Iid(4); var c = Cum(Cum(a)); foreach (int n in Plate(4)) Y[n] = ~Normal(c[n] / Cum(c)[3 - n], 1); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = null!;
        [Latent] double s;
        [Derived] double d;
        [Derived] double[] e = new double[4];
        void Generate() { s = ~HalfNormal(1); for (int t = 0; t < 4; t++) { double prev = t == 0 ? 0 : a[t - 1]; a[t] = ~Normal(0.9 * prev, s); Y[t] = ~Normal(a[t], t % 2 == 0 ? s : 1 + s); e[t] = a[t] - prev; } d = e.Sum(); }
        """,
        """
        [Data] Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0.2, 3 }, { 0.5, -1, 2 } });
        [Observed] double[] Y = [1.0, 0.2];
        [Latent(3)] double[] a = null!;
        [Latent(2, 3)] Matrix<double> W = null!;
        void Generate() { a = ~Normal(0, 1).Iid(3); W = ~Normal(0, 1).Iid(2, 3); var M = W.PointwiseMultiply(X) + X.Transpose().Transpose() * 0.5; var v = M * Vector<double>.Build.DenseOfArray(a); foreach (int i in Plate(2)) Y[i] = ~Normal(v[i] + M.Row(i).Sum() + M[1 - i, 2], 1); Factor(-0.5 * (M.Transpose() * M).Trace()); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2];
        [Latent] double mu;
        [Latent] double tau;
        [Latent(2, NonCentered = true)] double[] theta = null!;
        void Generate() { mu = ~Normal(0, 5); tau = ~HalfCauchy(5); double t2 = tau * tau + 0.1; foreach (int j in Plate(2)) { double loc = mu * (j + 1); theta[j] = ~Normal(loc, Math.Sqrt(t2)); Y[j] = ~Normal(theta[j] + theta[0], 1); } }
        """,
        """
        [Data] double[] L = [0.0, 1, 2];
        [Observed] double[] Y = [1.0, 0.2, 5];
        [Latent(3, Lower = nameof(lo))] double[] x = null!;
        [Latent] double b; double lo => b - 1;
        void Generate() { b = ~Normal(0, 1); foreach (int j in Plate(3)) x[j] = ~Normal(L[j], 2); foreach (int j in Plate(3)) Y[j] = ~Normal(x[j], 1); }
        """,
        """
        [Data] int N = 4;
        [Observed] double[] Y = [1.0, 0.2, 5, 2];
        [Latent] double b;
        [Latent] double c;
        void Generate() { b = ~Normal(0, 1); c = ~Normal(0, 1); double prod = 1; for (int i = 0; i < N; i++) for (int j = i + 1; j < N; j++) prod *= 1 + 0.1 * Math.Tanh(b * (i - j) + c); for (int i = N - 1; i >= 0; i -= 1) Y[i] = ~Normal(prod * i, 1); }
        """,
        """
        [Data] int N = 4;
        [Observed] double[] Y = [1.0, 0.2, 5, 2];
        [Latent] double b;
        [Latent] double c;
        double F(double x) { if (x > 1) return x * b; else if (x > 0) { double y = x + c; return y * y; } else return c; }
        void Generate() { b = ~Normal(0, 1); c = ~Normal(0, 1); foreach (int i in Plate(N)) Y[i] = ~Normal(F(Y.Length - 3 - i), F(0.3) + 0.1); }
        """,
        """
        [Data] int N = 3;
        [Observed] int[] Y = [1, 0, 3];
        [Latent] double b;
        [Latent] double c;
        void Generate() { b = ~Normal(0, 1); c = ~Beta(1, 3); foreach (int i in Plate(N)) { double lp0 = Math.Log(c), lp1 = Math.Log(1 - c) + PoissonLog(b).LogDensity(Y[i]); if (Y[i] == 0) Factor(LogSumExp(lp0, lp1)); else Factor(lp1); Y[i] = ~Poisson(3); } }
        """,
        """
        [Data] int N = 3;
        [Observed(Partly = true)] double[] Y = [1, double.NaN, 3];
        [Latent] double b;
        [Latent] double s;
        void Generate() { b = ~Normal(0, 1); s = ~Gamma(1, 1); foreach (int i in Plate(N)) Y[i] = ~Normal(b * i, s); }
        """,
        """
        [Data] double[,] D = { { 0, 1, 2 }, { 1, 0, 1.5 }, { 2, 1.5, 0 } };
        [Observed] Vector<double> Y = Vector<double>.Build.DenseOfArray([1.0, 2.0, -0.3]);
        [Latent] double rho;
        [Latent] double a;
        double K(int i, int j) => a * a * Math.Exp(-D[i, j] * D[i, j] / (2 * rho * rho)) + (i == j ? 0.1 : 0);
        void Generate() { rho = ~InverseGamma(3, 3); a = ~HalfNormal(1); Y = ~MultivariateNormal(Vector<double>.Build.Dense(3), Matrix<double>.Build.Dense(3, 3, K)); }
        """,
        """
        [Data] double[,] D = { { 0, 1, 2 }, { 1, 0, 1.5 }, { 2, 1.5, 0 } };
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double rho;
        [Latent(2)] double[] a = null!;
        void Generate() { rho = ~InverseGamma(3, 3); a = ~Normal(0, rho).Iid(2); double[,] m = new double[3, 2]; for (int i = 0; i < 3; i++) for (int j = 0; j < 2; j++) m[i, j] = D[i, j] * a[j] + (i > j ? rho : 0); foreach (int i in Plate(3)) Y[i] = ~Normal(m[i, 0] + m[(i + 1) % 3, 1], 1 + D[i, (i + 1) % 3]); }
        """,
        """
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double p;
        [Latent] double q;
        double P2 => p * p; double Q(double k) => k * P2 + q; double R { get { return Q(2) + Q(p); } }
        void Generate() { p = ~Normal(0, 1); q = ~Normal(P2, 1); Y = ~Normal(R, 1).Iid(3); }
        """,
        """
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double p;
        [Latent] double q;
        void Generate() { p = ~Normal(0, 1); q = ~Normal(0, 1); double m = 0; { double t = p * 2; m += t; } { double t = q * 3; m += t; } foreach (int i in Plate(3)) { double t = m; if (i > 0) { double u = t + 1; t = u * q; } else { double u = t - 1; t = u * p; } Y[i] = ~Normal(t, 1); } }
        """,
        """
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double p;
        [Latent(3)] double[] w = null!;
        void Generate() { p = ~Normal(0, 1); for (int i = 2; i >= 0; i--) w[i] = ~Normal(i == 2 ? p : w[i + 1], 1); double[] r = new double[3]; for (int i = 0; i < 3; i++) { r[i] = i == 0 ? w[0] : 0.5 * r[i - 1] + w[i]; } foreach (int i in Plate(3)) Y[i] = ~Normal(r[2 - i], 1); }
        """,
        """
        [Data] Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 0.2, 3 }, { 0.5, -1, 2 } });
        [Observed] double[] Y = [1.0, 0.2];
        [Latent(3)] Vector<double> a = null!;
        void Generate() { a = ~Normal(0, 1).Iid(3); var xx = X * X.Transpose(); var inv = xx.Inverse(); var v = inv * (X * a); foreach (int i in Plate(2)) Y[i] = ~Normal(v[i], Math.Sqrt(xx[i, i])); Factor(-Math.Log(xx.Determinant()) * a.DotProduct(a)); }
        """,
        """
        readonly string[] Names = ["a", "bb", "ccc"];
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double p;
        void Generate() { p = ~Normal(0, 1); foreach (int i in Plate(3)) { Y[i] = ~Normal(p * Names[i].Length + (Names[i].StartsWith('b') ? p : 0), 1); } }
        """,
        """
        [Observed] double[] Y = [1, 2, 0.4];
        [Latent] double p;
        [Latent] double q;
        void Generate() { p = ~Normal(0, 1); q = ~Normal(0, 1); double a = p, b = q; for (int i = 0; i < 3; i++) { double t = a; a = b; b = t + 0.5 * b; Y[i] = ~Normal(a, 1); } Factor(a * 0.1 + b); }
        """,
    ];
}
