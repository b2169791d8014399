using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Sums, log-sum-exps and softmaxes inside recursions, branches and one another.</summary>
internal static class SumRows
{
    public static IEnumerable<PlainRow> All { get; } =
    [
        Row("double total = h.Sum(), level = 1; for (int i = 1; i < 3; i++) level = total * level + 1; Factor(level);"),
        Row("double total = LogSumExp(h), level = 1; for (int i = 1; i < 3; i++) level = total * level + 1; Factor(level);"),
        Row("double level = 1; for (int i = 1; i < 3; i++) level = Softmax(h)[i] * level + 1; Factor(level);"),
        Row("double total = 0; for (int i = 0; i < 4; i++) total += h[i] * d[i]; double level = 1; for (int i = 1; i < 3; i++) level = total * level + 1; Factor(level);"),
        Row("double total = h.Sum(); double[] nu = new double[4]; nu[0] = x; for (int i = 1; i < 4; i++) nu[i] = total * nu[i - 1]; Factor(nu[3]);"),
        Row("double[] z = [a[1], 0.5]; double u = 0.5; foreach (int k in Enumerable.Range(0, 2)) u += -z[1] + a[k] * a[1 - k]; Factor(u * u);"),
        Row("for (int i = 0; i < n; i++) if (d[i] > 5) Factor(Math.Exp(h[i] * LogSumExp(a))); Factor(LogSumExp(a));"),
        Row("if (n < 3) Factor(Math.Exp(h.Sum())); Factor(h.Sum() * h.Sum());"),
        Row("if (n > 3) Factor(Math.Exp(h.Sum())); Factor(Math.Exp(h.Sum()) + h.Sum() * h.Sum());"),
        Row("if (n < 3) Factor(Math.Exp(h.Sum())); else Factor(Math.Exp(h.Sum()) * 2); if (yes) Factor(Math.Sin(h.Sum()));"),
        Row("double u = 0; int k = 0; for (int i = 0; i < n; i++) { k = (k + g[i]) % 3; u += a[k] * d[i]; } Factor(u * u);"),
        Row("double[] z = new double[n]; int k = 0; for (int i = 0; i < n; i++) { k = (k + g[i]) % 3; z[i] = a[k] * d[i]; } Factor(LogSumExp(z));"),
        Row("double[,] z = new double[3, 2]; foreach (int i in Plate(3)) foreach (int j in Plate(2)) z[i, j] = a[i] * L[j, i]; double u = 0; foreach (int i in Plate(3)) { double[] v = new double[2]; foreach (int j in Plate(2)) v[j] = z[i, j] + x; u += LogSumExp(v) * d[i]; } Factor(u * u);"),
        Row("foreach (int i in Plate(2)) { double[] v = new double[3]; foreach (int j in Plate(3)) { double[] k = [q[i, j], x, y]; v[j] = LogSumExp(k); } Factor(LogSumExp(v) * v[1]); }"),
        Row("double[] alpha = [x, y, s]; for (int i = 0; i < n; i++) { double[] next = new double[3]; for (int k = 0; k < 3; k++) { double[] v = new double[3]; for (int j = 0; j < 3; j++) v[j] = alpha[j] + a[k] * d[i]; next[k] = LogSumExp(v); } alpha = next; } Factor(LogSumExp(alpha));"),
        Row("double u = 0; for (int i = 0; i < n; i++) { double[] alpha = [x, y]; for (int t = 0; t < 2; t++) { double[] next = new double[2]; next[0] = alpha[0] * alpha[1]; next[1] = alpha[0] + h[i]; alpha = next; } u += alpha[0] * alpha[1]; } Factor(Math.Sin(u));"),
        Row("double total = 0; for (int i = 0; i < n; i++) total += h[i] * h[i]; double level = x; for (int t = 1; t < 3; t++) { level = level * total; Factor(level * total); }"),
        Row("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) z[i] = z[i - 1] * y + 1; double total = z.Sum(); double level = x; for (int t = 1; t < 3; t++) { level = level * total; Factor(level * total); }"),
        Row("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) z[i] = z[i - 1] * y + 1; double total = z.Sum(); foreach (int i in Plate(n)) Factor(Math.Exp(-total * d[i]) * h[i]);"),
        Row("double total = 0; foreach (int i in Plate(3)) { double v = 0; foreach (int j in Plate(2)) v += q[j, i] * a[i]; total += Math.Exp(v); } double lv = 1; for (int t = 0; t < 3; t++) lv = lv * 0.5 + total * d[t]; Factor(lv);"),
        // A sum that both sides of a choice on data need has what its terms read on both.
        Row("double u = n == 3 ? x : n * 0.1; for (int i = 0; i < 3; i++) u += n == 3 ? x : d[0]; Factor(Math.Sin(u));"),
        Row("double u = n == 3 ? x : n * 0.1; for (int i = 0; i < 3; i++) u += x * d[1]; Factor(u > 0.18 ? Math.Sin(y) : 2.5);"),
        Row("double u = 0; for (int i = 0; i < 3; i++) u += x * d[1]; if (n < 3) Factor(Math.Exp(u)); else Factor(Math.Sin(u));"),
        Row("double u = 0; for (int i = 0; i < 3; i++) u += Math.Exp(x * d[1] + a[i] * c); if (n < 3) Factor(Math.Exp(u)); else if (yes) Factor(Math.Sin(u)); else Factor(u * u);"),
        Row("double u = 0; for (int i = 0; i < 3; i++) { double v = 0; for (int j = 0; j < 2; j++) v += q[j, i] * d[2]; u += Math.Sin(v + c); } if (n < 3) Factor(Math.Exp(u)); else Factor(Math.Sin(u));"),
        Row("double[] z = new double[3]; z[0] = x; for (int i = 1; i < 3; i++) { double u = 0; for (int j = 0; j < 3; j++) u += z[i - 1] * d[1] + a[j] * c; if (n < 3) z[i] = Math.Exp(u); else z[i] = Math.Sin(u); } Factor(z[2]);"),
    ];
}
