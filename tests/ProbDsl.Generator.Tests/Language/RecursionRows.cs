using static ProbDsl.Generator.Tests.Language.LanguageRow;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Values that pass from one iteration to the next in every manner that generated code treats in its own way.</summary>
internal static class RecursionRows
{
    public static IEnumerable<LanguageRow> All { get; } =
    [
        // Two lags: one passes in a local, one through memory.
        Body("double[] z = new double[7]; z[0] = x; z[1] = y; for (int i = 2; i < 7; i++) z[i] = 0.5 * z[i - 1] - s * z[i - 2]; Factor(z[6] * z[3]);",
            f => Run(7, [f.x, f.y], z => (0.5 * z[^1]) - (f.s * z[^2]), z => z[6] * z[3])),
        // A square root of which only the square is read again, and read outside.
        Body("double[] z = new double[5]; z[0] = s; for (int i = 1; i < 5; i++) z[i] = Math.Sqrt(0.2 + p * Square(z[i - 1]) + Square(d[i - 1])); Factor(z[4] + z[2]);",
            f => Run(5, [f.s], z => Math.Sqrt(0.2 + (f.p * z[^1] * z[^1]) + (f.d[z.Count - 1] * f.d[z.Count - 1])), z => z[4] + z[2])),
        // A square root that is read as it is, too.
        Body("double[] z = new double[5]; z[0] = s; for (int i = 1; i < 5; i++) z[i] = Math.Sqrt(1 + p * Square(z[i - 1]) + 0.1 * z[i - 1]); Factor(z[4]);",
            f => Run(5, [f.s], z => Math.Sqrt(1 + (f.p * z[^1] * z[^1]) + (0.1 * z[^1])), z => z[4])),
        // Two arrays that feed each other, and one read in the iteration that stores it.
        Body("double[] u = new double[5]; double[] v = new double[5]; u[0] = x; v[0] = y; for (int i = 1; i < 5; i++) { u[i] = Math.Sin(v[i - 1]) + 0.3 * u[i - 1]; v[i] = u[i] * u[i] + p * v[i - 1]; } Factor(u[4] * v[3]);", f =>
        {
            double u = f.x, v = f.y, before = 0;
            for (int i = 1; i < 5; i++)
            {
                before = v;
                u = Math.Sin(v) + (0.3 * u);
                v = (u * u) + (f.p * v);
            }
            return u * before;
        }),
        // A term in the iteration that stores, of both the new and the old value.
        Body("double[] z = new double[4]; z[0] = x; for (int i = 1; i < n; i++) { z[i] = Math.Tanh(z[i - 1] + d[i]); Factor(Log1p(Square(z[i] - y * z[i - 1]))); }", f =>
        {
            double z = f.x, sum = 0;
            for (int i = 1; i < 4; i++)
            {
                double next = Math.Tanh(z + f.d[i]);
                sum += Math.Log(1 + Math.Pow(next - (f.y * z), 2));
                z = next;
            }
            return sum;
        }),
        // Downwards, and in steps.
        Body("double[] z = new double[4]; z[3] = x; for (int i = 2; i >= 0; i--) z[i] = y * Math.Exp(-z[i + 1]) + d[i]; Factor(z[0]);",
            f => Run(4, [f.x], z => (f.y * Math.Exp(-z[^1])) + f.d[3 - z.Count], z => z[3])),
        Body("double[] z = new double[7]; z[0] = x; for (int i = 2; i < 7; i += 2) z[i] = y * z[i - 2] + 0.5; Factor(z[6]);",
            f => Run(4, [f.x], z => (f.y * z[^1]) + 0.5, z => z[3])),
        // Inner loops start anew; some of them do not run at all.
        Body("double[,] z = new double[4, 5]; for (int i = 0; i < n; i++) { z[i, 0] = h[i]; for (int j = 1; j <= jag[i].Length; j++) z[i, j] = y * z[i, j - 1] + jag[i][j - 1]; Factor(Square(z[i, jag[i].Length])); }",
            f => Enumerable.Range(0, 4).Sum(i => Math.Pow(f.jag[i].Aggregate(f.h[i], (z, v) => (f.y * z) + v), 2))),
        // A loop that data make empty leaves the start as it is.
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n - 3; i++) z[i] = y * z[i - 1]; Factor(z[0] * y);", f => f.x * f.y),
        // Choices hold derivatives back.
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) z[i] = flags[i] ? Math.Sqrt(Square(z[i - 1]) + 1) : y * z[i - 1]; Factor(z[3]);",
            f => Run(4, [f.x], z => f.flags[z.Count] ? Math.Sqrt((z[^1] * z[^1]) + 1) : f.y * z[^1], z => z[3])),
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) z[i] = Math.Max(z[i - 1] * y, d[i]) - Math.Abs(z[i - 1]); Factor(z[3]);",
            f => Run(4, [f.x], z => Math.Max(z[^1] * f.y, f.d[z.Count]) - Math.Abs(z[^1]), z => z[3])),
        // Sums inside an iteration, over what earlier ones stored.
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) { double sum = 0; for (int j = 0; j < i; j++) sum += z[j] * d[j]; z[i] = Math.Tanh(sum) + 0.5 * z[i - 1]; } Factor(z[3] * z[2]);",
            f => Run(4, [f.x], z => Math.Tanh(z.Select((v, j) => v * f.d[j]).Sum()) + (0.5 * z[^1]), z => z[3] * z[2])),
        Body("double[] z = new double[n]; z[0] = x; for (int i = 1; i < n; i++) { double[] w3 = new double[i]; for (int j = 0; j < i; j++) w3[j] = z[j] - y; z[i] = LogSumExp(w3) * z[i - 1]; } Factor(z[3]);",
            f => Run(4, [f.x], z => Functions.LogSumExp(z.Select(v => v - f.y).ToArray()) * z[^1], z => z[3])),
    ];

    private static double Run(int count, double[] start, Func<List<double>, double> next, Func<List<double>, double> result)
    {
        List<double> values = [.. start];
        while (values.Count < count)
            values.Add(next(values));
        return result(values);
    }
}
