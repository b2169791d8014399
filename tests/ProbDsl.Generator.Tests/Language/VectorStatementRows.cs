using MathNet.Numerics.LinearAlgebra;
using static ProbDsl.Distributions;
using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Statements that draw or score whole vectors and matrices, and the next iteration of a loop.</summary>
internal static class VectorStatementRows
{
    public static IEnumerable<LanguageRow> All => [.. Scores, .. Draws, .. Continues];

    private static readonly LanguageRow[] Scores =
    [
        Body("Observe(w, Normal(X * b, s));", f => Normal(f.X * f.b, f.s).LogDensity(f.w)),
        Body("Observe(w, Normal(X * b, Vector<double>.Build.Dense(r)));", f => Normal(f.X * f.b, Vector<double>.Build.Dense(f.r)).LogDensity(f.w)),
        Body("Observe(h, Normal(0, s).Iid(4));", f => Normal(0, f.s).Iid(4).LogDensity(f.h)),
        Body("Observe(L, Normal(x, s).Iid(2, 3));", f => Normal(f.x, f.s).Iid(2, 3).LogDensity(f.L)),
        Body("Observe(L, Normal(0, 1).Iid(columns: 3, rows: 2));", f => Normal(0, 1).Iid(2, 3).LogDensity(f.L)),
        Body("Observe(a, StandardNormal(3));", f => StandardNormal(3).LogDensity(f.a)),
        Body("foreach (int i in Plate(2)) Observe(L.Row(i), Normal(b, s));", f => Normal(f.b, f.s).LogDensity(f.L.Row(0)) + Normal(f.b, f.s).LogDensity(f.L.Row(1))),
        Value("Normal(X * b, 2).LogDensity(w)", f => Normal(f.X * f.b, 2).LogDensity(f.w)),
        Value("Normal(b, s).LogDensity(a)", f => Normal(f.b, f.s).LogDensity(f.a)),
        Value("Normal(0, s).Iid(2, 3).LogDensity(L)", f => Normal(0, f.s).Iid(2, 3).LogDensity(f.L)),
        Value("Normal(0, 1).Iid(3).LogDensity(a) * x", f => Normal(0, 1).Iid(3).LogDensity(f.a) * f.x),
        Value("StandardNormal(3).LogDensity(b)", f => StandardNormal(3).LogDensity(f.b)),
        Value("Exponential(s).Iid(4).LogDensity(r)", f => Exponential(f.s).Iid(4).LogDensity(f.r)),
        Value("Laplace(b, PointwiseSquare(b)).LogDensity(a)", f => Laplace(f.b, f.b.Map(v => (v * v) + 0.1)).LogDensity(f.a),
            "static Vector<double> PointwiseSquare(Vector<double> v) => v.PointwiseMultiply(v) + 0.1;"),
        Value("LogSoftmax(a)[1] * LogSoftmax(h)[0]", f => LogSoftmax(f.a)[1] * LogSoftmax(f.h)[0]),
        Body("Observe(L, Normal(X.SubMatrix(0, 2, 0, 3), 2 * X.SubMatrix(2, 2, 0, 3).PointwiseAbs()));",
            f => Normal(f.X.SubMatrix(0, 2, 0, 3), 2 * f.X.SubMatrix(2, 2, 0, 3).PointwiseAbs()).LogDensity(f.L)),
    ];

    private static readonly LanguageRow[] Draws =
    [
        Body("o = ~Normal(X * b, s);", f => Normal(f.X * f.b, f.s).LogDensity(Outcome), "[Observed] Vector<double> o = Vector<double>.Build.Dense(new[] { 0.5, 1.5, -0.5, 0.25 });"),
        Body("o = ~Normal(X * b, s);", f => Normal(f.X * f.b, f.s).LogDensity(Outcome), "[Observed] double[] o = [0.5, 1.5, -0.5, 0.25];"),
        Body("o = ~StandardNormal(4); Factor(x);", f => StandardNormal(4).LogDensity(Outcome) + f.x, "[Observed] double[] o = [0.5, 1.5, -0.5, 0.25];"),
        Body("o = ~LogNormal(X * b, Vector<double>.Build.Dense(r));", f => LogNormal(f.X * f.b, Vector<double>.Build.Dense(f.r)).LogDensity(Shares),
            "[Observed] double[] o = [0.5, 0.75, 0.125, 1];"),
        Body("o = ~BernoulliLogits(X * b);", f => BernoulliLogits(f.X * f.b).LogDensity(Bits), "[Observed] int[] o = [1, 0, 0, 1];"),
        Body("o = ~Bernoulli(Logistic(X * b));", f => BernoulliLogits(f.X * f.b).LogDensity(Bits), "[Observed] int[] o = [1, 0, 0, 1];"),
        Body("o = ~ContinuousBernoulliLogits(X * b);", f => ContinuousBernoulliLogits(f.X * f.b).LogDensity(Shares), "[Observed] double[] o = [0.5, 0.75, 0.125, 1];"),
        Body("o = ~Poisson(s).Iid(4);", f => new[] { 3, 0, 1, 2 }.Sum(k => Poisson(f.s).LogDensity(k)), "[Observed] int[] o = [3, 0, 1, 2];"),
        Body("foreach (int i in Plate(2)) o[i] = ~Normal(b * d[i], s);", f => Normal(f.b * f.d[0], f.s).LogDensity([1, 2, 3]) + Normal(f.b * f.d[1], f.s).LogDensity([-1, 0, 1]),
            "[Observed] double[][] o = [[1, 2, 3], [-1, 0, 1]];"),
        Body("o = ~Normal(x * M, S);", f => new[] { (2, 1.5), (-1, 0.5) }.Sum(v => Normal(f.x * 2, 0.5).LogDensity(v.Item1) + Normal(f.x * 2, 0.5).LogDensity(v.Item2)),
            "[Observed] Matrix<double> o = Matrix<double>.Build.DenseOfArray(new double[,] { { 2, 1.5 }, { -1, 0.5 } }); [Data] Matrix<double> M = Matrix<double>.Build.Dense(2, 2, 2); [Data] Matrix<double> S = Matrix<double>.Build.Dense(2, 2, 0.5);"),
    ];

    private static readonly LanguageRow[] Continues =
    [
        Body("foreach (int i in Plate(n)) { if (!flags[i]) continue; Factor(h[i]); }", f => f.h[0] + f.h[2] + f.h[3]),
        Body("for (int i = 0; i < n; i++) { if (i == 1) { Factor(x); continue; } Factor(h[i] * d[i]); }", f => f.x + (f.h[0] * f.d[0]) + (f.h[2] * f.d[2]) + (f.h[3] * f.d[3])),
        Body("for (int i = 0; i < n; i++) { if (d[i] > 0) { if (g[i] == 2) continue; Factor(x); } else Factor(y); Factor(h[i]); }", f => f.y + f.h[1] + f.x + f.h[2]),
        Body("double z = x; for (int i = 0; i < n; i++) { if (flags[i]) continue; z = z * h[i] + 1; } Factor(z);", f => (f.x * f.h[1]) + 1),
        Body("double z = 0; for (int i = 0; i < n; i++) { z += h[i]; if (!flags[i]) continue; z *= 2; } Factor(z);", f => ((((2 * f.h[0]) + f.h[1] + f.h[2]) * 2) + f.h[3]) * 2),
        Body("for (int i = 0; i < n; i++) { if (h[i] > 0) continue; Factor(h[i] * h[i]); }", f => f.h.Sum(v => v > 0 ? 0 : v * v)),
        Body("for (int i = 0; i < n; i++) { for (int k = 0; k < 3; k++) { if (k == g[i]) continue; Factor(a[k] * d[i]); } Factor(h[i]); }",
            f => f.h.Sum() + Enumerable.Range(0, 4).Sum(i => Enumerable.Range(0, 3).Where(k => k != f.g[i]).Sum(k => f.a[k] * f.d[i]))),
        Body("Factor(Skip(h));", f => f.h[0] + f.h[2] + f.h[3], "double Skip(double[] v) { double z = 0; for (int i = 0; i < v.Length; i++) { if (!flags[i]) continue; z += v[i]; } return z; }"),
        Body("for (int i = 0; i < n; i++) { Factor(h[i]); continue; }", f => f.h.Sum()),
        Body("double[] z = new double[4]; for (int i = 0; i < n; i++) { if (i == 2) continue; z[i] = h[i] * x; } Factor(z[0] + z[1] + z[2] + z[3]);", f => (f.h[0] + f.h[1] + f.h[3]) * f.x),
    ];

    private static readonly double[] Outcome = [0.5, 1.5, -0.5, 0.25];
    private static readonly double[] Shares = [0.5, 0.75, 0.125, 1];
    private static readonly double[] Bits = [1, 0, 0, 1];
}
