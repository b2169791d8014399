using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Data that are no finite number, or do not exist, where no row needs them.</summary>
internal static class NeededRows
{
    private const string Bad = "[Data] double zero = 0; [Data] double[] none = []; [Data] int[] noCounts = []; [Data] int[] counts = [0, 0, 0, 0];";

    public static IEnumerable<PlainRow> All { get; } =
    [
        // Two terms that no row adds have one derivative, of a number that is none.
        Row("for (int i = 0; i < n; i++) if (n > 2) Factor(x * d[i]); else Factor(Binomial(9, Logistic(Math.Log(-s))).LogDensity(g[i]));", Bad),
        Row("for (int i = 0; i < n; i++) if (n > 2) Factor(x * d[i]); else Factor(XLogY(d[i], Math.Log(-s)) - XLog1pY(9 - d[i], -Math.Log(-s)) + d[i] * h[i] * Math.Log(-s));", Bad),
        // Terms that no row adds.
        Row("for (int i = 0; i < n; i++) if (counts[i] == 1) Factor(x / counts.Sum());", Bad),
        Row("for (int i = 0; i < n; i++) if (counts[i] == 1) Factor(x * Math.Log(counts.Sum())); else Factor(x * d[i]);", Bad),
        Row("for (int i = 0; i < none.Length; i++) Factor(x / zero);", Bad),
        Row("for (int i = 0; i < none.Length; i++) Factor(x * none.Average() + y * y / none.Length);", Bad),
        Row("for (int i = 0; i < n; i++) Factor(d[i] > -9 ? x * d[i] : x * none.Average());", Bad),
        Row("for (int i = 0; i < n; i++) Factor(d[i] > -9 ? x * d[i] : x * none.Max() + y * noCounts.Max());", Bad),
        Row("for (int i = 0; i < n; i++) { double k = 1 / zero; if (d[i] > 9) Factor(x * k); Factor(y * d[i]); }", Bad),
        Row("double k = 1 / zero; for (int i = 0; i < n; i++) if (d[i] > 9) Factor(x * k); else Factor(y * d[i]);", Bad),
        Row("double k = 0; for (int i = 0; i < 2; i++) k += Math.Log(zero); for (int i = 0; i < n; i++) if (d[i] > 9) Factor(x * k); else Factor(y * d[i]);", Bad),
        Row("double k = x / zero; for (int i = 0; i < n; i++) if (d[i] > 9) Factor(k * d[i]); else Factor(y * d[i]);", Bad),
        Row("for (int i = 0; i < n; i++) Factor(g[i] switch { 0 => x, 7 => x / zero, 8 when d[i] > 0 => Math.Exp(x * Math.Log(zero)), _ => y * d[i] });", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9 && d[i] < 99 || counts[i] > 2) Factor(x * InversePhi(zero)); else Factor(y * d[i]);", Bad),
        Row("for (int i = 0; i < n; i++) for (int j = 0; j < counts[i]; j++) Factor(x / zero * d[j]);", Bad),
        Row("for (int i = 0; i < n; i++) Factor(x * InversePhi(Exponential(s).Cdf(d[i] + 5)));", Bad),
        Row("double u = 0; for (int i = 0; i < n; i++) u += d[i] > -9 ? x * d[i] : x / zero; Factor(u);", Bad),
        Row("double u = 0; for (int i = 0; i < n; i++) u += d[i] > -9 ? x * d[i] : x / zero; Factor(Math.Sin(u));", Bad),
        Row("if (n > 9) Factor(x / zero); for (int i = 0; i < n; i++) if (n > 9) Factor(x / zero * h[i]); else Factor(h[i]);", Bad),
        // Rows of distributions.
        Row("for (int i = 0; i < n; i++) Factor(Normal(d[i] < -9 ? x / zero : x, 1).LogDensity(d[i]));", Bad),
        Row("for (int i = 0; i < n; i++) Factor(Normal(x, d[i] < -9 ? s / zero : s).LogDensity(d[i]));", Bad),
        Row("for (int i = 0; i < n; i++) Factor(Poisson(d[i] < -9 ? s / zero : s).LogDensity(g[i]));", Bad),
        Row("for (int i = 0; i < n; i++) Factor(d[i] < -9 ? Poisson(s / zero).LogDensity(g[i]) : Poisson(s).LogDensity(g[i]));", Bad),
        Row("for (int i = 0; i < n; i++) Factor(g[i] > 5 ? Poisson(s).LogDensity(n) * (1.0 / zero) : Poisson(s).LogDensity(g[i]));", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] < -9) Factor(Gamma(1 / zero, s).LogDensity(2)); else Factor(Gamma(2, s).LogDensity(d[i] + 5));", Bad),
        // Groups.
        Row("for (int i = 0; i < n; i++) { double k = d[i] < -9 ? a[1] * Math.Log(zero) : a[g[i]]; Factor(k * a[0] + Math.Exp(0.1 * k)); }", Bad),
        Row("for (int i = 0; i < n; i++) { double k = 0; if (d[i] < -9) k = a[0] * Math.Log(zero); else k = a[0] * d[i]; Factor(k); }", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) Factor(a[g[i]] / zero); else Factor(a[g[i]] * a[g[i]] * d[i]);", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) Factor(Math.Exp(a[g[i]] / zero) * d[i]); else Factor(Math.Exp(a[g[i]]) * d[i]);", Bad),
        // Sums within values.
        Row("Factor(Math.Sin(none.Sum(v => x * v / zero)) + y);", Bad),
        Row("double u = 0; for (int k = 0; k < none.Length; k++) u += x / none.Length; Factor(Math.Sin(u + y));", Bad),
        Row("double u = 0; for (int k = 0; k < none.Length; k++) u += a[0] * none.Average(); Factor(Math.Sin(u + y));", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < none.Length; k++) u += none[k] * x / zero; Factor(Math.Sin(u + h[i])); }", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < counts[i]; k++) u += Math.Exp(x / zero) * a[k]; Factor(Math.Sin(u + h[i])); }", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < 3; k++) u += d[i] > 9 ? a[k] / zero : a[k] * d[i]; Factor(Math.Sin(u)); }", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < 3; k++) u += d[k] > 9 ? x / zero : a[k] * d[i]; Factor(Math.Sin(u)); }", Bad),
        Row("for (int i = 0; i < n; i++) { double[] v = new double[3]; for (int k = 0; k < 3; k++) v[k] = d[k] > 9 ? x / zero : a[k] * d[i]; Factor(LogSumExp(v)); }", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) Factor(Math.Exp(a.Sum(v => v * v / zero))); else Factor(h[i]);", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) Factor(Math.Exp(a.Sum(v => v * v * none.Average()))); else Factor(h[i]);", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) { double u = 0; for (int k = 0; k < 3; k++) u += Math.Exp(a[k] * jag[7][k]); Factor(Math.Sin(u)); } else Factor(h[i]);", Bad),
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) { double[] v = new double[3]; for (int k = 0; k < 3; k++) v[k] = a[k] * Math.Log(zero + k); Factor(LogSumExp(v)); } else Factor(h[i]);", Bad),
        Row("double u = 0; for (int k = 0; k < none.Length; k++) u += none[k] * Math.Log(zero * s); Factor(Math.Sin(u + y));", Bad),
        Row("double u = 0; for (int k = 0; k < none.Length; k++) u += none[k] * x / (zero * y); Factor(Math.Sin(u + y));", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < none.Length; k++) u += none[k] * Math.Sqrt(x - 50) * h[i]; Factor(Math.Sin(u) + h[i]); }", Bad),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int k = 0; k < 3; k++) u += d[k] > 9 ? a.Sum(v => v / zero) : a[k] * d[i]; Factor(Math.Sin(u)); }", Bad),
        Row("double u = 0; for (int i = 0; i < n; i++) { double z = 0; for (int k = 0; k < 3; k++) z += d[k] > 9 ? a.Sum(v => v / zero) : a[k] * y; u += Math.Exp(0.1 * z) * d[i]; } Factor(Math.Sin(u));", Bad),
        // What one iteration computes from another.
        Row("double u = y; for (int i = 0; i < n; i++) u = Math.Tanh(d[i] > 9 ? u * x / zero : u * x + d[i]); Factor(u);", Bad),
        Row("double u = y; for (int i = 0; i < n; i++) u = Math.Tanh(u * x + (d[i] > 9 ? x * Math.Log(zero) : y)); Factor(u);", Bad),
        Row("double u = y; for (int i = 0; i < n; i++) if (d[i] > 9) u = u * x / none.Average(); else u = Math.Tanh(u + x); Factor(u);", Bad),
        Row("double[] z = new double[4]; z[0] = x; for (int i = 1; i < 4; i++) z[i] = d[i] > 9 ? x / zero : Math.Sin(z[i - 1] * y); Factor(z[3] * z[1]);", Bad),
        Row("double u = y; for (int i = 0; i < none.Length; i++) u = Math.Tanh(u * x / zero); Factor(u);", Bad),
        Row("double u = y; for (int i = 0; i < n; i++) { for (int k = 0; k < counts[i]; k++) u = Math.Tanh(u * x / zero); u = Math.Sin(u + x * d[i]); } Factor(u);", Bad),
        // Choices by latents.
        Row("for (int i = 0; i < n; i++) { double u = d[i] > 9 && x > s * none.Average() ? x : y; Factor(u * d[i]); }", Bad),
        Row("for (int i = 0; i < n; i++) { double u = d[i] > -9 || x > y * noCounts.Max() ? x : y; Factor(u * d[i]); }", Bad),
        Row("for (int i = 0; i < n; i++) Factor(x > 99 ? x / zero : x * d[i]);", Bad),
        Row("for (int i = 0; i < n; i++) Factor(Math.Exp(0.1 * (x > 99 ? x / zero : h[i])));", Bad),
        Row("Factor(Math.Exp(0.1 * (x > 99 ? x / zero + y : y)));", Bad),
        Row("Factor(n > 9 ? x / zero : y); Factor(Math.Exp(n > 9 ? x / zero : y));", Bad),
        Row("if (n > 9) Factor(x * none.Average()); Factor(n > 9 ? x * none.Average() : y); Factor(Math.Exp(n > 9 ? x * none.Average() : y));", Bad),
        // Properties and helpers that are called as they stand.
        Row("for (int i = 0; i < n; i++) if (d[i] > 9) Factor(x * Share); else Factor(x * d[i]);", Bad + "double Share { get { double[] v = [1, 0]; Array.Sort(v); return v[1] / v[0]; } }"),
        Row("for (int i = 0; i < n; i++) Factor(d[i] > 9 ? x * Share : x * d[i]);", Bad + "double Share { get { if (zero == 0) throw new Exception(); double[] v = [zero]; Array.Sort(v); return 1 / v[0]; } }"),
        Row("for (int i = 0; i < n; i++) Factor(d[i] > 9 ? x * Bad() : x * d[i] + (counts[i] > 0 ? Never * y : y));", "[Data] int[] counts = [0, 0, 0, 0]; double Bad() => throw new Exception(); double Never => throw new Exception();"),
        // What is needed once is the same each time.
        Row("for (int i = 0; i < n; i++) if (flags[i]) Factor(x * d.Average() / Math.Sqrt(n) + h[i] * d.Sum()); else Factor(x * d.Average() * y * Math.Log(c));"),
        Row("for (int i = 0; i < n; i++) { for (int k = 0; k < 3; k++) if (d[i] > 0) Factor(Math.Exp(a[k] * Math.Log(c))); Factor(Math.Sin(x * Math.Log(c)) * d[i]); } Factor(x * Math.Log(c));"),
    ];
}
