using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Where values of the data part are made, and where they are read: found by random models.</summary>
internal static class PlaceRows
{
    private const string Square = "[Data] Matrix<double> S3 = Matrix<double>.Build.Dense(3, 3, (i, j) => 0.3 * i - 0.2 * j);";

    public static IEnumerable<PlainRow> All { get; } =
    [
        // The locals of a helper that was inlined before mean nothing to a branch that calls it again.
        Row("for (int i = 0; i < n; i++) Factor(H(h[i], i)); if (yes) Factor(H(y, 0));", "double H(double v, int k) => v * d[k];"),
        Row("double u = 0; for (int i = 0; i < 3; i++) u = Math.Tanh(u * H(x, i) + y); for (int i = 0; i < n; i++) if (flags[i]) Factor(H(h[i], 0) * u);", "double H(double v, int k) { double v2 = v * d[k]; return v2 + k; }"),
        Row("for (int i = 0; i < n; i++) Factor(H(h[i])); if (n > 3) Factor(H(y)); else Factor(x);", "double H(double v) { double u = v; foreach (int k in Plate(3)) u += a[k] * v; return u; }"),
        Row("for (int i = 0; i < n; i++) Factor(H(h[i], d)); Factor(K(y));", "double H(double v, double[] z) { for (int k = 0; k < 3; k++) v = v * 0.5 + z[k] * a[k]; return v; } double K(double v) { if (yes) return H(v, d); return v; }"),
        Row("for (int i = 0; i < n; i++) { void Add(double v) { double v2 = v * v; Factor(v2 * d[i]); } Add(h[i]); if (flags[i]) Add(x); }"),
        Row("for (int i = 0; i < n; i++) Factor(a.Sum(v => { double k = v * d[i]; return k > 0 ? k : -k; })); if (yes) Factor(a.Sum(v => { double k = v * 2; return k > 0 ? k : -k; }));"),
        // A sequence that a helper returns has the values of its own call.
        Row("Factor(H(2.0).Zip(H(3.0), (v, k) => v * k).Sum());", "IEnumerable<double> H(double k) => a.Select(v => v * k);"),
        // A sum keeps the place at which it stands, wherever it is read first.
        Row("double u = x; foreach (int i in Plate(3)) if (d[i] > 0.5) u += Normal(0.5, 0.5).LogDensity(t[1, i]); for (int i = 0; i < n; i++) Factor(u * h[i]); Factor(Math.Sin(u));"),
        Row("double u = x; foreach (int i in Plate(3)) if (d[0] > 0) u += Normal(0.5, 0.5).LogDensity(X[g[i], 0]); foreach (int i in Plate(n)) { double[] z = new double[2]; for (int k = 0; k < 2; k++) z[k] = u * d[k]; Factor(LogSumExp(z)); } Factor(u * u);"),
        Row("double u = 0.5; for (int i = 0; i < 3; i++) u -= g[i] switch { 0 => 0.5, 1 => x, _ => t[0, i] }; double[] z = new double[n]; for (int i = n - 1; i >= 0; i--) z[i] = u; Factor(Math.Sin(u) * z[1] + z[0] * z[2]);"),
        Row("double u = 0.5; for (int i = n - 1; i >= 0; i--) if (d[i] > 0) u -= Normal(0.5, s + 1).LogDensity(n * 0.1 + i); foreach (int i in Plate(n)) Factor(Math.Exp(0.1 * (x > 0.5 ? d[i] : u))); Factor(u);"),
        // Inside a loop a sum's data are set in each branch that needs them: the first one may never run.
        Row("for (int i = 1; i >= 0; i--) Factor(LogSumExp(H(i), i > 1 ? x : y));", "double H(int k) { double u = c; for (int j = 1; j >= 0; j--) u -= LogSumExp(a[0], d[(n + 2) % 3]); return LogSumExp(d[(k + 1) % 2] / c, d[n - 2] - u); }"),
        Row("for (int i = 0; i < n; i++) { double u = 0; for (int j = 0; j < 3; j++) u += Math.Exp(a[j] * d[n - 2]); if (d[i] > 9) Factor(u * h[i]); else Factor(Math.Sin(u) * h[i]); }"),
        Row("double u = 0; for (int j = 0; j < 3; j++) u += Math.Exp(a[j] * d[n - 2]); for (int i = 0; i < n; i++) if (d[i] > 9) Factor(u * h[i]); Factor(Math.Sin(u));"),
        // Where a choice leaves out what makes an array, its size is not looked at.
        Row("double[] z = new double[2]; for (int i = 0; i < 2; i++) z[i] = flags[i] ? 0.5 * y : H(x); Factor(z[0] * z[1]);", "double H(double v) { var z = Vector<double>.Build.DenseOfArray(d) - Vector<double>.Build.Dense(4, k => v); return z[0]; }"),
        Row("double v; if (yes) v = y; else v = H(x); Factor(v * v);", "double H(double v) { var z = Vector<double>.Build.DenseOfArray(d) - Vector<double>.Build.Dense(4, k => v); return z[1]; }"),
        Row("double[] z = new double[2]; for (int i = 0; i < 2; i++) z[i] = flags[i] ? H(x) : 0.5 * y; Factor(z[0] * z[1]);", "double H(double v) { var z = Vector<double>.Build.DenseOfArray(d) - Vector<double>.Build.Dense(4, k => v); return z[n - 2]; }"),
        Row("double[] z = new double[2]; for (int i = 0; i < 2; i++) z[i] = flags[i + 1] ? H(x) : 0.5 * y; Factor(z[0] * z[1]);", "double H(double v) { var z = Vector<double>.Build.DenseOfArray(d) - Vector<double>.Build.Dense(4, k => v); return z.Average() + z[n - 2]; }"),
        // What a group's rows add up to is no value outside the rows.
        Row("for (int i = 0; i < n; i++) Factor(x > 0.17 ? a[g[i]] : d[i]);"),
        Row("for (int i = 0; i < n; i++) Factor(g[i] switch { 0 => X[0, 1], 1 => Math.Max(x, 0.5), _ => x > 0.17 ? q[0, g[i]] : i * 0.1 });"),
        // What a sum within a sum reads from outside both has the derivatives of all their terms, and its data a place.
        Row("Factor(Math.Sin((X * X.Row(1)) * (X * (s * X.Row(0)))));"),
        Row("Factor(Math.Sin((X * b) * (X * (p * X.Row(0)))));"),
        Row("for (int i = 0; i < n; i++) { double k = Math.Exp(h[i]); Factor(Math.Sin((X * b) * (X * (k * X.Row(0))))); }"),
        Row("double u = x; for (int i = 0; i < 3; i++) u = Math.Tanh(u * ((X * X.Row(i)) * (X * (n * 0.1 * Vector<double>.Build.Dense(3, k => s))))); Factor(u);"),
        Row("double u = x; for (int i = 0; i < 3; i++) u = Math.Tanh(u * ((X * X.Row(i)) * (X * (d[i] * 0.1 * Vector<double>.Build.Dense(3, k => y))))); Factor(u);"),
        // What a sum within a sum binds of the outer index alone changes with that index.
        Row("double u = 0.5; for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) u += i <= 1 ? x : y; Factor(Math.Sin(u));"),
        Row("double u = 0.5; for (int i = 0; i < 3; i++) { double v = 0.5; for (int j = 0; j < 4; j++) v -= i <= 1 ? a[i] : 0.5; u += v; } Factor(Math.Sin(u));"),
        Row("double u = 0.5; for (int i = 0; i < 3; i++) { double v = 0.5; for (int j = 0; j < 4; j++) if (d[i] > 0) v += a[0]; u += v; } Factor(Math.Sin(u));"),
        Row("double u = 0.5; for (int i = 0; i < 3; i++) { double v = 0.5; for (int j = 0; j < 4; j++) for (int k = j + 1; k < 4; k++) v += d[i] > 0 ? x : y; u += v * d[i]; } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { double k = d[i] * 2; double v = k + 1; if (v > 1) u += Math.Exp(0.1 * v * x); else u += a[i]; } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { double k = 0; for (int l = 0; l < i; l++) k += d[l]; u += Math.Exp(0.1 * k * x); } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { double k = 0; if (g[i] > 0) k = d[j]; else k = d[i]; u += Math.Exp(0.1 * k * x); } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { double[] k = new double[2]; k[0] = d[i]; k[1] = d[i] * d[i]; u += Math.Exp(0.1 * k[1] * x); } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) { double k = d[i]; for (int j = 0; j < 3; j++) { k *= 0.5; u += Math.Exp(k * x); } } Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) u += a.Sum(v => { double k = d[i] * 2; return i > 1 ? k * x : k * k * y; }); Factor(Math.Sin(u));"),
        Row("for (int m = 0; m < n; m++) { double u = h[m]; for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) u += i <= 1 ? x : y; Factor(Math.Sin(u)); }"),
        Row("for (int m = 0; m < n; m++) { double u = h[m]; for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) { double k = d[m] * i; u += k > 0.5 ? k * x : y; } Factor(Math.Sin(u)); }"),
        Row("double u = x; for (int m = 0; m < n; m++) { double w = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 4; j++) { double k = d[m] * i; w += k > 0.5 ? k * x : y; } u = Math.Tanh(u + w); } Factor(u);"),
        Row("double u = 0; for (int i = 0; i < 3; i++) for (int j = 0; j < 2; j++) for (int l = 0; l < 2; l++) { double k = d[i] + j; u += i + j > 1 ? k * x : k * y * a[i]; } Factor(Math.Sin(u));"),
        Row("double[] z = new double[3]; for (int i = 0; i < 3; i++) { double u = 0; for (int j = 0; j < 3; j++) { double k = i * 0.5; u += LogSumExp(k * x, k > 0.4 ? y : s); } z[i] = u; } Factor(Math.Sin(z.Sum()) * z[1]);"),
        // One sum is read at two depths: as the rows of a loop, and within another sum.
        Row("foreach (int i in Plate(n)) Factor(BernoulliLogits(b * (S3 * b)).LogDensity(g[i] % 2));", Square),
        Row("double e = L.Row(0) * (S3 * L.Row(1)); for (int i = 0; i < n; i++) Factor(BernoulliLogits(e).LogDensity(g[i] % 2));", Square),
        Row("double e = b * (S3 * L.Row(0)); foreach (int i in Plate(n)) { Factor(d[i] * e - Math.Exp(e) * h[i]); } Factor(e * e);", Square),
        Row("double e = 0; for (int i = 0; i < 3; i++) { double v = 0; for (int j = 0; j < 3; j++) { double k = i + j; v += Math.Exp(b[j] * k * 0.1); } e += v * b[i]; } for (int i = 0; i < n; i++) Factor(d[i] * e - Log1pExp(e)); Factor(y * e);"),
        // Where a choice leaves out what an array's size is made of, its address changes with what the choice changes with.
        Row("double[] z = n >= 2 ? d : new double[] { 0.5, 0.5, x }; for (int i = 0; i < n; i++) Factor(d[i] * Log1pExp(n == 1 ? z[1] : y)); Factor(LogSumExp(z));"),
        Row("double[] z = n >= 9 ? d : new double[] { 0.5, 0.5, x }; double u = 0; for (int i = 0; i < 3; i++) u -= LogSumExp(y, z[i]); for (int i = 0; i < n; i++) Factor(BernoulliLogits(c > 2 ? 0.5 : Normal(z[1], 0.5).LogDensity(u)).LogDensity(i % 2));"),
        Row("double[] z = n >= 9 ? d : new double[] { 0.5, s, x }; for (int i = 0; i < n; i++) Factor(d[i] * Log1pExp(d[i] > 0 ? z[2] : z[1])); Factor(LogSumExp(z));"),
        Row("double[] z = n >= 9 ? d : new double[] { 0.5, s, x }; for (int i = 0; i < n; i++) { double u = 0; for (int j = 0; j < 3; j++) u += Math.Exp(0.1 * (d[i] > 0 ? z[j] : y)); Factor(Math.Sin(u) * h[i]); } Factor(LogSumExp(z));"),
        // A check of a sum computes it before it asks.
        Row("for (int i = 0; i < n; i++) Factor(Logistic(0.5, s).Cdf(w * w) * h[i]);"),
        Row("for (int i = 0; i < n; i++) Factor(Normal(y, s).Truncate(-1 - w * w, d.Sum() + w * w).LogDensity(d[i]) * h[i]);"),
        Row("for (int i = 0; i < n; i++) Factor(Normal(y, d.Sum(v => v * v)).LogDensity(d[i]) + Bernoulli(Softmax(d).Max()).LogDensity(1) * x);"),
        // A loop over data runs in more than one place, under tests of whether it has run: what it carries is declared in each.
        Row("int j = 0; double u = x; for (int i = 0; i <= 4; i++) { j = (j + 1) % 3; u += Erf(j * 0.1); } for (int k = 0; k < 2; k++) { double e = u; for (int l = 0; l < 3; l++) e = Math.Tanh(e * u + 0.5); Factor(e * h[k]); }"),
        Row("int j = 0; double u = x; for (int i = 0; i <= 4; i++) { j = (j + 1) % 3; u += Math.Log(d[0] + j); } for (int k = 0; k < n; k++) { if (flags[k]) Factor(u * h[k]); else Factor(Math.Sin(u)); }"),
        Row("double u = 0; for (int j = 0; j < 3; j++) { int m = 0; for (int i = 0; i <= j; i++) m = (m + g[i]) % 3; u += Math.Exp(a[j] * d[m]); } if (yes) Factor(u); for (int k = 0; k < n; k++) if (flags[k]) Factor(Math.Sin(u) * h[k]); Factor(u * x);"),
        // An array that a helper's loop makes is another one each time that the helper is called.
        Row("double u = H(d); double[] z = new double[4]; for (int i = 0; i < 4; i++) Factor(H(z) * x); Factor(u * y);", "double H(double[] p) { double v = 0.5; for (int i = 0; i < 2; i++) { double[] k = new double[2]; foreach (int j in Plate(2)) k[j] *= 2; } return v + p[0]; }"),
        Row("double u = H(d); double[] z = new double[4]; for (int i = 0; i < 4; i++) { z[i] = i; Factor(H(z) * x); } if (yes) Factor(H(z) * u * y);", "double H(double[] p) { double v = 0.5; for (int i = 0; i < 2; i++) { double[] k = new double[2]; for (int j = 0; j < 2; j++) { k[j] += p[j] + i; v += k[j] * k[0]; } } return v; }"),
        // Never met, and infinite: nothing is added.
        Row("for (int i = 0; i < n; i++) if (d[i] > 99) Factor(Math.Exp(900 + x * x)); else Factor(x * d[i]);"),
        Row("for (int i = 0; i < n; i++) if (d[i] > 99) Factor(d[i] * (y / (x * 1e-320))); else Factor(x * d[i]);"),
    ];
}
