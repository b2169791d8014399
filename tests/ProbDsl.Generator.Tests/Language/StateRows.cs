using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Programs whose variables and arrays change while they run: the model means what the program does, or is refused.</summary>
internal static class StateRows
{
    /// <summary>Rows that the language has.</summary>
    public static readonly LanguageRow[] Right =
    [
        // Helpers that change what is outside them.
        Body("double z = 0; void Add(double v) { z += v; } for (int i = 0; i < n; i++) Add(h[i]); Factor(z * z);", f => f.h.Sum() * f.h.Sum()),
        // Returns on the way.
        Body("Factor(First(x));", f => f.x > 0.2 ? (3 * f.x) + 1 : 2, "double First(double v) { if (v > 0.2) { Factor(3 * v); return 1; } return 2; }"),
        Body("Factor(First(n));", f => (3 * f.x) + 1, "double First(int k) { if (k > 3) { Factor(3 * x); return 1; } Factor(y); return 2; }"),
        Body("Factor(First(n));", f => 2 + f.y, "double First(int k) { if (k > 4) { Factor(3 * x); return 1; } Factor(y); return 2; }"),
        Body("Factor(Chain(x));", f => f.x > 0.5 ? 1 : f.x > 0 ? f.y : f.s, "double Chain(double v) { if (v > 0.5) return 1; else if (v > 0) return y; return s; }"),
        Body("Factor(Half(n));", f => 2 * f.y, "double Half(int k) { double z = y; if (k < 3) return x; else z = 2 * z; return z; }"),
        Body("Factor(Inner(x, n));", f => f.x > 0.3 ? f.y : f.s, "double Inner(double v, int k) { if (k > 2) { if (v > 0.3) return y; } return s; }"),
        Body("Score(x); Score(y);", f => (f.x > 0.1 ? 0 : 2 * f.x) + (f.y > 0.1 ? 0 : 2 * f.y), "void Score(double v) { if (v > 0.1) return; Factor(v * 2); }"),
        Body("Factor(Last(n) * x + Last(0) * y);", f => (f.d[3] * f.x) + f.y, "double Last(int k) { if (k == 0) return 1; return d[k - 1]; }"),
        // Arrays of data that change.
        Body("double[] z = [2, 3]; for (int i = 0; i < n; i++) Factor(z[1] * h[i]); z[1] = 5; for (int i = 0; i < n; i++) Factor(z[1] * h[i]);", f => 8 * f.h.Sum()),
        Body("double[] z = [2, 3, 4]; double m = z[0] * x; z[0] = 7; Factor(m * m);", f => 4 * f.x * f.x),
        Body("double[] z = [2, 3, 4]; double m = z.Sum() * x; z[0] = 7; Factor(m * m);", f => 81 * f.x * f.x),
        Body("double[] z = [1, 2, 3]; double m = Dot(z, a); z[0] = 7; Factor(m * m); double Dot(double[] u, double[] v) { double t = 0; for (int i = 0; i < 3; i++) t += u[i] * v[i]; return t; }",
            f => Math.Pow(f.a[0] + (2 * f.a[1]) + (3 * f.a[2]), 2)),
        Body("double[] z = new double[3]; for (int i = 0; i < n; i++) { double m = 0; for (int k = 0; k < 3; k++) m += z[k] * a[k]; z[g[i]] = d[i]; Factor(m * m); }",
            f => Math.Pow(f.a[2] * f.d[0], 2) + Math.Pow((f.a[2] * f.d[0]) + (f.a[0] * f.d[1]), 2)
                + Math.Pow((f.a[2] * f.d[0]) + (f.a[0] * f.d[1]) + (f.a[1] * f.d[2]), 2)),
        Body("double[] z = new double[4]; for (int i = 0; i < n; i++) { z[i] = d[i]; Factor(z.Sum() * h[i]); }", f => Enumerable.Range(0, 4).Sum(i => f.d.Take(i + 1).Sum() * f.h[i])),
        Body("double[] z = new double[n]; for (int i = 0; i < n; i++) { z[i] = d[i]; Factor(i > 0 ? z[i - 1] * h[i] : x); }",
            f => f.x + Enumerable.Range(1, 3).Sum(i => f.d[i - 1] * f.h[i])),
        Body("double[] z = new double[n]; for (int i = 0; i < n; i++) { z[i] = d[i]; bool up = i > 0 && z[i - 1] > 0; Factor(up ? h[i] : x); }",
            f => f.h[1] + (2 * f.x) + f.h[3]),
        Body("int[] count = new int[3]; foreach (int k in g) count[k]++; for (int k = 0; k < 3; k++) Factor(count[k] * a[k]);", f => f.a[0] + f.a[1] + (2 * f.a[2])),
        Body("double[] z = new double[3]; for (int i = 0; i < n; i++) { double[] u = z; u[g[i]] += d[i]; } Factor(z[2] * x);", f => (f.d[0] + f.d[3]) * f.x),
        Body("double[] z = new double[2]; for (int i = 0; i < n; i++) Fill(z, i); Factor(z[1] * x);", f => f.d[3] * f.x, "void Fill(double[] u, int i) { u[1] = d[i]; }"),
        // Elements that depend on latents, each assigned once.
        Body("int k = 0; double[] z = new double[4]; for (int i = 0; i < n; i++) { z[k] = h[i]; k++; } Factor(z[2] * z[3]);", f => f.h[2] * f.h[3]),
        Body("double[] z = new double[6]; for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) z[i * 3 + j] = L[i, j]; Factor(z[4] * z[2]);", f => f.L[1, 1] * f.L[0, 2]),
        Body("double[,] z = new double[4, 4]; for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) z[i, j] = h[i] * d[j]; Factor(z[2, 1] * z[3, 3]);",
            f => f.h[2] * f.d[1] * f.h[3] * f.d[3]),
        Body("double[] z = new double[1]; for (int i = 0; i < n; i++) { if (i == 3) z[0] = h[i]; } Factor(z[0] * x);", f => f.h[3] * f.x),
        Body("for (int i = 0; i < n; i++) { double[] z = new double[2]; z[0] = h[i]; z[1] = x; Factor(z[0] * z[1]); }", f => f.h.Sum() * f.x),
        // Integers and conversions.
        Body("byte k = (byte)(n * 100); Factor(k * x);", f => 144 * f.x),
        Body("Factor((float)c * x);", f => (float)1.3 * f.x),
        Body("Factor((n >> 1 | 8) * x + (~n) * y + (n ^ 1) * s);", f => (10 * f.x) - (5 * f.y) + (5 * f.s)),
        Body("Factor(x > 0.1 ^ yes ? y : s);", f => f.x > 0.1 ? f.s : f.y),
        Body("bool up = x > 0.1; Factor(up != (y > 0) ? y : s);", f => (f.x > 0.1) != (f.y > 0) ? f.y : f.s),
        Body("Factor(d.Select(v => v * c).Where(v => v > 0).Sum() * x);", f => f.d.Select(v => v * f.c).Where(v => v > 0).Sum() * f.x),
        Body("double[] z = d.Select(v => 2 * v).ToArray(); z[1] = 4; Factor(z.Sum() * x);", f => ((2 * f.d.Sum()) - (2 * f.d[1]) + 4) * f.x),
    ];

    /// <summary>Rows that must be refused, with the diagnostic.</summary>
    public static readonly (string Id, string Text, string Members)[] Refused =
    [
        ("PDSL028", "double[] z = [1, 2]; z[0] = x; Factor(z[0]);", ""),
        ("PDSL028", "double[] z = Softmax(h); z[0] = x; Factor(z[0]);", ""),
        ("PDSL028", "double[] z = new double[2]; for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) z[i] = h[j]; Factor(z[0]);", ""),
        ("PDSL028", "double[] z = new double[2]; for (int i = 0; i < 2; i++) { double w = h[i]; z[1] = w; } Factor(z[1]);", ""),
        ("PDSL046", "double[] z = new double[2]; if (x > 0.1) z[0] = 1; Factor(z[0] * y);", ""),
        ("PDSL021", "double[] u = new double[3]; double[] v = new double[3]; double[] z = x > 0 ? u : v; if (n > 3) z = u; z[0] = 1; Factor(u[0] * x);", ""),
        ("PDSL010", "void Set(double[] v) { v[0] = 1; } Set(a); Factor(a[0]);", ""),
        ("PDSL006", "double[] z = d; z[0] = 9; Factor(d[0] * x);", ""),
        ("PDSL032", "if (int.TryParse(\"3\", out int k)) Factor(k * x);", ""),
        ("PDSL021", "double[] z = Array.ConvertAll(d, v => v); z[0] = x; Factor(z[0]);", ""),
        ("PDSL027", "for (int i = 0; i < Limit(); i++) { Factor(h[i]); k = 1; }", "int k = 2; int Limit() => k;"),
        ("PDSL029", "Factor(UniformOnSphere(3).LogDensity(a));", ""),
        ("PDSL021", "Factor(Mixture([0.5, 0.5], Normal(x, 1), Gamma(s, 1)).LogDensity(d[0]));", ""),
        ("PDSL021", "Factor(Mixture([0.5, 0.5], Normal(x, 1), Normal(y, 1).Truncate(lower: 0)).LogDensity(d[0]));", ""),
        ("PDSL021", "Factor(Mixture([0.5, 0.5], Normal(x, 1), Normal(y, 1)).LogSurvival(d[0]));", ""),
        ("PDSL008", "Factor(Mixture(a, Normal(x, 1), Normal(y, 1)).LogDensity(d[0]));", ""),
        ("PDSL021", "Factor(Gamma(s, 1).LogSurvival(d[0]));", ""),
        ("PDSL021", "Factor(Gamma(s, 1).Truncate(upper: 2).LogDensity(d[0]));", ""),
        ("PDSL021", "Factor(Normal(x, s).Truncate(2, 1).LogDensity(d[0]));", ""),
        ("PDSL008", "Factor(Normal(b, s).LogDensity(new double[] { x, y }));", ""),
        ("PDSL008", "Factor(Normal(0, 1).Iid(3, 3).LogDensity(L));", ""),
        ("PDSL008", "Factor(Normal(b, Vector<double>.Build.Dense(r)).LogDensity(b));", ""),
        ("PDSL008", "double[] u = [1, 2]; Vector<double> v = Vector<double>.Build.Dense(2); Factor(new double[] { 1, 2, 3 }.Length * x); a = ~Flat().Iid(2);", ""),
    ];
}
