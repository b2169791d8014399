namespace ProbDsl.Oracle.WholeModels;

/// <content>Models with latents that are drawn from one another, read where earlier iterations drew them.</content>
internal static partial class Texts
{
    private static readonly string[] Sequences =
    [
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = new double[4];
        void Generate() { for (int t = 0; t < a.Length; t++) a[t] = ~Normal(0, 1); Y = ~Normal(a.Sum(), 1).Iid(4); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = new double[4];
        double Prev(int t) => t == 0 ? 0 : a[t - 1];
        void Generate() { for (int t = 0; t < 4; t++) { double m = Prev(t); a[t] = ~Normal(m, 1); } Y = ~Normal(a.Sum(), 1).Iid(4); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4)] double[] a = new double[4];
        [Latent] double b;
        void Generate() { b = ~Normal(0, 1); a[0] = ~Normal(b, 1); for (int t = 0; t < 3; t++) { double d = a[t] * 0.5; double e = t > 0 ? a[t - 1] : 0; Y[t] = ~Normal(d - e, 1); a[t + 1] = ~Normal(d + e, 1); } Y[3] = ~Normal(a[3], 1); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3];
        [Latent(3, 2)] double[][] x = [new double[2], new double[2], new double[2]];
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); for (int t = 0; t < 3; t++) { double p0 = t == 0 ? 0.3 : x[t - 1][0] - 0.2 * x[t - 1][1]; for (int k = 0; k < 2; k++) { double own = t == 0 ? 0 : x[t - 1][k]; x[t][k] = ~Normal(p0 * (k == 0 ? 1 : x[t][k - 1]) + own, s); } Y[t] = ~Normal(x[t].Sum(), s); } }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3];
        [Data] int[] Parent = [-1, 0, 0];
        [Latent(3)] double[] x = new double[3];
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); for (int t = 0; t < 3; t++) { double p = Parent[t] < 0 ? 0.3 : x[Parent[t]]; x[t] = ~Normal(p, s);  Y[t] = ~Normal(x[t], s); } }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3];
        [Latent(3, 2)] Matrix<double> x = Matrix<double>.Build.Dense(3, 2);
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); for (int t = 2; t >= 0; t--) { var prev = t == 2 ? Vector<double>.Build.Dense(2) : x.Row(t + 1) * 0.5; x[t, 0] = ~Normal(prev[0], s); x[t, 1] = ~Normal(prev[1] + x[t, 0], s); Y[t] = ~Normal(x.Row(t).Sum(), s); } }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3];
        [Latent(3, NonCentered = true)] double[] x = new double[3];
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); for (int t = 2; t >= 0; t--) { double prev = t == 2 ? s : x[t + 1] * 0.5; x[t] = ~Normal(prev, s); Y[t] = ~Normal(x[t], s); } }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3];
        [Latent(3)] double[] x = new double[3];
        [Latent] double s; double[] Z => x;
        void Generate() { s = ~HalfNormal(1); for (int t = 0; t < 3; t++) { x[t] = ~Normal(t > 0 ? Z[t - 1] + x.Take(t).Sum() : 0, 1); } Y = ~Normal(s, 1).Iid(3); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4, NonCentered = true)] double[] a = new double[4];
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); for (int t = 0; t < 4; t++) a[t] = ~Normal(t == 0 ? 0 : 0.5 * a[t - 1], s); Y = ~Normal(a.Sum(), 1).Iid(4); }
        """,
        """
        [Observed] double[] Y = [1.0, 0.2, 3.3, 0.1];
        [Latent(4, NonCentered = true)] double[] a = new double[4];
        [Latent] double s;
        void Generate() { s = ~HalfNormal(1); a[0] = ~Normal(0, 1); for (int t = 1; t < 4; t++) a[t] = ~Normal(0.5 * a[t - 1], s); Y = ~Normal(a.Sum(), 1).Iid(4); }
        """,
    ];
}
