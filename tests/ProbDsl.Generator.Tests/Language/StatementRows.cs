using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Statements: locals, loops, branches, helpers, arrays.</summary>
internal static class StatementRows
{
    public static IEnumerable<LanguageRow> All => [.. Locals, .. Loops, .. Sequences, .. Branches, .. Helpers, .. Arrays];

    private static readonly LanguageRow[] Locals =
    [
        Body("double z = x * 2; Factor(z + y);", f => (2 * f.x) + f.y),
        Body("double z = x; z += y; z *= 2; z -= s; z /= 4; Factor(z);", f => (((f.x + f.y) * 2) - f.s) / 4),
        Body("double z = x, v = z + y; Factor(z * v);", f => f.x * (f.x + f.y)),
        Body("double z; z = x; z = z * z; Factor(z);", f => f.x * f.x),
        Body("int k = 1; k++; k += 1; --k; Factor(k * x);", f => 2 * f.x),
        Body("var z = x; { double inner = z + 1; z = inner; } Factor(z);", f => f.x + 1),
        Body("const double Two = 2; Factor(Two * x);", f => 2 * f.x),
        Body("double[] z = a; Factor(z[1]);", f => f.a[1]),
        Body("bool positive = n > 3; Factor(positive ? x : y);", f => f.x),
        Body("Factor(x); Factor(y); Factor(x * y);", f => f.x + f.y + (f.x * f.y)),
        Body("_ = x + 1; Factor(x);", f => f.x),
        Body("double z = x; double keep = z; z = y; Factor(keep * 3 + z);", f => (3 * f.x) + f.y),
    ];

    private static readonly LanguageRow[] Loops =
    [
        Body("for (int i = 0; i < n; i++) Factor(h[i] * d[i]);", f => f.h.Zip(f.d, (u, v) => u * v).Sum()),
        Body("foreach (int i in Plate(n)) Factor(h[i] * h[i]);", f => f.h.Sum(v => v * v)),
        Body("foreach (int i in Minibatch(n)) Factor(h[i] * h[i]);", f => f.h.Sum(v => v * v)),
        Body("foreach (int i in Enumerable.Range(1, 2)) Factor(a[i]);", f => f.a[1] + f.a[2]),
        Body("foreach (double v in d) Factor(v * x);", f => f.d.Sum() * f.x),
        Body("foreach (double v in a) Factor(v * v);", f => f.a.Sum(v => v * v)),
        Body("foreach (int k in g) Factor(a[k] * x);", f => f.g.Sum(k => f.a[k]) * f.x),
        Body("for (int i = 1; i <= 2; i++) Factor(i * a[i]);", f => f.a[1] + (2 * f.a[2])),
        Body("for (int i = 2; i >= 0; i--) Factor((i + 1) * a[i]);", f => f.a[0] + (2 * f.a[1]) + (3 * f.a[2])),
        Body("for (int i = 2; i > 0; --i) Factor(a[i]);", f => f.a[1] + f.a[2]),
        Body("for (int i = 0; i < n; i += 2) Factor(h[i]);", f => f.h[0] + f.h[2]),
        Body("for (int i = 3; i > 0; i -= 2) Factor(h[i]);", f => f.h[1] + f.h[3]),
        Body("for (int i = 5; i < n; i++) Factor(x); Factor(y);", f => f.y),
        Body("for (int i = 0; i < n; i++) for (int j = 0; j < 3; j++) Factor(X[i, j] * a[j] * h[i]);",
            f => Enumerable.Range(0, 4).Sum(i => Enumerable.Range(0, 3).Sum(j => f.X[i, j] * f.a[j] * f.h[i]))),
        Body("for (int i = 0; i < 3; i++) for (int j = 0; j < i; j++) Factor(a[i] * a[j]);", f => (f.a[1] * f.a[0]) + (f.a[2] * f.a[0]) + (f.a[2] * f.a[1])),
        Body("for (int i = 0; i < jag.Length; i++) for (int j = 0; j < jag[i].Length; j++) Factor(jag[i][j] * h[i]);",
            f => f.jag.Select((row, i) => row.Sum() * f.h[i]).Sum()),
        Body("for (int i = 0; i < groups.Length; i++) foreach (int k in groups[i]) Factor(a[k] * h[i]);",
            f => f.groups.Select((row, i) => row.Sum(k => f.a[k]) * f.h[i]).Sum()),
        Body("double sum = 0; for (int i = 0; i < n; i++) sum += h[i] * d[i]; Factor(sum * sum);",
            f => Math.Pow(f.h.Zip(f.d, (u, v) => u * v).Sum(), 2)),
        Body("double sum = x; foreach (int i in Plate(n)) sum -= h[i]; Factor(Math.Exp(sum));", f => Math.Exp(f.x - f.h.Sum())),
        Body("double product = 1; for (int i = 0; i < 3; i++) product *= a[i]; Factor(product);", f => f.a[0] * f.a[1] * f.a[2]),
        Body("for (int i = 0; i < n; i++) { double mean = x; for (int j = 0; j < 3; j++) mean += X[i, j] * a[j]; Factor(mean * mean * d[i]); }",
            f => Enumerable.Range(0, 4).Sum(i => f.d[i] * Math.Pow(f.x + Enumerable.Range(0, 3).Sum(j => f.X[i, j] * f.a[j]), 2))),
        Body("for (int i = 0; i < n; i++) Factor(Normal(a[g[i]] + x * d[i], s).LogDensity(d[i]));",
            f => Enumerable.Range(0, 4).Sum(i => new Normal(f.a[f.g[i]] + (f.x * f.d[i]), f.s).LogDensity(f.d[i]))),
        Body("for (int i = 0; i < n; i++) Factor(LogSumExp(Math.Log(p) + a[g[i]], Log1p(-p) + x * d[i]));",
            f => Enumerable.Range(0, 4).Sum(i => LogSumExp(Math.Log(f.p) + f.a[f.g[i]], Log1p(-f.p) + (f.x * f.d[i])))),
        Body("for (int i = 0; i < n; i++) { double[] terms = new double[3]; for (int k = 0; k < 3; k++) terms[k] = a[k] * d[i]; Factor(LogSumExp(terms)); }",
            f => f.d.Sum(v => LogSumExp(f.a.Select(u => u * v).ToArray()))),
        Body("for (int i = 0; i < n; i++) Factor(i * x + i);", f => (6 * f.x) + 6),
        // Sums of several kinds in one row: a product with a matrix, a choice on data, two latents in one sum.
        Body("for (int i = 0; i < n; i++) { double u = 0; double v = 0; double z = 0; for (int j = 0; j < 3; j++) { u += X[i, j] * a[j]; if (X[i, j] > 0.3) v += b[j]; z += X[i, j] * Math.Sin(a[j] - b[j]); } Factor(u * v + Square(z) * d[i]); }",
            f => Enumerable.Range(0, 4).Sum(i =>
            {
                double Over(Func<int, double> value) => Enumerable.Range(0, 3).Sum(value);
                return (Over(j => f.X[i, j] * f.a[j]) * Over(j => f.X[i, j] > 0.3 ? f.b[j] : 0)) + (Math.Pow(Over(j => f.X[i, j] * Math.Sin(f.a[j] - f.b[j])), 2) * f.d[i]);
            })),
        Body("for (int i = 0; i < n; i++) { double u = 0; for (int j = 0; j < a.Length; j++) if (X[i, j] > 0.3) u += a[j]; Factor(Math.Tanh(u) * d[i]); }",
            f => Enumerable.Range(0, 4).Sum(i => Math.Tanh(Enumerable.Range(0, 3).Sum(j => f.X[i, j] > 0.3 ? f.a[j] : 0)) * f.d[i])),
        Body("for (int i = 0; i < n; i++) { double u = 0; for (int j = 0; j < 3; j++) if (j > 0) u += a[j - 1]; Factor(Math.Tanh(u) * d[i]); }",
            f => f.d.Sum() * Math.Tanh(f.a[0] + f.a[1])),
        Body("foreach (int i in Plate(n)) { if (g[i] == 2) Factor(x * d[i]); else Factor(y * d[i]); }",
            f => Enumerable.Range(0, 4).Sum(i => (f.g[i] == 2 ? f.x : f.y) * f.d[i])),
        Body("for (int i = 0; i < 40; i++) Factor(Math.Cos(x * i) * Math.Sin(y + i));", f => Enumerable.Range(0, 40).Sum(i => Math.Cos(f.x * i) * Math.Sin(f.y + i))),
        Body("for (int i = 0; i < n * 5; i++) Factor(Math.Exp(x - h[i % n]) / (1 + i));", f => Enumerable.Range(0, 20).Sum(i => Math.Exp(f.x - f.h[i % 4]) / (1 + i))),
    ];

    private static readonly LanguageRow[] Sequences =
    [
        Body("double z = x; for (int i = 0; i < n; i++) z = Math.Tanh(z * y + d[i]); Factor(z);",
            f => f.d.Aggregate(f.x, (z, v) => Math.Tanh((z * f.y) + v))),
        Body("double z = 0; for (int i = 0; i < n; i++) { z = 0.5 * z + h[i]; Factor(-z * z); }", f =>
        {
            double z = 0, sum = 0;
            for (int i = 0; i < 4; i++)
            {
                z = (0.5 * z) + f.h[i];
                sum -= z * z;
            }
            return sum;
        }),
        Body("double u = x; double v = y; for (int i = 0; i < n; i++) { double next = u + 0.1 * v; v = v - 0.1 * Math.Sin(u); u = next; } Factor(u * v);", f =>
        {
            double u = f.x, v = f.y;
            for (int i = 0; i < 4; i++)
            {
                double next = u + (0.1 * v);
                v -= 0.1 * Math.Sin(u);
                u = next;
            }
            return u * v;
        }),
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) z[i] = y * z[i - 1] + d[i]; Factor(z[3] + z[2] * z[1]);", f =>
        {
            double[] z = new double[4];
            z[0] = f.x;
            for (int i = 1; i < 4; i++)
                z[i] = (f.y * z[i - 1]) + f.d[i];
            return z[3] + (z[2] * z[1]);
        }),
        Body("double[] z = new double[n]; for (int i = n - 1; i >= 0; i--) z[i] = h[i] + (i + 1 < n ? 0.5 * z[i + 1] : 0); foreach (int i in Plate(n)) Factor(z[i] * z[i]);", f =>
        {
            double[] z = new double[4];
            for (int i = 3; i >= 0; i--)
                z[i] = f.h[i] + (i + 1 < 4 ? 0.5 * z[i + 1] : 0);
            return z.Sum(v => v * v);
        }),
        Body("double[] z = a; for (int i = 0; i < n; i++) { double[] next = new double[3]; for (int k = 0; k < 3; k++) next[k] = Math.Tanh(z[k] + z[(k + 1) % 3] * d[i]); z = next; } Factor(z[0] + z[1] * z[2]);", f =>
        {
            double[] z = f.a;
            for (int i = 0; i < 4; i++)
                z = [.. Enumerable.Range(0, 3).Select(k => Math.Tanh(z[k] + (z[(k + 1) % 3] * f.d[i])))];
            return z[0] + (z[1] * z[2]);
        }),
        // Once failed: the difference of two sums in the derivative of LogSumExp had no parentheses.
        Body("double[] z = a; for (int i = 0; i < n; i++) { double[] next = new double[3]; for (int k = 0; k < 3; k++) next[k] = LogSumExp(z[k] + a[k], z[2 - k] + h[k]); z = next; } Factor(z[0]);", f =>
        {
            double[] z = f.a;
            for (int i = 0; i < 4; i++)
                z = [.. Enumerable.Range(0, 3).Select(k => LogSumExp(z[k] + f.a[k], z[2 - k] + f.h[k]))];
            return z[0];
        }),
        Body("double best = x; for (int i = 0; i < n; i++) best = Math.Max(best, h[i]); Factor(best);", f => Math.Max(f.x, f.h.Max())),
        Body("for (int i = 0; i < 3; i++) { double z = a[i]; for (int j = 0; j < n; j++) z = z * 0.5 + Math.Sin(z) * d[j]; Factor(z); }", f =>
            f.a.Sum(v => f.d.Aggregate(v, (z, w) => (z * 0.5) + (Math.Sin(z) * w)))),
        Body("int last = -1; double z = 0; for (int i = 0; i < n; i++) { if (d[i] > 0) { z += (i - last) * h[i]; last = i; } } Factor(z);", f =>
        {
            int last = -1;
            double z = 0;
            for (int i = 0; i < 4; i++)
            {
                if (f.d[i] > 0)
                {
                    z += (i - last) * f.h[i];
                    last = i;
                }
            }
            return z;
        }),
        Body("double z = 0; for (int i = 0; i < n; i++) { z = z * z + x; } Factor(z); for (int i = 0; i < 2; i++) { z = z - y; } Factor(z);", f =>
        {
            double z = 0;
            for (int i = 0; i < 4; i++)
                z = (z * z) + f.x;
            return z + (z - (2 * f.y));
        }),
        Body("double[] z = new double[n]; double carry = x; for (int i = 0; i < n; i++) { carry = carry * 0.9 + h[i]; z[i] = carry; } foreach (int i in Plate(n)) Factor(Normal(z[i], s).LogDensity(d[i]));", f =>
        {
            double carry = f.x, sum = 0;
            for (int i = 0; i < 4; i++)
            {
                carry = (carry * 0.9) + f.h[i];
                sum += new Normal(carry, f.s).LogDensity(f.d[i]);
            }
            return sum;
        }),
    ];

    private static readonly LanguageRow[] Branches =
    [
        Body("double z; if (n > 3) z = x; else z = y; Factor(z);", f => f.x),
        Body("double z = x; if (n > 5) z = y; Factor(z);", f => f.x),
        Body("double z = x; if (n > 3) { z = y; z *= 2; } Factor(z);", f => 2 * f.y),
        Body("double z = 0; if (yes) z = x; else if (n > 2) z = y; else z = s; Factor(z);", f => f.x),
        Body("double z = x; if (x > 0.1) z = y; Factor(z * s);", f => (f.x > 0.1 ? f.y : f.x) * f.s),
        Body("if (x > 0.1) Factor(y); else Factor(s);", f => f.x > 0.1 ? f.y : f.s),
        Body("if (x > 0.1) { if (y > 0.2) Factor(s); } Factor(p);", f => (f.x > 0.1 && f.y > 0.2 ? f.s : 0) + f.p),
        Body("for (int i = 0; i < n; i++) { double z = h[i]; if (flags[i]) z = -z; else { z = z * 2; } Factor(z); }",
            f => Enumerable.Range(0, 4).Sum(i => f.flags[i] ? -f.h[i] : 2 * f.h[i])),
        Body("for (int i = 0; i < n; i++) { if (i == 0) continue_(x); else Factor(h[i - 1] * h[i]); } void continue_(double v) => Factor(v);",
            f => f.x + (f.h[0] * f.h[1]) + (f.h[1] * f.h[2]) + (f.h[2] * f.h[3])),
        Body("double[] z = yes ? a : new double[] { x, y, s }; Factor(z[1]);", f => f.a[1]),
        Body("int k = yes ? 2 : 0; Factor(a[k]);", f => f.a[2]),
        Body("for (int i = 0; i < n; i++) { if (i > 0) { double v = h[i] - h[i - 1]; Factor(-v * v); } }",
            f => -Enumerable.Range(1, 3).Sum(i => Math.Pow(f.h[i] - f.h[i - 1], 2))),
    ];

    private static readonly LanguageRow[] Helpers =
    [
        Body("Factor(Double(x));", f => 2 * f.x, "static double Double(double v) => 2 * v;"),
        Body("Factor(Double(Double(x)) + Double(y));", f => (4 * f.x) + (2 * f.y), "static double Double(double v) { double w = v; w += v; return w; }"),
        Body("Factor(Shift(x));", f => f.x + f.y, "double Shift(double v) => v + y;"),
        Body("Factor(Total(h));", f => f.h.Sum(), "static double Total(double[] v) { double sum = 0; foreach (double u in v) sum += u; return sum; }"),
        Body("Factor(Total(h, 2));",
            f => f.h[0] + f.h[1], "static double Total(double[] v, int count) { double sum = 0; for (int i = 0; i < count; i++) sum += v[i]; return sum; }"),
        Body("double[] z = Doubled(h); Factor(z[2] * z[0]);", f => 4 * f.h[2] * f.h[0],
            "static double[] Doubled(double[] v) { double[] result = new double[v.Length]; for (int i = 0; i < v.Length; i++) result[i] = 2 * v[i]; return result; }"),
        Body("double[] z = Doubled(d); Factor(z[2] * x);", f => 2 * f.d[2] * f.x,
            "static double[] Doubled(double[] v) { double[] result = new double[v.Length]; for (int i = 0; i < v.Length; i++) result[i] = 2 * v[i]; return result; }"),
        Body("foreach (int i in Plate(n)) Factor(Score(i));", f => Enumerable.Range(0, 4).Sum(i => new Normal(f.x, f.s).LogDensity(f.d[i])),
            "double Score(int i) => Normal(x, s).LogDensity(d[i]);"),
        Body("Factor(Piecewise(x));", f => f.x > 0.3 ? f.x : 2 * f.x, "static double Piecewise(double v) { if (v > 0.3) return v; return 2 * v; }"),
        Body("Factor(Piecewise(n));", f => 1 * f.x, "double Piecewise(int k) { if (k > 3) return x; else return y; }"),
        Body("Factor(Area(height: y, width: x));", f => f.x - (2 * f.y), "static double Area(double width, double height) => width - 2 * height;"),
        Body("Factor(Scaled(x) + Scaled(x, 3));", f => (2 * f.x) + (3 * f.x), "static double Scaled(double v, double by = 2) => v * by;"),
        Body("double Local(double v) => v * y; Factor(Local(x));", f => f.x * f.y),
        Body("double Local(double v) { double w = v; for (int i = 0; i < 2; i++) w = w * w; return w; } Factor(Local(x));", f => Math.Pow(f.x, 4)),
        Body("Factor(Outer.Bend(x));",
            f => Math.Exp(-f.x) + 1, "}\npublic static class Outer { public static double Bend(double v) => Math.Exp(-v) + One; const double One = 1;"),
        Body("Factor(x.Squared());", f => f.x * f.x, "}\npublic static class Extensions { public static double Squared(this double v) => v * v;"),
        Body("Add(x); Add(y);", f => f.x + f.y, "void Add(double v) => Factor(v);"),
        Body("Factor(Quadratic(b));", f => f.b * f.X.Row(0) * (f.b * f.X.Row(0)), "double Quadratic(Vector<double> v) { double z = X.Row(0) * v; return z * z; }"),
        Body("Factor(Id(x) * Id(2));", f => 2 * f.x, "static T Id<T>(T v) => v;"),
    ];

    private static readonly LanguageRow[] Arrays =
    [
        Body("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = a[i] * x; Factor(z[0] + z[1] * z[2]);", f => (f.a[0] * f.x) + (f.a[1] * f.a[2] * f.x * f.x)),
        Body("double[] z = new double[3]; z[1] = x; Factor(z[0] + z[1] + z[2] + y);", f => f.x + f.y),
        Body("double[,] z = new double[2, 3]; for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) z[i, j] = L[i, j] * q[i, j]; Factor(z[0, 1] * z[1, 2]);",
            f => f.L[0, 1] * f.q[0, 1] * f.L[1, 2] * f.q[1, 2]),
        Body("double[] z = [x, y, s]; Factor(z[0] * z[1] * z[2]);", f => f.x * f.y * f.s),
        Body("double[] z = { x, y }; Factor(z[0] * z[1] * z.Length);", f => f.x * f.y * 2),
        Body("double[] z = new double[n]; foreach (int i in Plate(n)) z[i] = x + h[i]; double sum = 0; foreach (double v in z) sum += v * v; Factor(sum);",
            f => f.h.Sum(v => Math.Pow(f.x + v, 2))),
        Body("double[] z = new double[3]; for (int k = 0; k < 3; k++) z[k] = a[k]; foreach (int i in Plate(n)) Factor(z[g[i]] * d[i]);",
            f => Enumerable.Range(0, 4).Sum(i => f.a[f.g[i]] * f.d[i])),
        Body("int[] order = new int[3]; for (int k = 0; k < 3; k++) order[k] = 2 - k; Factor(a[order[0]] * x);", f => f.a[2] * f.x),
        Body("Vector<double> z = X * b; Vector<double> e = z.PointwiseExp(); Factor(e.Sum() + z[0]);", f => (f.X * f.b).PointwiseExp().Sum() + (f.X * f.b)[0]),
        Body("Vector<double> eta = X * b + x; foreach (int i in Plate(n)) Factor(BernoulliLogits(eta[i]).LogDensity(i % 2));",
            f => Enumerable.Range(0, 4).Sum(i => new BernoulliLogits((f.X * f.b)[i] + f.x).LogDensity(i % 2))),
        Body("Matrix<double> K = L * L.Transpose(); Factor(K[0, 0] * K[1, 1] - K[0, 1] * K[1, 0]);", f =>
        {
            var k = f.L * f.L.Transpose();
            return (k[0, 0] * k[1, 1]) - (k[0, 1] * k[1, 0]);
        }),
        Body("double[] z = Softmax(h); foreach (int i in Plate(n)) Factor(Math.Log(z[i]) * d[i]);", f => Softmax(f.h).Select((v, i) => Math.Log(v) * f.d[i]).Sum()),
        Body("double[] z = new double[3]; z[0] = x; z[1] = z[0] * y; z[2] = z[1] + z[0]; Factor(z[2]);", f => (f.x * f.y) + f.x),
        Body("double[] u = new double[3]; double[] v = new double[3]; for (int i = 0; i < 3; i++) { u[i] = a[i] + x; v[i] = u[i] * u[i]; } Factor(v.Sum());",
            f => f.a.Sum(v => Math.Pow(v + f.x, 2))),
    ];
}
