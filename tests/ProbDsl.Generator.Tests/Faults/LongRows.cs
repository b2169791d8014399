using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Values that share parts of parts: chains of choices, and helpers that call helpers. Each is computed once, and its derivative is right.</summary>
internal static class LongRows
{
    private static string Lines(int count, Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));

    private static string Helpers(int count, string first, Func<int, string> next) => first + "\n" + Lines(count, k => next(k + 1));

    public static readonly PlainRow[] All =
    [
        Row("double u = x;\n" + Lines(12, k => $"if (d[{k % 4}] > {k % 3} - 0.5) u = u * 0.5; else u += a[{k % 3}] * y;") + "\nFactor(u);"),
        Row("double u = x;\n" + Lines(40, k => $"u = d[{k % 4}] > {k % 3} - 0.5 ? u * 0.9 : u + a[{k % 3}];") + "\nFactor(u * y);"),
        Row("for (int i = 0; i < n; i++) { double u = x;\n" + Lines(12, k => $"if (d[i] > {k % 4} - 1.5) u = u * 0.5 + h[i]; else u += a[g[i]];") + "\nFactor(u); }"),
        Row("for (int i = 0; i < n; i++) { double u = x;\n" + Lines(30, k => $"if (d[i] > {k % 4} - 1.5) u = u * 0.9 * d[i] + h[i]; else u += a[g[i]] * y;") + "\nFactor(Math.Tanh(u) * d[i]); }"),
        Row("double u = x;\n" + Lines(25, k => $"if (y > {k % 3} - 1.5) u = u * 0.5 + {k}; else u += a[{k % 3}];") + "\nFactor(u * s);"),
        Row("double u = x;\n" + Lines(12, k => $"u = x > {k % 3} - 1.5 ? Math.Sqrt(x + 1.5 - {k % 3}) + 0.1 * u : u + a[{k % 3}] * y;") + "\nFactor(u * s);"),
        Row("foreach (int i in Plate(n)) Factor(g[i] switch { 0 => x, 1 => y, 2 => Math.Exp(0.1 * x), 3 => s, 4 => p, 5 => a[0], 6 => a[1], 7 => a[2], 8 => h[i], 9 => x * y, 10 => y * s, _ => p * s } * d[i]);"),
        Row("Factor(F14(x));", Helpers(14, "static double F0(double v) => 0.001 * v * v + 0.01;", k => $"static double F{k}(double v) => F{k - 1}(v) + F{k - 1}(v);")),
        Row("Factor(F14(x) * F14(y));", Helpers(14, "double F0(double v) => 0.01 * Math.Sin(v + y);", k => $"double F{k}(double v) => F{k - 1}(v) * 0.9 - F{k - 1}(v + 0.1) * p + F{k - 1}(x);")),
        Row("for (int i = 0; i < n; i++) Factor(F12(d[i] * x) * (yes ? F12(y) : 0));", Helpers(12, "double F0(double v) { double w = v * x; return w * 0.1; }", k => $"double F{k}(double v) {{ double b = F{k - 1}(v), c = F{k - 1}(v); if (b > 100) return b; return 0.6 * (b + c) - 0.1 * F{k - 1}(v); }}")),
        // One call in a side that data choose, and the same after it.
        Row("for (int i = 0; i < n; i++) { double u = flags[i] ? G(x, i) : 0.5; Factor(u + G(x, i) * d[i]); }", "double G(double v, int i) { double w = 0; for (int k = 0; k < 3; k++) w += a[k] * v * X[i, k]; return Math.Tanh(w); }"),
        // What a call reads has another value the next time.
        Row("double[] z = new double[2]; z[0] = G(x); double u = 0; for (int k = 0; k < 3; k++) { u = G(u + a[k]); Factor(G(u) * z[0]); }", "double G(double v) { double w = v; w = w * 0.5 + y; return w; }"),
    ];
}
