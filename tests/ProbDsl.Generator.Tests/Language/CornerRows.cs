using MathNet.Numerics.LinearAlgebra;
using static ProbDsl.Functions;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Choices that must not compute what they do not choose, arrays of arrays, chosen arrays, and vectors built of latents.</summary>
internal static class CornerRows
{
    public static IEnumerable<LanguageRow> All => [.. Switches, .. Rows, .. Chosen, .. Built];

    private static readonly LanguageRow[] Switches =
    [
        // Only the arm that is chosen may index.
        Body("double[] u = new double[2]; u[0] = 3; u[1] = 4; for (int i = 0; i < n; i++) Factor(x * (i switch { 0 => u[i], 1 => u[i], _ => 1.0 }));", f => 9 * f.x),
        Body("double[] u = new double[2]; u[0] = 3; u[1] = 4; for (int i = 0; i < n; i++) Factor(x * (g[i] switch { 2 => 0.5, _ => u[g[i]] }));", f => 8 * f.x),
        Body("double[] u = new double[2]; u[0] = x; u[1] = y; for (int i = 0; i < n; i++) Factor(d[i] * (i switch { 0 => u[i], 1 => u[i], _ => p }));",
            f => (f.d[0] * f.x) + (f.d[1] * f.y) + ((f.d[2] + f.d[3]) * f.p)),
        Body("double[] u = new double[3]; u[2] = 7; for (int i = 0; i < n; i++) { double z = i switch { 3 => d[i - 1], _ => u[i] }; Factor(z * h[i]); }",
            f => (7 * f.h[2]) + (f.d[2] * f.h[3])),
        Body("for (int i = 0; i < n; i++) Factor(x * ((i > 0) switch { true => d[i - 1], false => 2 }));", f => f.x * (2 + f.d[0] + f.d[1] + f.d[2])),
        Value("(n switch { 4 => a, _ => h })[1]", f => f.a[1]),
    ];

    private static readonly LanguageRow[] Rows =
    [
        Body("double[][] z = new double[n][]; for (int i = 0; i < n; i++) { z[i] = new double[i + 1]; for (int j = 0; j <= i; j++) z[i][j] = d[i] * j; } Factor(x * (z[3][2] + z[1][1]));",
            f => f.x * ((f.d[3] * 2) + f.d[1])),
        Body("double[][] z = new double[n][]; for (int i = 0; i < n; i++) { z[i] = new double[i + 1]; for (int j = 0; j <= i; j++) z[i][j] = h[i] * x * j; } Factor(z[3][2] * z[1][1]);",
            f => f.h[3] * f.x * 2 * f.h[1] * f.x),
        Body("double[][] z = new double[n][]; for (int i = 0; i < n; i++) { double[] row = new double[jag[i].Length]; for (int j = 0; j < row.Length; j++) row[j] = jag[i][j] * h[i]; z[i] = row; } for (int i = 0; i < n; i++) for (int j = 0; j < z[i].Length; j++) Factor(Math.Sin(z[i][j]));",
            f => f.jag.Select((row, i) => row.Sum(v => Math.Sin(v * f.h[i]))).Sum()),
        Body("int[][] k = new int[2][]; k[0] = new int[] { 2, 0 }; k[1] = new[] { 1 }; foreach (int i in k[0]) Factor(a[i]); Factor(k[1].Length * a[k[1][0]]);", f => f.a[2] + f.a[0] + f.a[1]),
        Body("double[][] z = new double[2][]; z[0] = Twice(a); z[1] = Twice(h); Factor(z[0].Length * z[0][2] + z[1].Sum());", f => (6 * f.a[2]) + (2 * f.h.Sum()),
            "double[] Twice(double[] v) { double[] w = new double[v.Length]; for (int i = 0; i < v.Length; i++) w[i] = 2 * v[i]; return w; }"),
        Body("double[][] z = new double[n][]; for (int i = 0; i < n; i++) z[i] = jag[i]; Factor(x * z[3][1] * z[1].Sum());", f => f.x * 0.2 * 1.3),
        Body("double[][] z = new double[n][]; for (int i = 0; i < n; i++) { z[i] = new double[3]; for (int k = 0; k < 3; k++) z[i][k] = X[i, k] * a[k]; } for (int i = 0; i < n; i++) Factor(LogSumExp(z[i]));",
            f => Enumerable.Range(0, 4).Sum(i => LogSumExp(Enumerable.Range(0, 3).Select(k => f.X[i, k] * f.a[k]).ToArray()))),
        Body("double[][] z = new double[][] { new double[] { x, 2 }, new double[] { y } }; Factor(z[0][0] * z[0][1] + z[1][0]);", f => (2 * f.x) + f.y),
        Body("double[][] z = [[x, 2], [y]]; Factor(z[0][0] * z[0][1] + z[1][0]);", f => (2 * f.x) + f.y),
    ];

    private static readonly LanguageRow[] Chosen =
    [
        Body("double[] z = yes ? a : h; Factor(z[1] * z.Length);", f => 3 * f.a[1]),
        Body("double[] z = n > 4 ? a : h; Factor(z[3] * z.Length);", f => 4 * f.h[3]),
        Body("double[] z = n > 4 ? jag[0] : d; for (int i = 0; i < z.Length; i++) Factor(z[i] * h[i]);", f => f.d.Zip(f.h, (u, v) => u * v).Sum()),
        Body("double[] z; if (n > 4) z = a; else z = h; Factor(z.Sum());", f => f.h.Sum()),
        Body("double[] z = h; if (n == 4) { z = a; } Factor(z.Sum() * z.Length);", f => 3 * f.a.Sum()),
        Body("double[] z = x > 0 ? a : a; Factor(z[1]);", f => f.a[1]),
        Body("double[] u = new double[3]; for (int i = 0; i < 3; i++) u[i] = 2 * a[i]; double[] z = x > 0 ? u : a; Factor(z[1] + z.Sum());",
            f => f.x > 0 ? 2 * (f.a[1] + f.a.Sum()) : f.a[1] + f.a.Sum()),
        Body("Vector<double> z = n > 3 ? b : w; Factor(z[1] * z.Count);", f => 3 * f.b[1]),
        Body("Vector<double> z = n > 3 ? w * x : b; Factor(z[3]);", f => f.w[3] * f.x),
        Body("for (int i = 0; i < n; i++) { double[] z = flags[i] ? a : h; Factor(z[2] * d[i] + z.Length); }",
            f => Enumerable.Range(0, 4).Sum(i => f.flags[i] ? (f.a[2] * f.d[i]) + 3 : (f.h[2] * f.d[i]) + 4)),
    ];

    private static readonly LanguageRow[] Built =
    [
        Body("Vector<double> z = Vector<double>.Build.DenseOfArray(a); Factor(z * z + z.Count);", f => f.a.Sum(v => v * v) + 3),
        Value("Vector<double>.Build.DenseOfArray([x, y, s]) * b", f => (f.x * f.b[0]) + (f.y * f.b[1]) + (f.s * f.b[2])),
        Value("Vector<double>.Build.Dense(a) * b", f => f.a.Zip(f.b, (u, v) => u * v).Sum()),
        Body("Vector<double> z = Vector<double>.Build.Dense(n, i => h[i] * d[i] + x); Factor(z.Sum() * z[1]);", f => (f.h.Zip(f.d, (u, v) => u * v).Sum() + (4 * f.x)) * ((f.h[1] * f.d[1]) + f.x)),
        Body("Vector<double> z = Vector<double>.Build.Dense(3, x); Factor(z * b);", f => f.x * f.b.Sum()),
        Body("Vector<double> z = Vector<double>.Build.DenseOfEnumerable(a); Factor(z * b);", f => f.a.Zip(f.b, (u, v) => u * v).Sum()),
        Body("Vector<double> z = Vector<double>.Build.Dense(2); Factor(z[0] + x);", f => f.x),
        Body("Vector<double> z = Vector<double>.Build.Dense(n, i => { double u = h[i]; return u * u; }); Factor(z.Sum());", f => f.h.Sum(v => v * v)),
        Body("Vector<double> z = Vector<double>.Build.Dense(3); for (int i = 0; i < 3; i++) z[i] = a[i] * x; Factor(z * b);", f => f.x * f.a.Zip(f.b, (u, v) => u * v).Sum()),
        Body("double u = x; Vector<double> z = Vector<double>.Build.Dense(3, i => u * a[i]); u = y; Factor(z * b + u);", f => (f.x * f.a.Zip(f.b, (u, v) => u * v).Sum()) + f.y),
        Body("Matrix<double> z = Matrix<double>.Build.Dense(2, 3, (i, j) => q[i, j] * x + i); Factor((z * b).Sum() + z.ColumnCount);",
            f => Enumerable.Range(0, 2).Sum(i => Enumerable.Range(0, 3).Sum(j => ((f.q[i, j] * f.x) + i) * f.b[j])) + 3),
        Body("Matrix<double> z = Matrix<double>.Build.DenseOfArray(q); Factor((z * b)[1]);", f => Enumerable.Range(0, 3).Sum(j => f.q[1, j] * f.b[j])),
        Body("Matrix<double> z = Matrix<double>.Build.DenseOfArray(new double[,] { { x, 1 }, { 2, y } }); Factor(z[0, 0] * z[1, 1] - z[0, 1] * z[1, 0]);", f => (f.x * f.y) - 2),
        Body("Matrix<double> z = Matrix<double>.Build.DenseDiagonal(3, 3, i => Math.Exp(a[i])); Factor(b * z * b);", f => Enumerable.Range(0, 3).Sum(i => f.b[i] * f.b[i] * Math.Exp(f.a[i]))),
        Body("Matrix<double> z = Matrix<double>.Build.DenseDiagonal(3, x); Factor(b * z * b);", f => f.x * (f.b * f.b)),
        Body("Matrix<double> z = Matrix<double>.Build.DenseOfDiagonalVector(b); Factor((z * b)[2] + z[0, 1]);", f => f.b[2] * f.b[2]),
        Body("Matrix<double> z = x * Matrix<double>.Build.DenseIdentity(3); Factor((z * b)[2]);", f => f.x * f.b[2]),
        Body("Matrix<double> z = Matrix<double>.Build.DenseOfRowArrays(a, [x, y, s]); Factor((z * b)[1] + z.RowCount);", f => (f.x * f.b[0]) + (f.y * f.b[1]) + (f.s * f.b[2]) + 2),
    ];
}
