using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Values that are read outside the branch, loop or helper that gives them, and text of the model that is copied.</summary>
internal static class ScopeRows
{
    public static IEnumerable<LanguageRow> All => [.. Scopes, .. Texts];

    private static double LogNormal(double value, double mean, double sd) => (-0.5 * Square((value - mean) / sd)) - Math.Log(sd) - (0.5 * Math.Log(2 * Math.PI));

    private static readonly LanguageRow[] Scopes =
    [
        // Names of fields and of locals that hold values of kernels.
        Body("double t1 = 0; for (int k = 0; k < 3; k++) t1 += x * d[k]; for (int i = 0; i < n; i++) Factor(Normal(t1, s).LogDensity(d[i]));",
            f => f.d.Sum(v => LogNormal(v, f.x * (f.d[0] + f.d[1] + f.d[2]), f.s))),
        Body("double y0 = Sum(a); Factor(Normal(y0, s).LogDensity(1)); for (int i = 0; i < n; i++) { if (flags[i]) Factor(Normal(0, s).LogDensity(d[i])); else Factor(Normal(1, 1).LogDensity(d[i])); }",
            f => LogNormal(1, f.a.Sum(), f.s) + f.d.Select((v, i) => f.flags[i] ? LogNormal(v, 0, f.s) : LogNormal(v, 1, 1)).Sum()),
        // An array of which each element follows from its index, but not without what a branch or an inner loop computes.
        Body("double[] u = new double[3]; for (int i = 0; i < 3; i++) u[i] = d[i] > 0 ? Twice(Math.Log(d[i] * s)) : 0.25 * s; for (int i = 0; i < n; i++) Factor(u[g[i]]);",
            f => f.g.Sum(i => f.d[i] > 0 ? 2 * Math.Log(f.d[i] * f.s) : 0.25 * f.s), "double Twice(double v) => v + v;"),
        Body("double[] u = new double[3]; for (int i = 0; i < 3; i++) u[i] = a[i] + (yes ? Normal(a[i], 1).LogDensity(c * 0.1) : x); for (int i = 0; i < n; i++) Factor(u[g[i]] * 0.5);",
            f => f.g.Sum(i => 0.5 * (f.a[i] + LogNormal(0.13, f.a[i], 1)))),
        Body("double[] u = new double[4]; for (int i = 0; i < n; i++) { double z = 1; for (int k = 0; k < 2; k++) z += d[i] * k; u[i] = z * h[i]; } for (int i = 0; i < n; i++) Factor(u[g[i]] * d[i]);",
            f => f.g.Select((j, i) => (1 + f.d[j]) * f.h[j] * f.d[i]).Sum()),
        Body("double[] u = new double[4]; for (int i = 0; i < n; i++) { double[] z = [d[i], 2]; u[i] = z.Sum() * h[i]; } for (int i = 0; i < n; i++) Factor(u[g[i]] * d[i]);",
            f => f.g.Select((j, i) => (f.d[j] + 2) * f.h[j] * f.d[i]).Sum()),
        Body("double[] u = new double[4]; for (int i = 0; i < n; i++) { double z = 0; if (flags[i]) z = d[i] * 2; else z = 3; u[i] = z * h[i]; } for (int i = 0; i < n; i++) Factor(u[g[i]] * d[i]);",
            f => f.g.Select((j, i) => (f.flags[j] ? 2 * f.d[j] : 3) * f.h[j] * f.d[i]).Sum()),
        // Arrays of the data made in loops, in branches, in helpers that loops call.
        Body("for (int i = 0; i < n; i++) { double[] z = [1, d[i]]; double[] v = z.ToArray(); Factor(x * v.Length * z[1]); }", f => 2 * f.x * f.d.Sum()),
        Body("for (int i = 0; i < n; i++) Factor(x * Vector<double>.Build.Dense(3, d[i]).DotProduct(b));", f => f.x * f.d.Sum() * f.b.Sum()),
        Body("for (int i = 0; i < n; i++) Factor(x * (flags[i] ? Vector<double>.Build.Dense(i + 1, d[i]).Sum() : 0.5));",
            f => f.x * f.d.Select((v, i) => f.flags[i] ? v * (i + 1) : 0.5).Sum()),
        Body("double z = yes ? Middle([c, 2, d[0]]) : 1; Factor(z * x);", f => 1.3 * f.x, "double Middle(double[] v) { double[] w = v.OrderBy(q => q).ToArray(); return w[1]; }"),
        Body("double z = n > 7 ? Middle([c, 2, d[0]]) : x; Factor(z * x);", f => f.x * f.x, "double Middle(double[] v) { double[] w = v.OrderBy(q => q).ToArray(); return w[1]; }"),
        Body("double z = 0; for (int i = 0; i < n; i++) { double[] u = new double[2]; u[0] = d[i]; u[1] = i; z += x * (u[0] + u[1]); } Factor(z * z);",
            f => Square(f.x * (f.d.Sum() + 6))),
        Body("for (int i = 0; i < n; i++) Factor(flags[i] || !yes ? 0.5 * x : Weighted(x, jag[i]));", f => f.x * (1.5 + 1.3),
            "double Weighted(double v, double[] row) { double z = 0; for (int k = 0; k < row.Length; k++) z += v * row[k]; return z; }"),
        Body("for (int i = 0; i < n; i++) for (int j = 0; j < 2; j++) { var z = 0.5 * (L * X.Row((i + 1) % n)); Factor(d[i] * z[j]); }",
            f => Enumerable.Range(0, 4).Sum(i => f.d[i] * 0.5 * (f.L * f.X.Row((i + 1) % 4)).Sum())),
        Body("double z = 0; if (yes) { for (int i = 0; i < n; i++) z += d[i]; } Factor(z * x);", f => f.x * f.d.Sum()),
        Body("for (int j = 0; j < 2; j++) { double z = 1; if (flags[j]) for (int i = 0; i < n; i++) z += d[i] * j; Factor(z * x); }", f => 2 * f.x),
        Body("int[] z = Doubled; for (int i = 0; i < n; i++) for (int k = 0; k < groups[i].Length; k++) Factor(x * z[i] * Doubled[i]);",
            f => f.x * f.g.Select((v, i) => 4 * v * v * f.groups[i].Length).Sum(), "int[] Doubled => g.Select(v => 2 * v).ToArray();"),
    ];

    private static readonly LanguageRow[] Texts =
    [
        Body("Factor(x * (n switch\n{\n    1 => 0.5, // one\n    4 => 2.0, /* {0} */\n    _ => 3,\n}));", f => 2 * f.x),
        Body("double v = 0.5; double z = - -v; Factor(x * z);", f => 0.5 * f.x),
        Value("x * Math.Floor(- - - c)", f => -2 * f.x),
        Value("x * Math.Floor(- c * - -c - -2)", f => 0 * f.x),
        Body("double z = -2; Factor(x * Math.Round(-z + - z));", f => 4 * f.x),
        Value("x * \"ab{0}{1}\".Length", f => 8 * f.x),
        Value("x * $\"{n}{{0}}{c:F1}\".Length", f => 7 * f.x),
        Value("x * $@\"{n}\n  {{1}}\".Length", f => 7 * f.x),
        Value("x * @\"a\n  b\".Length", f => 5 * f.x),
        Value("x * \"\"\"\n    raw {1}\n      \"x\"\n    \"\"\".Length", f => 13 * f.x),
        Value("x * $\"\"\"\n    {n}\n      \"x\"\n    \"\"\".Length", f => 7 * f.x),
        Value("x * Math.Floor(c // a comment\n    /* and\n another */ * 2)", f => 2 * f.x),
        Value("x * Math.Floor(c\n#if NEVER\n * 7\n#else\n * 4\n#endif\n)", f => 5 * f.x),
        Value("x * d.Select(model => model * c).Sum(memory => memory + c)", f => f.x * f.d.Sum(v => (v * 1.3) + 1.3)),
        Value("x * (from v in d where v > 0 select v * c).Count()", f => 3 * f.x),
        Value("x * new[] { 1.0, 2.0 }.Aggregate((u, v) => u * 10 + v)", f => 12 * f.x),
        Value("x * System.Math.Sign(global::System.Math.Abs(c))", f => f.x),
        Body("float z = 2; Factor(x * MathF.Sqrt(z * z));", f => 2 * f.x),
        Value("x * d.Max(v =>\n{\n    double w = v; // here\n    if (w < 0)\n        return -w;\n    return w;\n})", f => 2.1 * f.x),
    ];
}
