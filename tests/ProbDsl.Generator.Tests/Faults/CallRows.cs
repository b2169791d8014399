using static ProbDsl.Generator.Tests.Faults.PlainRow;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>Calls and members of which some form was not read as C# reads it.</summary>
internal static class CallRows
{
    public static IEnumerable<PlainRow> All { get; } =
    [
        Row("Factor(q.Length * x);"),
        Row("for (int i = 0; i < q.GetLength(0); i++) for (int j = 0; j < q.GetLength(1); j++) Factor(q[i, j] * (i + 2 * j + 1));"),
        Row("Vector<double> m = Vector<double>.Build.DenseOfArray(a).Map(t => t * x, Zeros.Include); Factor(m[0] + 2 * m[1]);"),
        // What stands in parentheses is the body of a property, and is converted to the property's type.
        Row("Factor(Half * y + Twice + Tenth / 2 + 10 * Of(y) + Third);",
            "double Half => (x * 0.5); double Twice { get => ((y + x)); } double Third { get { return (x - c); } } double Tenth => (n); double Of(double u) => (u * x);"),
        // Loops and arrays in the components of a mixture.
        Row("Factor(Mixture(new double[] { 0.4, 0.6 }, k => Normal(Enumerable.Range(0, 3).Sum(i => a[i] * x), 0.5)).LogDensity(y));"),
        Row("Factor(Mixture(new double[] { 0.4, 0.6 }, k => Normal(Of(a[k]), 0.5 + k)).LogDensity(y));",
            "double Of(double u) { double v = 0; for (int i = 0; i < 4; i++) v = Math.Tanh(v * h[i] + u); return v; }"),
        Row("for (int j = 0; j < n; j++) Factor(Mixture(new double[] { 0.4, 0.6 }, k => Normal(Of(a[k]), 0.5 + k)).LogDensity(d[j]));",
            "double Of(double u) { double[] v = new double[3]; for (int i = 0; i < 3; i++) v[i] = h[i] + u; return Math.Sin(v[0] * v[1] + v[2]); }"),
        Row("Factor(Mixture(new double[] { 0.4, 0.6 }, k => Normal(Of(d[k]), 0.5 + k)).LogDensity(y));",
            "double Of(double u) { double v = 0; for (int i = 0; i < 4; i++) v = Math.Tanh(v * d[i] + u); return v; }"),
        // The derivative holds back what a choice on data makes zero, also where the choice itself is no column.
        Row("for (int i = 0; i < n; i++) { double[] z = new double[3]; for (int j = 0; j < 3; j++) z[j] = x; if (yes) Factor(XLogY(flags[i] ? 1.0 : 0, Logistic(z[0]))); else Factor(y); }"),
        Row("for (int i = 0; i < n; i++) { double[] z = new double[3]; for (int j = 0; j < 3; j++) z[j] = x; if (!yes) Factor(y); else Factor(Bernoulli(Logistic(z[0])).LogDensity(flags[i] ? 1 : 0)); }"),
        Row("for (int i = 0; i < n; i++) { double[] z = new double[3]; for (int j = 0; j < 3; j++) z[j] = x; Factor(XLogY(flags[i] ? d[i] * d[i] : 0, Logistic(z[0]))); }"),
        // What data alone give on a side that is not taken is not read elsewhere, although a derivative elsewhere needs the same number.
        Row("if (n % 2 == 1) Factor(Math.Exp(n * 0.1 * x)); Factor(Math.Exp(n * x * 0.1));"),
        Row("double[] z = (n % 2 == 0) ? new double[] { 0.5, x } : new double[] { y, n * 0.1 }; Factor(z[1]); foreach (int i in Plate(n)) Factor(StudentT(s + 1, 0.5, r[0] * n * 0.1).LogDensity(d[i]));"),
        Row("for (int i = 0; i < n; i++) if (n < 3) Factor(Math.Exp(c * 0.3 * h[i])); else Factor(Math.Sin(c * h[i] * 0.3 + y / c));"),
        Row("Factor(Math.Sign((long)(10 * c)) * x + Math.Sign((decimal)c) * y);"),
    ];
}
