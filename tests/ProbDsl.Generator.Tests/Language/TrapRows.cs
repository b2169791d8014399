using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>C# that is easy to translate wrongly. Each row must be right, or refused with an error: never silently wrong.</summary>
internal static class TrapRows
{
    public static readonly LanguageRow[] All =
    [
        // Elements that change.
        Body("double[] z = new double[2]; z[0] = 1; Factor(z[0] * x); z[0] = 2; Factor(z[0] * x);", f => 3 * f.x),
        Body("double[] z = new double[2]; for (int i = 0; i < n; i++) { z[0] = d[i]; Factor(z[0] * h[i]); }", f => f.d.Zip(f.h, (u, v) => u * v).Sum()),
        Body("double[] z = new double[2]; for (int i = 0; i < n; i++) { z[0] += d[i]; Factor(z[0] * x); }", f => (f.d[0] * 4 + f.d[1] * 3 + f.d[2] * 2 + f.d[3]) * f.x),
        Body("int[] seen = new int[3]; for (int i = 0; i < n; i++) { seen[g[i]]++; Factor(seen[g[i]] * h[i]); }", f => f.h[0] + f.h[1] + f.h[2] + (2 * f.h[3])),
        Body("double[] z = new double[2]; z[0] = x; z[0] = z[0] * y; Factor(z[0]);", f => f.x * f.y),
        Body("double[] z = new double[2]; for (int i = 0; i < n; i++) z[0] += h[i]; Factor(z[0]);", f => f.h.Sum()),
        Body("double[] z = new double[3]; foreach (int i in Plate(n)) z[g[i]] += h[i]; Factor(z[2] * z[0]);", f => (f.h[0] + f.h[3]) * f.h[1]),
        Body("double[] z = new double[1]; for (int i = 0; i < n; i++) { z[0] = h[i] * x; Factor(z[0] * d[i]); }", f => f.h.Zip(f.d, (u, v) => u * v).Sum() * f.x),
        Body("double[] z = new double[2]; z[0] = x; double keep = z[0]; z[0] = y; Factor(keep * 2 + z[0]);", f => (2 * f.x) + f.y),
        Body("double[] z = new double[2]; z[1] = x; if (n > 3) z[1] = y; Factor(z[1]);", f => f.y),
        // Aliases.
        Body("double[] z = a; z[0] = x; Factor(a[0]);", f => f.x),
        Body("double[] u = new double[2]; double[] v = u; v[0] = x; Factor(u[0]);", f => f.x),
        Body("double[] u = new double[2]; double[] v = u; v[0] = 5; Factor(u[0] * x);", f => 5 * f.x),
        Body("double[] u = new double[2]; Fill(u); Factor(u[0] * u[1]);", f => f.x * f.y, "void Fill(double[] z) { z[0] = x; z[1] = y; }"),
        Body("double[] z = d; z[0] = 9; Factor(d[0] * x);", f => 9 * f.x),
        // Arrays with a second name since a choice, and rows that change afterwards.
        Body("double[] z = d; if (yes) z = new double[2]; z[0] = 5; Factor(z[0] * x + z.Length * y);", f => (5 * f.x) + (2 * f.y)),
        Body("double[] u = new double[3]; u[0] = 1; double[] z = n > 3 ? u : d; u[0] = 2; Factor(z[0] * x);", f => 2 * f.x),
        Body("double[] u = new double[3]; u[0] = x; double[] z = n > 3 ? u : a; u[1] = y; Factor(z[0] * z[1]);", f => f.x * f.y),
        Body("double[] z = n > 3 ? new double[2] : new double[3]; z[1] = 3; Factor(z[1] * x);", f => 3 * f.x),
        Body("double[] u = new double[2]; double[][] z = new double[2][]; z[0] = u; u[0] = 3; Factor(z[0][0] * x);", f => 3 * f.x),
        Body("double[] u = new double[2]; double[][] z = new double[n][]; for (int i = 0; i < n; i++) { u[0] = d[i]; z[i] = u; } Factor(z[0][0] * x);", f => f.d[3] * f.x),
        Body("double[][] z = new double[2][]; z[0] = [1, 2]; z[1] = z[0]; z[1][0] = 5; Factor(z[0][0] * x);", f => 5 * f.x),
        Body("double[] z = x > 0 ? a : h; Factor(z[1]);", f => f.x > 0 ? f.a[1] : f.h[1]),
        // Loops whose header does not tell all.
        Body("int k = 4; for (int i = 0; i < k; i++) { Factor(h[i]); k = 2; }", f => f.h[0] + f.h[1]),
        Body("for (int i = 0; i < n; i++) { Factor(h[i]); i++; }", f => f.h[0] + f.h[2]),
        Body("int i = 0; for (i = 1; i < 3; i++) Factor(h[i]); Factor(i * x);", f => f.h[1] + f.h[2] + (3 * f.x)),
        Body("for (int i = 0; i < n && i < 2; i++) Factor(h[i]);", f => f.h[0] + f.h[1]),
        Body("for (int i = 0; n > i; i++) Factor(h[i]);", f => f.h.Sum()),
        Body("for (long i = 0; i < n; i++) Factor(h[i]);", f => f.h.Sum()),
        Body("for (double v = 0; v < 2; v++) Factor(v * x);", f => f.x),
        Body("foreach (double[] row in jag) foreach (double v in row) Factor(v * x);", f => f.jag.Sum(r => r.Sum()) * f.x),
        Body("foreach (int k in new[] { 0, 2 }) Factor(a[k]);", f => f.a[0] + f.a[2]),
        Body("foreach ((int i, double v) in d.Index()) Factor(v * h[i]);", f => f.d.Zip(f.h, (u, v) => u * v).Sum()),
        Body("int k = 0; while (k < 2) { Factor(a[k]); k++; }", f => f.a[0] + f.a[1]),
        Body("Array.Sort(d); Factor(d[0] * x);", f => f.d.Min() * f.x),
        // References and side effects.
        Body("double z = x; Twice(ref z); Factor(z);", f => 2 * f.x, "static void Twice(ref double v) { v *= 2; }"),
        Body("Split(x, out double z); Factor(z);", f => f.x + 1, "static void Split(double v, out double w) { w = v + 1; }"),
        Body("Func<double, double> twice = v => 2 * v; Factor(twice(x));", f => 2 * f.x),
        Body("int k = 0; Factor(a[k++]); Factor(a[k]);", f => f.a[0] + f.a[1]),
        Body("double u, v; u = v = x; Factor(u + v);", f => 2 * f.x),
        Body("double z = 0; void Add(double v) { z += v; } Add(x); Add(y); Factor(z);", f => f.x + f.y),
        Body("counter = 0; Bump(); Bump(); Factor(counter * x);", f => 2 * f.x, "int counter; void Bump() => counter++;"),
        Body("(double u, double v) = (x, y); Factor(u - v);", f => f.x - f.y),
        Body("var pair = (x, y); Factor(pair.x * pair.y);", f => f.x * f.y),
        Body("double? z = x; Factor(z ?? 0);", f => f.x),
        Body("double z = x; { double w = z; z = w * 2; } Factor(z);", f => 2 * f.x),
        Body("string text = \"a\"; Factor(text.Length * x);", f => f.x),
        Body("checked { Factor(x * 2); }", f => 2 * f.x),
        Body("goto end; end: Factor(x);", f => f.x),
        // Returns in the middle.
        Body("Factor(First(h));", f => f.h[0], "static double First(double[] v) { foreach (double u in v) return u; return 0; }"),
        Body("Factor(Find(x));", f => 3, "static double Find(double v) { for (int i = 0; i < 5; i++) { if (i == 3) return i; } return v; }"),
        Body("Score(x); Score(-1);", f => f.x, "void Score(double v) { if (v == -1) return; Factor(v); }"),
        Body("Factor(Early(n));", f => f.y, "double Early(int k) { double z = x; if (k > 3) { z = y; return z; } z = s; return z; }"),
        Body("Factor(Nested(n));", f => f.x, "double Nested(int k) { if (k > 2) { if (k > 3) return x; } return y; }"),
        Body("Factor(Nested(x));",
            f => f.x > 0.2 ? (f.x > 0.5 ? 2 * f.x : 3 * f.x) : f.y, "double Nested(double v) { if (v > 0.2) { if (v > 0.5) return 2 * v; return 3 * v; } return y; }"),
        // Numbers.
        Body("int k = 7; Factor(k / 2 * x + (double)k / 2 * y);", f => (3 * f.x) + (3.5 * f.y)),
        Body("double z = x > 0.1 ? 1 : 0; Factor(z * y);", f => f.x > 0.1 ? f.y : 0),
        Body("bool up = x > 0.1; Factor(up ? y : s);", f => f.x > 0.1 ? f.y : f.s),
        Body("bool up = x > 0.1 == yes; Factor(up ? y : s);", f => f.x > 0.1 ? f.y : f.s),
        Body("Factor((x > 0.1 ? Math.Sqrt(x) : y));", f => f.x > 0.1 ? Math.Sqrt(f.x) : f.y),
        Body("Factor((x > 0.1 ? Math.Log(x) : y));", f => f.x > 0.1 ? Math.Log(f.x) : f.y),
        Body("Factor((x > 0.1 ? Math.Pow(x, y) : y));", f => f.x > 0.1 ? Math.Pow(f.x, f.y) : f.y),
        Body("if (x > 0.1) Factor(Gamma(2, 1).LogDensity(x)); else Factor(y);", f => f.x > 0.1 ? new Gamma(2, 1).LogDensity(f.x) : f.y),
        Body("for (int i = 0; i < n; i++) Factor(h[i] > 0 ? Math.Sqrt(h[i]) : h[i]);", f => f.h.Sum(v => v > 0 ? Math.Sqrt(v) : v)),
        Body("uint k = 3; Factor(k * x);", f => 3 * f.x),
        Body("Factor(x * (byte)3 + 'a' * y);", f => (3 * f.x) + (97 * f.y)),
        Body("Factor(Math.Max(0, x));", f => Math.Max(0, f.x)),
        Body("Factor(Math.Clamp(x, -0.5, 0.5));", f => Math.Clamp(f.x, -0.5, 0.5)),
        Body("Factor(Math.Max(n, 2) * x);", f => 4 * f.x),
        Body("Factor(-n / 3 * x);", f => -1 * f.x),
        Body("Factor(-n % 3 * x);", f => -1 * f.x),
        Body("Factor((n & 6) * x + (n << 1) * y);", f => (4 * f.x) + (8 * f.y)),
        Body("Factor(d[^1] * x);", f => f.d[3] * f.x),
        Body("Factor(a[^1]);", f => f.a[2]),
        Body("Factor(d[1..3].Sum() * x);", f => (f.d[1] + f.d[2]) * f.x),
        Body("Factor(n switch { > 3 => x, _ => y });", f => f.x),
        Body("Factor((n, yes) switch { (4, true) => x, _ => y });", f => f.x),
        Body("Factor(x is double ? x : y);", f => f.x),
        Body("Factor(jag.Length > 9 ? jag[9][0] : x);", f => f.x),
        Body("for (int i = 0; i < n; i++) Factor(i > 0 ? d[i - 1] * h[i] : x);", f => (f.d[0] * f.h[1]) + (f.d[1] * f.h[2]) + (f.d[2] * f.h[3]) + f.x),
        Body("for (int i = 0; i < n; i++) Factor(i > 0 ? h[i - 1] * h[i] : x);", f => (f.h[0] * f.h[1]) + (f.h[1] * f.h[2]) + (f.h[2] * f.h[3]) + f.x),
        Body("for (int i = 0; i < n; i++) { double z = i > 0 && d[i - 1] > 0 ? 1 : 2; Factor(z * h[i]); }",
            f => (2 * f.h[0]) + f.h[1] + (2 * f.h[2]) + f.h[3]),
        Body("for (int i = 0; i < jag.Length; i++) Factor(LogSumExp(jag[i].Append(0.0).ToArray()) * h[i]);",
            f => f.jag.Select((r, i) => LogSumExp([.. r, 0.0]) * f.h[i]).Sum()),
        Body("double total = 0; for (int i = 0; i < jag.Length; i++) { double sum = 0; for (int j = 0; j < jag[i].Length; j++) sum += jag[i][j] * x; total += Math.Exp(sum); } Factor(total);",
            f => f.jag.Sum(r => Math.Exp(r.Sum() * f.x))),
        Body("for (int i = 0; i < 0; i++) Factor(x); double sum = 0; for (int i = 0; i < 0; i++) sum += h[i]; Factor(sum + y);", f => f.y),
        Body("for (int i = 0; i < n; i++) for (int j = i; j < n; j += 2) Factor(h[i] * h[j] * d[j]);",
            f => Enumerable.Range(0, 4).Sum(i => Enumerable.Range(i, 4 - i).Where(j => (j - i) % 2 == 0).Sum(j => f.h[i] * f.h[j] * f.d[j]))),
        // Arrays that change hands.
        Body("double[] u = new double[2]; double[] v = new double[2]; u[0] = x; u[1] = y; v[0] = s; v[1] = p; double[] t = u; u = v; v = t; Factor(u[0] * 2 + v[1]);", f => (2 * f.s) + f.y),
        Body("double[] u = new double[2]; double[] v = new double[2]; u[0] = x; u[1] = y; for (int i = 0; i < n; i++) { v[0] = u[1] * d[i]; v[1] = u[0] + h[i]; double[] t = u; u = v; v = t; } Factor(u[0] * u[1]);", f =>
        {
            double u0 = f.x, u1 = f.y;
            for (int i = 0; i < 4; i++)
                (u0, u1) = (u1 * f.d[i], u0 + f.h[i]);
            return u0 * u1;
        }),
        Body("double[] u = new double[2]; double[] v = new double[2]; u[0] = 1; v[0] = 2; for (int i = 0; i < n; i++) { double[] t = u; u = v; v = t; u[0] += d[i]; } Factor(u[0] * x + v[0] * y);", f =>
        {
            double u = 1, v = 2;
            for (int i = 0; i < 4; i++)
            {
                (u, v) = (v, u);
                u += f.d[i];
            }
            return (u * f.x) + (v * f.y);
        }),
        Body("double[] z = yes ? a : h; Factor(z[0]);", f => f.a[0]),
        Body("double[] z = x > 0.2 ? a : new double[] { s, p, y }; Factor(z[0] + z[2]);", f => f.x > 0.2 ? f.a[0] + f.a[2] : f.s + f.y),
        Body("double[] z = a; if (n > 3) z = h; Factor(z[1]);", f => f.h[1]),
        Body("double[] z = a; for (int i = 0; i < 2; i++) if (i == 1) z = new double[] { x, y, s }; Factor(z[1]);", f => f.y),
        Body("double[][] z = new double[2][]; z[0] = a; z[1] = h; Factor(z[1][2]);", f => f.h[2]),
        Body("double[][] z = [[1, 2], [3]]; Factor(z[1][0] * x);", f => 3 * f.x),
        Body("double[,] z = new double[2, 2]; z[0, 1] = x; z[0, 1] += y; Factor(z[0, 1] + z[1, 1]);", f => f.x + f.y),
        Body("double[,] z = new double[2, 2]; z[0, 1] = 3; z[0, 1] *= 2; Factor(z[0, 1] * x);", f => 6 * f.x),
        Body("Vector<double> z = Vector<double>.Build.Dense(3); z[0] = 2; Factor(z[0] * x);", f => 2 * f.x),
        Body("Vector<double> z = Vector<double>.Build.Dense(3); z[0] = x; Factor(z[0]);", f => f.x),
        Body("Vector<double> z = w; z[0] = 5; Factor(z[0] * x + w[0] * y);", f => 5 * (f.x + f.y)),
        Body("Vector<double> z = w.Clone(); z[0] = 5; Factor(z[0] * x + w[0] * y);", f => (5 * f.x) + (f.w[0] * f.y)),
        Body("double[] z = Make(); Factor(z[0] * z[1]);", f => f.x * 2, "double[] Make() { var z = new double[2]; z[0] = x; z[1] = 2; return z; }"),
        Body("double[] z = Same(a); Factor(z[1]);", f => f.a[1], "static double[] Same(double[] v) => v;"),
        Body("double[] z = Either(n); Factor(z[1]);", f => f.a[1], "double[] Either(int k) { if (k > 3) return a; return h; }"),
        // Values at their time.
        Body("double z = x; double keep() => z; z = y; Factor(keep());", f => f.y),
        Body("double z = Scaled; Factor(z);", f => 2 * f.x, "double Scaled { get { double v = x; v *= 2; return v; } }"),
        Body("int k = 0; for (int i = 0; i < n; i++) { if (flags[i]) k = i; } Factor(h[k]);", f => f.h[3]),
        Body("int k = 0; for (int i = 0; i < n; i++) { Factor(h[k]); k = g[i]; }", f => f.h[0] + f.h[2] + f.h[0] + f.h[1]),
        Body("double z = 0; int count = 0; foreach (double v in d) { if (v > 0) { z += v * x; count += 1; } } Factor(z / count);", f => f.d.Where(v => v > 0).Average() * f.x),
        Body("double largest = double.NegativeInfinity; foreach (double v in a) largest = Math.Max(largest, v); Factor(largest);", f => f.a.Max()),
        Body("double lse = double.NegativeInfinity; foreach (double v in a) lse = LogSumExp(lse, v); Factor(lse);", f => LogSumExp(f.a)),
        Body("double z = 1; for (int i = 0; i < 60; i++) z *= 0.5 + 0.1 * Math.Sin(x + i); Factor(Math.Log(z));",
            f => Enumerable.Range(0, 60).Sum(i => Math.Log(0.5 + (0.1 * Math.Sin(f.x + i))))),
        Body("for (int i = 0; i < n; i++) { double z = 0; for (int j = 0; j <= i; j++) { z = 0.5 * z + h[j]; if (j == i) Factor(z * d[i]); } }", f =>
        {
            double sum = 0;
            for (int i = 0; i < 4; i++)
            {
                double z = 0;
                for (int j = 0; j <= i; j++)
                    z = (0.5 * z) + f.h[j];
                sum += z * f.d[i];
            }
            return sum;
        }),
        // Functions at their edges.
        Body("Factor(XLogY(0, x - 9));", f => 0),
        Body("Factor(Bernoulli(p).LogDensity(2) > double.NegativeInfinity ? x : y);", f => f.y),
        Body("Factor(Poisson(s).LogDensity(-1) < -5 ? x : y);", f => f.x),
        Body("Factor(x > 0.1 ? Exponential(1).LogDensity(x) : Exponential(1).LogDensity(0.1 - x + 0.01));", f => f.x > 0.1 ? -f.x : -(0.1 - f.x + 0.01)),
        Body("Factor(Math.Sqrt(Square(x - x) + s));", f => Math.Sqrt(f.s)),
        Body("Factor(Math.Abs(x - x) + y);", f => f.y),
        Body("Factor(Math.Pow(x, 0) + Math.Pow(x, 1) + Math.Pow(s, 0.5));", f => 1 + f.x + Math.Sqrt(f.s)),
        Body("Factor(LogSumExp(x, double.NegativeInfinity));", f => f.x),
        Body("Factor(Math.Log(Math.Exp(x)) + Math.Exp(Math.Log(s)) + Logit(Logistic(y)));", f => f.x + f.s + f.y),
        Body("Factor(Logistic(60 * x) + Log1pExp(60 * y) + Math.Log(Logistic(-40 + x)));", f => Logistic(60 * f.x) + Log1pExp(60 * f.y) - Log1pExp(40 - f.x)),
    ];
}
