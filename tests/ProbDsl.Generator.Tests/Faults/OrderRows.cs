using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Local arrays made in loops, read inside and outside of them: everything is read after it has been assigned.</summary>
internal static class OrderRows
{
    public static IEnumerable<PlainRow> All { get; } =
    [
        Row("double[] z = new double[3]; foreach (int i in Plate(3)) { double[] v = new double[2]; foreach (int k in Plate(2)) v[k] = a[k] * 2; z[i] = x + v[1]; } foreach (int i in Plate(3)) Factor(z[i] * z[i]);"),
        Row("double z = 0; for (int i = 0; i < n; i++) { double[] v = new double[3]; for (int k = 0; k < 3; k++) v[k] = a[k] * d[i]; z += v[g[i]]; } Factor(z * z);"),
        Row("double z = 0; for (int i = 0; i < n; i++) { double[] v = new double[3]; for (int k = 0; k < 3; k++) v[k] = a[k] * d[i]; z += v.Sum(); } Factor(z * z);"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) { double[] v = new double[3]; for (int k = 0; k < 3; k++) v[k] = a[k] * d[i]; z[i] = Sum(v); } Factor(LogSumExp(z));"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) { double[] v = [x * d[i], y]; z[i] = v[0] * v[1]; } Factor(z[2] + z[3]);"),
        Row("double z = 0; int[] k = new int[1]; for (int i = 0; i < n; i++) { k[0] = g[i]; z += a[k[0]]; } Factor(z * z);"),
        Row("int[] k = new int[1]; double[] z = new double[n]; for (int i = 0; i < n; i++) { k[0] = g[i]; z[i] = x * a[k[0]]; } Factor(z[0] * z[1] * z[2]);"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) { int k = 0; for (int j = 0; j < i; j++) k = (k + g[j]) % 3; z[i] = x * a[k]; } Factor(z[0] * z[1] + z[2] * z[3]);"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) { double k = 0; for (int j = 0; j < i; j++) k += d[j]; z[i] = x * k; } for (int i = 0; i < n; i++) Factor(z[i] * z[g[i]]);"),
        Row("double[] z = new double[3]; z[1] = x; double u = z[1] * z[0]; Factor(u + z[1] + z[2]);"),
        Row("double[] z = new double[4]; for (int i = 0; i < n; i++) z[i] = i > 0 ? z[i - 1] * y + d[i] : x; Factor(z[3] * z[2]);"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) z[i] = i > 0 ? z[i - 1] * y + d[i] : x; Factor(z[3] * z[2]);"),
        Row("double[] z = new double[n]; for (int i = 0; i < n; i++) z[i] = i < 2 ? x * d[i] : z[i - 2] * y + z[i - 1]; for (int i = 0; i < n; i++) Factor(z[i] * d[i]);"),
        Row("double[] z = new double[n], v = new double[n]; for (int i = 0; i < n; i++) { double u = i > 0 ? v[i - 1] : x; z[i] = u * y; v[i] = i == 0 ? y : z[i - 1] + d[i]; } for (int i = 0; i < n; i++) Factor(z[i] * v[g[i]]);"),
        Row("double[] z = new double[4]; for (int i = 0; i < n; i++) { z[i] = x * d[i]; if (i > 0) Factor(z[i] * z[i - 1]); }"),
        Row("double[] z = new double[4]; for (int i = 0; i < n; i++) { z[i] = h[i] * d[i]; double u = z[i] + 1; Factor(u * u); }"),
        Row("double[] z = new double[4]; double u = 0; for (int i = 0; i < n; i++) { z[i] = h[i] * d[i]; u += z[i] * x; } Factor(u * u);"),
        Row("double u = 0; for (int i = 0; i < n; i++) { double level = x; for (int t = 0; t < 3; t++) level = level * y + d[t]; u += level * d[i]; } Factor(u * u);"),
        Row("double u = 0; for (int i = 0; i < n; i++) { double level = h[i]; for (int t = 0; t <= i; t++) level = Math.Tanh(level * y + d[t]); u += level * d[i]; } Factor(u * u);"),
        Row("for (int i = 0; i < n; i++) { double level = h[i]; for (int t = 0; t <= i; t++) level = Math.Tanh(level * y + d[t]); Factor(level * d[i]); }"),
        Row("double u = x; for (int i = 0; i < n; i++) { double v = 0; for (int j = 0; j < 3; j++) { double[] k = [d[j] * u, y]; v += k[0] * k[1]; } u = Math.Sin(v + u); } Factor(u);"),
        Row("double u = 0; foreach (int i in Plate(n)) { double[] k = [2 * d[i], 3]; u += k[0] * h[i] + k[1]; } Factor(u * u);"),
        Row("double u = 0; foreach (int i in Plate(n)) { double[] k = d.Select(v => v * i).ToArray(); u += k[3] * h[i]; } Factor(u * u);"),
        Row("double[] z = new double[n]; foreach (int i in Plate(n)) { double[] k = d.Select(v => v * i).ToArray(); z[i] = k[3] * h[i]; } foreach (int i in Plate(n)) Factor(z[i] * z[g[i]]);"),
    ];
}
