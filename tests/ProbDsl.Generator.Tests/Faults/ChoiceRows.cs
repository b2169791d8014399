using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>The side that is not chosen, by data or by latents, has neither value nor derivative, and its indices are not looked at.</summary>
internal static class ChoiceRows
{
    public static IEnumerable<PlainRow> All { get; } =
    [
        Row("double u = 0.5; for (int j = 0; j < 3; j++) u += j > 0 ? x * d[j - 1] : 0; Factor(LogSumExp(u, 0.3));"),
        Row("double[] z = new double[n]; for (int j = 0; j < n; j++) z[j] = Math.Exp(j > 0 ? x * d[j - 1] : 0); Factor(LogSumExp(z));"),
        Row("Factor(Math.Exp(yes ? x : y * d[7]));"),
        Row("for (int i = 0; i < n; i++) Factor(Math.Sin(i + 1 < n ? h[i + 1] * x : y));"),
        Row("for (int i = 0; i < n; i++) Factor(Math.Sin(i + 1 < n ? d[i + 1] * x : y));"),
        Row("for (int i = 0; i < n; i++) Factor((i > 0 ? d[i - 1] : 0) * x * x);"),
        Row("for (int i = 0; i < n; i++) { double v = i > 0 ? h[g[i - 1]] : x; Factor(v * v * d[i]); }"),
        Row("double u = 0; for (int i = 0; i < n; i++) u += i < 4 ? 0.5 * x : Math.Log(-1 - s * s) * d[17]; Factor(u * u);"),
        Row("double[] z = LogSoftmax(a); Factor(Math.Exp(X[1, 1] > -1 ? n * 0.1 : z[0]));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(-1 - a[i] * a[i]); Factor(Math.Exp(X[1, 1] > -1 ? x * 0.1 : z[0]));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(-1 - a[i] * a[i]); Factor(Math.Exp(x > -5 ? x * 0.1 : z[0]));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(-1 - a[i] * a[i]); Factor(Math.Exp(x > -5 ? x * 0.1 : LogSumExp(z)));"),
        Row("Factor(x > -5 ? x * 0.1 : Math.Sqrt(Math.Log(-1 - x * x)) * y);"),
        Row("for (int i = 0; i < n; i++) Factor(Math.Exp(i < 4 ? x * 0.1 : Math.Sqrt(-1 - x * x) * y));"),
        Row("double v = Math.Sqrt(-1 - x * x); double w2 = v * y; for (int i = 0; i < n; i++) Factor(Math.Exp(i > -1 ? x * 0.1 : w2));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = X[1, 1] > -1 ? x : Math.Log(-1 - a[i] * a[i]); Factor(z[0] * z[1]);"),
        Row("double[] z = new double[4]; z[0] = x; for (int i = 1; i < 4; i++) z[i] = y > -5 ? z[i - 1] * y : Math.Log(-1 - z[i - 1] * z[i - 1]) * z[i - 1]; Factor(z[3]);"),
        Row("double level = x; for (int i = 1; i < 4; i++) level = y > -5 ? level * y : Math.Log(-1 - level * level) * h.Sum(); Factor(level);"),
        Row("Factor(H(yes ? n * 0.1 : Math.Sqrt(-1 - x * x)));", "double H(double v) { double w2 = v * v; if (y > -5) return w2 * y; return Math.Log(-1 - w2) * h.Sum(); }"),
        Row("for (int i = 0; i < n - 4; i++) Factor(Math.Log(-1 - x * x)); Factor(x);"),
        Row("double v = Math.Log(-1 - x * x); for (int i = 0; i < n; i++) if (d[i] > 5) Factor(Math.Exp(h[i] * v)); Factor(x);"),
        Row("double v = Math.Log(-1 - x * x); for (int i = 0; i < n; i++) Factor(Math.Exp(d[i] > 5 ? h[i] * v : h[i])); Factor(x);"),
        Row("double v = Math.Log(-1 - x * x); double u = 0; for (int i = 0; i < n; i++) u += d[i] > 5 ? h[i] * v : h[i]; Factor(u * u);"),
        Row("double v = Math.Log(-1 - x * x); double u = 0; for (int i = 0; i < n; i++) u += h[i] > 5 ? h[i] * v : h[i]; Factor(u * u);"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(a[i] - 5); double[] w2 = Softmax(a); Factor(w2[0] > 2 ? z[0] : w2[1]);"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(a[i] - 5); Factor(H(z, w[1] > 0));", "double H(double[] v, bool first) { double u = LogSumExp(v); return first ? u * u : x * y; }"),
        Row("double v = 0; for (int i = 0; i < n; i++) { double k = flags[i] ? x : Math.Sqrt(-1 - y * y); v = v * 0.5 + (flags[i] ? k * k : h[i]); } Factor(v);"),
        Row("double v = 0; for (int i = 0; i < n; i++) { if (h[i] > -9) v += h[i]; else v += Math.Sqrt(-1 - y * y); } Factor(v * v);"),
        Row("Vector<double> z = X * b; Factor(n > 9 ? Math.Log(-1 - z[0] * z[0]) : z[1] * z[2]);"),
        Row("Vector<double> z = (X * b).PointwiseMultiply(w); Factor(x > 9 ? Math.Log(-1 - z[0] * z[0]) : z[1] * z[2]);"),
        Row("double u = 0; for (int i = 0; i < n; i++) { u += i < 3 ? a[i] * d[i] : 0; } Factor(Math.Exp(u));"),
        Row("double u = 0; for (int i = 0; i < n; i++) { u += i < 3 ? a[i] : h[i]; } Factor(Math.Exp(u));"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) z[i] = i < 3 ? a[i] * jag[i + 1].Sum() : h[i]; Factor(LogSumExp(z));"),
        Row("double u = 0; for (int i = 0; i < n; i++) u += i < 3 ? x * jag[i + 1].Sum() : h[i]; Factor(Math.Exp(u));"),
        Row("double u = 0; for (int i = 0; i < n; i++) u += i + 1 < 4 && jag[i + 1].Sum() > 0 ? x : y; Factor(Math.Exp(u));"),
        Row("int[] seen = new int[3]; double[] z = new double[n]; for (int i = 0; i < n; i++) { seen[g[i]]++; z[i] = seen[g[i]] * h[i]; } Factor(LogSumExp(z));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(a[i] - 5); double u = z[0] * z[1]; Factor(n > 9 ? u * u : x * y);"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = Math.Log(a[i] - 5); double u = x > 9 ? z[0] * z[1] : y; for (int i = 0; i < n; i++) Factor(u * u * d[i]);"),
        Row("double[] z = new double[4]; z[0] = Math.Sqrt(x - 9); for (int i = 1; i < 4; i++) z[i] = i > 1 ? z[i - 1] * y : x; Factor(z[3]);"),
        Row("double[] z = new double[4]; z[0] = Math.Sqrt(x - 9); for (int i = 1; i < 4; i++) z[i] = i > 1 ? z[i - 1] * y : x + 0 * i; Factor(z[3] * z[2]);"),
        Row("double[] z = new double[4]; z[0] = x; for (int i = 1; i < 4; i++) z[i] = Math.Log(z[i - 1] * z[i - 1] + 0.1) / (y + 7); Factor(z[3] * z[1]);"),
        // Patterns, and throws that the data do not reach.
        Row("for (int i = 0; i < n; i++) Factor(d[i] switch { < 0 => x, >= 0 and < 0.5 when i > 0 && d[i - 1] != 7 => y, not 7 => x * y, _ => 1 });"),
        Row("for (int i = 0; i < n; i++) { double u = i is 0 or > 2 ? x : y; Factor(u * d[i] * (g[i] is not 1 ? x : 2)); }"),
        Row("Factor(x is > 0 and < 0.5 ? y : (y > 0) switch { true => 2 * x, false => x * x });"),
        Row("for (int i = 0; i < n; i++) Factor(g[i] switch { 0 => a[0], 1 => a[1], 2 => a[2], _ => throw new ArgumentException(nameof(g) + i) });"),
        Row("for (int i = 0; i < n; i++) { double u = d[i] < 100 ? x * d[i] : throw new ArgumentException(\"large\"); Factor(u * (d[i] > 100 ? throw new Exception() : y)); }"),
    ];
}
