using MathNet.Numerics.LinearAlgebra;
using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>LINQ, functions as arguments, and overloads that other ones resemble.</summary>
internal static class SequenceRows
{
    public static IEnumerable<LanguageRow> All => [.. Totals, .. Sequences, .. Arguments, .. Matrices, .. Data];

    private static readonly LanguageRow[] Totals =
    [
        Value("a.Sum(v => v * v)", f => f.a.Sum(v => v * v)),
        Value("a.Sum(v => { double t = v + x; return t * v; })", f => f.a.Sum(v => (v + f.x) * v)),
        Value("a.Average(v => v * v)", f => f.a.Average(v => v * v)),
        Value("a.Sum(Math.Exp)", f => f.a.Sum(Math.Exp)),
        Value("a.Sum(Twice)", f => 2 * f.a.Sum(), "static double Twice(double v) => v + v;"),
        Body("double k = 1; Func<double, double> f = v => v * k; k = 2; Factor(f(x) + a.Sum(f));", f => 2 * (f.x + f.a.Sum())),
        Value("a.Sum(v => Shifted(v) * y)", f => f.a.Sum(v => (v + f.x) * f.y), "double Shifted(double v) => v + x;"),
        Value("d.Sum(v => v * x)", f => f.d.Sum(v => v * f.x)),
        Value("g.Sum(i => a[i])", f => f.g.Sum(i => f.a[i])),
        Value("b.Sum(v => v * v)", f => f.b.Sum(v => v * v)),
        Value("a.Max() + a.Min() * 2", f => f.a.Max() + (f.a.Min() * 2)),
        Value("a.Max(v => v * y)", f => f.a.Max(v => v * f.y)),
        Value("b.Maximum() - b.Minimum()", f => f.b.Maximum() - f.b.Minimum()),
        Value("a.Aggregate((u, v) => u * 0.5 + v * v)", f => f.a.Aggregate((u, v) => (u * 0.5) + (v * v))),
        Value("a.Aggregate(1.0, (u, v) => u * 0.5 + v)", f => f.a.Aggregate(1.0, (u, v) => (u * 0.5) + v)),
        Value("a.Aggregate(1.0, (u, v) => u * 0.5 + v, t => t * y)", f => f.a.Aggregate(1.0, (u, v) => (u * 0.5) + v, t => t * f.y)),
        Value("a.Sum(v => h.Sum(w => v * w))", f => f.a.Sum(v => f.h.Sum(w => v * w))),
        Body("foreach (int i in Plate(n)) Factor(a.Sum(v => v * d[i]));", f => f.d.Sum(v => f.a.Sum() * v)),
        Body("double t = 1; t += x; Factor(a.Sum(v => v * t));", f => f.a.Sum() * (1 + f.x)),
    ];

    private static readonly LanguageRow[] Sequences =
    [
        Value("a.Select(v => v * v).Sum()", f => f.a.Select(v => v * v).Sum()),
        Value("a.Select((v, i) => v * d[i]).Sum()", f => f.a.Select((v, i) => v * f.d[i]).Sum()),
        Value("a.Zip(d, (v, w) => v * w).Sum()", f => f.a.Zip(f.d, (v, w) => v * w).Sum()),
        Value("d.Zip(a, (v, w) => v * w).Max()", f => f.d.Zip(f.a, (v, w) => v * w).Max()),
        Value("Enumerable.Range(1, 2).Sum(i => a[i] * d[i])", f => (f.a[1] * f.d[1]) + (f.a[2] * f.d[2])),
        Value("Enumerable.Range(count: 2, start: 1).Sum(i => a[i])", f => f.a[1] + f.a[2]),
        Body("foreach (int i in Enumerable.Range(count: 2, start: 1)) Factor(a[i]);", f => f.a[1] + f.a[2]),
        Value("Enumerable.Repeat(x, 3).Select((v, i) => v * a[i]).Sum()", f => f.x * f.a.Sum()),
        Value("a.Take(2).Sum() * a.Skip(1).Sum()", f => f.a.Take(2).Sum() * f.a.Skip(1).Sum()),
        Value("a.Take(7).Sum() + a.Skip(5).Sum()", f => f.a.Sum()),
        Value("h.Skip(n - 2).Average()", f => (f.h[2] + f.h[3]) / 2),
        Value("a.AsEnumerable().Reverse().Select((v, i) => v * i).Sum()", f => f.a[1] + (2 * f.a[0])),
        Value("a.Zip(d.Where(v => v > 0), (v, w) => v * w).Sum()", f => (f.a[0] * f.d[0]) + (f.a[1] * f.d[2]) + (f.a[2] * f.d[3])),
        Value("a.Concat(h).Select((v, i) => v * i).Sum()", f => f.a.Concat(f.h).Select((v, i) => v * i).Sum()),
        Value("a.Append(x).Prepend(y).Select((v, i) => v * i).Sum()", f => f.a.Append(f.x).Prepend(f.y).Select((v, i) => v * i).Sum()),
        Value("a.First() * a.Last() + a.ElementAt(1)", f => (f.a[0] * f.a[2]) + f.a[1]),
        Value("a.Select(v => v * v).ToArray()[1] * a.Count()", f => f.a[1] * f.a[1] * 3),
        Body("double[] z = a.Select(v => v * x).ToArray(); Factor(z[0] * z[2]);", f => f.a[0] * f.a[2] * f.x * f.x),
        Body("double[] z = [1, .. a, x]; Factor(z[0] * z[3] * z[4] + z.Length);", f => (f.a[2] * f.x) + 5),
        Body("double[] z = [.. a.Select(v => v * v)]; Factor(z[2] * z[1]);", f => f.a[1] * f.a[1] * f.a[2] * f.a[2]),
        Body("foreach (double v in a.Select(v => v * v)) Factor(v * x);", f => f.a.Sum(v => v * v) * f.x),
        Body("double[] z = new double[3]; for (int i = 0; i < 3; i++) z[i] = d[i]; double[] w = z.ToArray(); z[0] = 9; Factor(w[0] * x + z[0]);", f => (f.d[0] * f.x) + 9),
        Value("Vector<double>.Build.DenseOfEnumerable(a.Select(v => v * v)).Sum()", f => f.a.Sum(v => v * v)),
        Value("Functions.Sum(a.Select(v => v * v).ToArray())", f => f.a.Sum(v => v * v)),
    ];

    private static readonly LanguageRow[] Arguments =
    [
        Value("Math.Pow(y: 3, x: x)", f => f.x * f.x * f.x),
        Value("Functions.XLogY(y: s, x: p)", f => f.p * Math.Log(f.s)),
        Value("Blend(b: x, a: y)", f => f.y - (2 * f.x), "static double Blend(double a, double b) => a - 2 * b;"),
        Value("Normal(standardDeviation: s, mean: x).LogDensity(y)", f => new Normal(f.x, f.s).LogDensity(f.y)),
        Body("Observe(distribution: Normal(x, 1), value: 0.3);", f => new Normal(f.x, 1).LogDensity(0.3)),
        Value("Math.Clamp(x, -0.2, 0.3)", f => Math.Clamp(f.x, -0.2, 0.3)),
        Value("Math.Clamp(max: 0.3, value: x, min: -0.2)", f => Math.Clamp(f.x, -0.2, 0.3)),
        Value("double.Exp(x) + double.Max(x, y)", f => Math.Exp(f.x) + Math.Max(f.x, f.y)),
        Value("double.Lerp(x, y, p)", f => double.Lerp(f.x, f.y, f.p)),
        Value("Math.Cbrt(x - 3) + Math.Cbrt(s)", f => Math.Cbrt(f.x - 3) + Math.Cbrt(f.s)),
        Value("Math.Asin(p) + Math.Acos(-p)", f => Math.Asin(f.p) + Math.Acos(-f.p)),
        Value("Math.Atan2(x, y)", f => Math.Atan2(f.x, f.y)),
        Value("Math.Asinh(x * 3) + Math.Acosh(1 + s) + Math.Atanh(p)", f => Math.Asinh(f.x * 3) + Math.Acosh(1 + f.s) + Math.Atanh(f.p)),
        Value("Math.Sinh(x * 1e-9) * 1e9", f => Math.Sinh(f.x * 1e-9) * 1e9),
    ];

    private static readonly LanguageRow[] Matrices =
    [
        Value("b.SubVector(1, 2).Sum()", f => f.b.SubVector(1, 2).Sum()),
        Value("b.SubtractFrom(1).Sum() + b.DivideByThis(2)[1]", f => f.b.SubtractFrom(1).Sum() + (2 / f.b[1])),
        Value("(L.TransposeThisAndMultiply(L) * b)[1]", f => (f.L.TransposeThisAndMultiply(f.L) * f.b)[1]),
        Value("L.TransposeAndMultiply(L)[0, 1]", f => f.L.TransposeAndMultiply(f.L)[0, 1]),
        Value("b.OuterProduct(b)[0, 2]", f => f.b[0] * f.b[2]),
        Value("b.Map(v => v * x).Sum()", f => f.b.Sum() * f.x),
        Value("b.Map2((u, v) => u * v * x, b).Sum()", f => f.b * f.b * f.x),
        Value("L.RowSums()[1] * L.ColumnSums()[2]", f => f.L.RowSums()[1] * f.L.ColumnSums()[2]),
        Value("(L * L.Transpose()).Trace()", f => (f.L * f.L.Transpose()).Trace()),
        Value("(L.Transpose() * L).LowerTriangle()[1, 2] + (L.Transpose() * L).UpperTriangle()[1, 2]", f => (f.L.Transpose() * f.L)[1, 2]),
        Value("b.L2Norm() + b.L1Norm()", f => f.b.L2Norm() + f.b.L1Norm()),
        Value("(b / (b * b + 1))[2]", f => f.b[2] / ((f.b * f.b) + 1)),
        Value("L.Row(1, 1, 2).Sum()", f => f.L[1, 1] + f.L[1, 2]),
        Value("Matrix<double>.Build.DenseIdentity(2, 3)[1, 1] * x + Matrix<double>.Build.DenseOfDiagonalArray(2, 3, [x, y])[1, 1]", f => f.x + f.y),
        Value("Matrix<double>.Build.DenseOfRowVectors(b, 2 * b)[1, 2] + Matrix<double>.Build.DenseOfColumnVectors(b, 2 * b)[2, 1]", f => 4 * f.b[2]),
        Value("Matrix<double>.Build.DenseOfColumnMajor(2, 2, h)[0, 1] * x", f => f.h[2] * f.x),
        Value("(b + 1).ToArray()[1] * b.Clone()[2]", f => (f.b[1] + 1) * f.b[2]),
        Value("Functions.Concat(b, 2 * b)[4]", f => 2 * f.b[1]),
    ];

    private static readonly LanguageRow[] Data =
    [
        Value("Scaled.Sum() * x", f => 3 * f.d.Sum() * f.x, "double Factor3 => n - 1; double[] Scaled => d.Select(v => v * Factor3).ToArray();"),
        Value("Total * x", f => f.d.Sum() * f.x, "double Total { get { double t = 0; int i = 0; while (i < d.Length) t += d[i++]; return t; } }"),
        Value("Digits(n * 100) * x", f => 3 * f.x, "int Digits(int v) { int k = 0; while (v > 0) { v /= 10; k++; } return k; }"),
        Value("Sorted()[0] * x", f => -1.2 * f.x, "double[] Sorted() { double[] copy = (double[])d.Clone(); Array.Sort(copy); return copy; }"),
        Value("Cumulated(d)[3] * x + Cumulated([1, 2])[1] * y", f => (f.d.Sum() * f.x) + (3 * f.y),
            "double[] Cumulated(double[] v) { var list = new List<double>(); double t = 0; foreach (double e in v) { t += e; list.Add(t); if (list.Count > 10) break; } return list.ToArray(); }"),
        Value("cube[1, 0, 1] * x", f => 6 * f.x, "readonly double[,,] cube = { { { 1, 2 }, { 3, 4 } }, { { 5, 6 }, { 7, 8 } } };"),
        Value("names[n - 3].Length * x", f => 3 * f.x, "readonly string[] names = [\"a\", \"bcd\"];"),
        Value("(start.AddDays(n) - start).TotalDays * x", f => 4 * f.x, "readonly DateTime start = new(2020, 1, 1);"),
        Value("(start < start.AddDays(1) ? x : y)", f => f.x, "readonly DateTime start = new(2020, 1, 1);"),
        Value("settings.Rate * x", f => 0.5 * f.x, "sealed class Settings { public double Rate => 0.5; } readonly Settings settings = new();"),
        Value("(double)(long)d[3] * x", f => 2 * f.x),
        Value("n * 1000000000L / 1000000000 * x", f => 4 * f.x),
        Body("foreach (double[] row in jag) Factor(row.Length * x + row.Sum() * y);", f => (6 * f.x) + (f.jag.Sum(r => r.Sum()) * f.y)),
        Body("foreach (double v in t) Factor(v * v * x);", f => f.t.Cast<double>().Sum(v => v * v) * f.x),
        Body("foreach (double v in q) Factor(v * v);", f => f.q.Cast<double>().Sum(v => v * v)),
        Body("foreach (int i in g.Distinct()) Factor(a[i] * a[i]);", f => f.a.Sum(v => v * v)),
        Body("foreach (var group in g.GroupBy(i => i)) Factor(a[group.Key] * group.Count());", f => f.a[0] + f.a[1] + (2 * f.a[2])),
        Body("var counts = g.ToLookup(i => i); Factor(counts[2].Count() * x);", f => 2 * f.x),
        Body("var list = d.Where(v => v > 0).ToList(); Factor(list.Count * x + list[1]);", f => (3 * f.x) + f.d[2]),
        Body("string name = yes ? \"long\" : \"s\"; Factor(name.Length * x);", f => 4 * f.x),
        Body("List<double> list = [1, 2]; Factor(list[1] * x);", f => 2 * f.x),
        Body("var v = Vector<double>.Build.Dense(2, i => d[i]); Factor(Matrix<double>.Build.DenseOfColumnVectors(v, v).Determinant() * x + x);", f => f.x),
        Body("var v = X.Column(0) * 2; Factor(Matrix<double>.Build.DenseOfColumnVectors(v, X.Column(1))[2, 0] * x);", f => -1.4 * f.x),
        Body("var v = Vector<double>.Build.Dense(4); for (int i = 0; i < 4; i++) v[i] = i; Factor((X.Transpose() * v).Norm(2) * x);",
            f => (f.X.Transpose() * Vector<double>.Build.Dense(4, i => i)).Norm(2) * f.x),
        Body("var m = Matrix<double>.Build.Dense(2, 2, (i, j) => i == j ? n : 1); Factor(m.Inverse()[0, 0] * x);", f => 4.0 / 15 * f.x),
        Body("double[] z = [.. d.Select(v => 2 * v)]; Factor(z[1] * x);", f => 2 * f.d[1] * f.x),
        Body("double[] z = [.. d, 5]; Factor(z[4] * x);", f => 5 * f.x),
    ];
}
