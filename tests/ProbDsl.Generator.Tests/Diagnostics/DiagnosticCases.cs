namespace ProbDsl.Generator.Tests.Diagnostics;

/// <summary>Rows for every diagnostic: the shape of the model, and C# that has no translation.</summary>
internal static partial class DiagnosticCases
{
    public static readonly IReadOnlyList<DiagnosticCase> All = [.. ModelShape(), .. Language(), .. Statistics(), .. Sizes(), .. Names(), .. Differentiation(), .. Guides(), .. Batches(), .. Reasons()];

    private static IEnumerable<DiagnosticCase> ModelShape() =>
    [
        DiagnosticCase.File("PDSL001", "[Model] public class [|Plain|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } }", ["'Plain'", "partial"]),
        DiagnosticCase.File("PDSL002", "[Model] public partial class [|M|] { [Latent] double x; }", ["'M'", "void Generate()"]),
        DiagnosticCase.File("PDSL002", "[Model] public partial class [|M|] { [Latent] double x; void Generate(int n) { x = ~Normal(0, 1); } }", ["'M'"]),
        DiagnosticCase.File("PDSL002", "[Model] public partial class [|M|] { [Latent] double x; static void Generate() { } }", ["'M'"]),
        DiagnosticCase.Model("PDSL003", "[Latent] double [|x|];", "", ["'x'", "a latent", "x = ~Distribution"]),
        DiagnosticCase.Model("PDSL003", "[Observed] double[] [|Y|] = [1]; [Latent] double x;", "x = ~Normal(0, 1); Factor(-x * Y[0]);", ["'Y'", "observed"]),
        DiagnosticCase.Model("PDSL004", "[Latent] double [|x|];", "Factor(-x * x);", ["'x'", "flat", "x = ~Flat()"]),
        DiagnosticCase.Statement("PDSL005", "[|x = ~Normal(2, 1);|]", ["'x'", "Observe or Factor"]),
        DiagnosticCase.Statement("PDSL005", "[|a[0] = ~Normal(2, 1);|]", ["'a'"]),
        DiagnosticCase.Model("PDSL005", "[Latent(2)] double[] a;", "a[0] = ~Normal(0, 1); [|a[0] = ~Normal(1, 1);|] a[1] = ~Normal(a[0], 1);", ["'a'"]),
        DiagnosticCase.Model("PDSL005", "[Latent(2)] double[] a;",
            "for (int i = 0; i < 2; i++) a[i] = ~Normal(0, 1); for (int i = 0; i < 2; i++) [|a[i] = ~Normal(1, 1);|]", ["'a'"]),
        DiagnosticCase.Statement("PDSL006", "[|d[0]|] = 1;", ["'d'", "[Observed]"]),
        DiagnosticCase.Statement("PDSL006", "[|n|] = 4;", ["'n'"]),
        DiagnosticCase.Statement("PDSL006", "[|d[0]|] = ~Normal(0, 1);", ["'d'"]),
        DiagnosticCase.Model("PDSL007", "[Data] string [|name|] = \"\"; [Latent] double x;", "x = ~Normal(0, 1); Factor(-x);", ["'name'", "'string'", "Vector<double>"]),
        DiagnosticCase.Model("PDSL007", "[Latent] float [|x|];", "", ["'x'", "'float'"]),
        DiagnosticCase.Model("PDSL007", "[Data] double[][][] [|x|] = []; [Latent] double z;", "z = ~Normal(0, 1); Factor(-z);", ["'x'"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent|]] double[] a;", "a[0] = ~Normal(0, 1); Factor(a[0]);", ["'a'", "0 dimension(s)", "[Latent(nameof(N))]"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(2, 3)|]] double[] a;", "a[0] = ~Normal(0, 1); Factor(a[0]);", ["2 dimension(s)"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(3)|]] double a;", "a = ~Normal(0, 1); Factor(a);", ["a scalar takes none"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(\"Missing\")|]] double[] a;", "a[0] = ~Normal(0, 1); Factor(a[0]);", ["'Missing'"]),
        DiagnosticCase.Model("PDSL008", "[Data] double size = 3; [[|Latent(nameof(size))|]] double[] a;", "a[0] = ~Normal(0, 1); Factor(a[0]);", ["'size'"]),
        DiagnosticCase.Model("PDSL008", "[[|Latent(Lower = \"low\")|]] double a;", "a = ~Normal(0, 1); Factor(a);", ["'low'", "bound"]),
        DiagnosticCase.Statement("PDSL008", "[|b|] = ~Normal(0, 1);", ["'b'", "0 of 1 indices", ".Iid(n)"], "[Latent(2)] double[] b;"),
        DiagnosticCase.Statement("PDSL008", "[|b[0]|] = ~Dirichlet(d);", ["'b'", "Dirichlet draws a vector"], "[Latent(3)] double[] b;"),
        DiagnosticCase.Statement("PDSL008", "[|b|] = a;", ["'b'"], "[Derived] double b;"),
        DiagnosticCase.File("PDSL009", "[Model] public static partial class [|M|] { }", ["'M'", "static"]),
        DiagnosticCase.File("PDSL009", "[Model] public partial class [|M|]<T> { void Generate() { } }", ["'M'", "generic"]),
        DiagnosticCase.File("PDSL009", "[Model] public abstract partial class [|M|] { void Generate() { } }", ["'M'", "abstract"]),
        DiagnosticCase.File("PDSL009", "[Model] public partial record [|M|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } }", ["'M'", "record"]),
        DiagnosticCase.File("PDSL009", "class Outer { [Model] public partial class [|M|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } } }", ["'M'", "'Outer'"]),
        DiagnosticCase.File("PDSL009", "partial class Outer<T> { [Model] public partial class [|M|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } } }", ["'M'", "generic"]),
        DiagnosticCase.Model("PDSL011", "double[] values = [1]; [Observed] double[] [|Y|] => values; [Latent] double x;", "x = ~Normal(0, 1); Y[0] = ~Normal(x, 1);", ["'Y'", "auto-property"]),
        DiagnosticCase.Model("PDSL011", "[Latent] double [|X|] { get; set => field = Math.Max(0, value); } [Observed] double y = 1;", "X = ~Normal(0, 1); y = ~Normal(X, 1);", ["'X'", "its accessors compute"]),
        DiagnosticCase.Model("PDSL011", "double raw; [Latent] double [|X|] { get => 2 * raw; set => raw = value; } [Observed] double y = 1;", "X = ~Normal(0, 1); y = ~Normal(X, 1);", ["'X'", "its accessors compute"]),
        DiagnosticCase.Model("PDSL011", "[Latent] double x; [Derived] double [|D|] { get; set { field = 2 * value; } } [Observed] double y = 1;", "x = ~Normal(0, 1); D = x; y = ~Normal(D, 1);", ["'D'", "its accessors compute"]),
        DiagnosticCase.Model("PDSL011", "[Latent] double x; double raw = 1; [Observed] double [|Y|] { get => 2 * raw; set => raw = value; }", "x = ~Normal(0, 1); Y = ~Normal(x, 1);", ["'Y'", "its accessors compute"]),
        DiagnosticCase.Model("PDSL011", "[Observed] double[] Y { get; set; } = [1]; [Parameter] double [|A|] { get; set => field = Math.Min(1, value); }", "foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(A, 1);", ["'A'", "its accessors compute"]),
        DiagnosticCase.Model("PDSL011", "[Observed] double[] Y { get; set; } = [1]; [Network] Dense [|Net|] => new(1, 1); [Data] Vector<double>[] V { get; set; } = [];", "foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(Net.Forward(V[n])[0], 1);", ["'Net'", "computed"]),
        DiagnosticCase.File("PDSL009", "file partial class Outer { [Model] public partial class [|M|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } } }", ["'M'", "nested in 'Outer', which is local to its file"]),
        DiagnosticCase.File("PDSL009", "class Base { [Latent] protected double x; } [Model] partial class [|M|] : Base { void Generate() { x = ~Normal(0, 1); } }", ["'M'", "derived from 'Base'", "'x'"]),
        DiagnosticCase.File("PDSL009", "class Base { [Parameter] protected double p; } [Model] partial class [|M|] : Base { [Parameter] double q; [Observed] double[] Y = []; void Generate() { foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(q, 1); } }", ["derived from 'Base'", "'p'"]),
        DiagnosticCase.File("PDSL021", "file static class Mine { public static double Twice(double v) => 2 * v; } [Model] partial class M { [Latent] double x; void Generate() { x = ~Normal(0, 1); Factor([|Mine|].Twice(x)); } }", ["'Mine' is local to its file", "what is generated stands in another", "without 'file'"]),
        DiagnosticCase.File("PDSL021", "file static class Mine { public static double Twice(this double v) => 2 * v; } [Model] partial class M { [Latent] double x; void Generate() { Draw(); Factor(-x); } void Draw() { x = ~Normal(3.0.[|Twice|](), 1); } }", ["'Mine' is local to its file"]),
        DiagnosticCase.File("PDSL021", "[Model] partial class M { [Data] double[] d = [1]; [Latent] double x; void Generate() { x = ~Normal(0, 1); Factor(Other.Both(x, d)); } } static class Other { public static double Both(double x, double[] d) => x * [|Hidden|] * d[0]; private static readonly double Hidden = 3; }", ["'Hidden' is private to 'Other'"]),
        DiagnosticCase.File("PDSL021", "[Model] partial class M(double scale) { [Latent] double x; void Generate() { x = ~Normal(0, [|scale|]); Factor(-x); } }", ["a parameter of the constructor", "[Data]"]),
        DiagnosticCase.File("PDSL021", "[Model] partial class M(double scale) { [Parameter] double p; [Observed] double[] Y = []; void Generate() { foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(p, [|scale|]); } }", ["a parameter of the constructor", "[Data]"]),
        DiagnosticCase.Model("PDSL021", "[Latent] double x; double Large(double v, int n) => v * checked([|n * 1000000|]);", "x = ~Normal(0, 1); Factor(Large(x, 3000));", ["3000 * 1000000 overflows"]),
        DiagnosticCase.File("PDSL009", "[Model] file partial class [|M|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); } }", ["'M'", "file"]),
        DiagnosticCase.File("PDSL021", "[Model] public partial class M(double[] given) { [Latent] double x; void Generate() { x = ~Normal([|given|][0], 1); Factor(-x); } }", ["'given'", "constructor"]),
        DiagnosticCase.Model("PDSL012", "[Latent] double [|Fit|];", "Fit = ~Normal(0, 1); Factor(-Fit);", ["'Fit'", "another name"]),
        DiagnosticCase.Model("PDSL012", "[Latent] double x; void [|Condition|]() { }", "x = ~Normal(0, 1); Factor(-x);", ["'Condition'"]),
        DiagnosticCase.Model("PDSL012", "[Latent] double x; class [|Simulate|] { }", "x = ~Normal(0, 1); Factor(-x);", ["'Simulate'"]),
        DiagnosticCase.File("PDSL012", "[Model] public partial class [|Fit|] { [Latent] double x; void Generate() { x = ~Normal(0, 1); Factor(-x); } }", ["'Fit'"]),
        DiagnosticCase.Model("PDSL013", "[Latent] static double [|x|];", "x = ~Normal(0, 1); Factor(-x);", ["'x'", "static"]),
        DiagnosticCase.Model("PDSL013", "[Data] const double [|c|] = 2; [Latent] double x;", "x = ~Normal(0, c); Factor(-x);", ["'c'", "static"]),
        DiagnosticCase.Statement("PDSL010", "[|x|] = 3;", ["'x'", "'~'", "[Derived]"]),
        DiagnosticCase.Statement("PDSL010", "[|a[0]|] = x;", ["'a'", "a latent"]),
        DiagnosticCase.Statement("PDSL010", "[|y[0]|] = x;", ["'y' is an outcome"]),
        DiagnosticCase.Statement("PDSL010", "[|x|] += 1;", ["'x'"]),
        DiagnosticCase.Statement("PDSL010", "[|x|]++;", ["'x'"]),
    ];

    private static IEnumerable<DiagnosticCase> Language() =>
    [
        DiagnosticCase.Statement("PDSL020", "[|try { Factor(x); } finally { }|]", ["a try statement"]),
        DiagnosticCase.Statement("PDSL020", "[|while (n > 4) { Factor(x); }|]", ["loop", "Plate(n)"]),
        DiagnosticCase.Statement("PDSL020", "[|do { Factor(x); } while (n > 4);|]", ["loop"]),
        DiagnosticCase.Statement("PDSL020", "[|switch (n) { case 1: Factor(x); break; }|]", ["a switch statement"]),
        DiagnosticCase.Statement("PDSL020", "[|throw new InvalidOperationException();|]", ["a throw statement"]),
        DiagnosticCase.Statement("PDSL020", "[|lock (d) { Factor(x); }|]", ["a lock statement"]),
        DiagnosticCase.Statement("PDSL020", "[|using (var file = new MemoryStream()) { Factor(x); }|]", ["a using statement"]),
        DiagnosticCase.Statement("PDSL020", "[|using var file = new MemoryStream();|] Factor(x);", ["a using"]),
        DiagnosticCase.Statement("PDSL020", "foreach (int i in Plate(n)) { if (i == 1) [|break;|] Factor(x); }", ["a jump"]),
        DiagnosticCase.Statement("PDSL020", "foreach (int i in Plate(n)) { if (i == 1) [|break;|] Factor(x); }", ["a jump"]),
        DiagnosticCase.Statement("PDSL020", "double p, q; [|(p, q) = (x, s)|]; Factor(p * q);", ["a deconstruction"]),
        DiagnosticCase.Statement("PDSL020", "Factor(Twice(x));", ["a jump"],
            "static double Twice(double v) { for (int i = 0; i < 3; i++) { if (i == 1) [|break;|] v += v; } return v; }"),
        DiagnosticCase.Statement("PDSL021", "double u = x > 0 ? 1 : throw [|new Exception()|]; Factor(u);", ["data decide", "a latent would"]),
        DiagnosticCase.Statement("PDSL021", "Factor([|x switch { > 0 => 1, < 3 => 2 }|]);", ["a switch on a latent", "'_'"]),
        DiagnosticCase.Statement("PDSL021", "Factor(n switch { [|var k|] => x * k });", ["patterns of a model"]),
        DiagnosticCase.Statement("PDSL021", "foreach (int i in Plate(n)) { [|if (i == 1) return;|] Factor(x); }", ["a return inside a loop"]),
        DiagnosticCase.Statement("PDSL021", "Factor(First(x));", ["a return inside a loop"],
            "static double First(double v) { for (int i = 0; i < 3; i++) { [|return v;|] } return 0; }"),
        DiagnosticCase.Statement("PDSL022", "Factor([|x.ToString()|].Length);", ["'Double.ToString()'"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|new[] { x, s }.OrderBy(v => v)|].First());", ["'Enumerable.OrderBy(IEnumerable<double>, Func<double, double>)'"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|double.RootN(x, 3)|]);", ["'Double.RootN(double, int)'", "docs/language.md"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|double.Hypot(x, s)|]);", ["Hypot"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|a.Max(Comparer<double>.Default)|]);", ["Comparer"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|a.Where(v => v > 0)|].Sum());", ["Where"]),
        DiagnosticCase.Statement("PDSL022", "Factor([|a.Sum(v => (double?)v)|]!.Value);", ["double?"]),
        DiagnosticCase.Statement("PDSL022", "var v = Vector<double>.Build.Dense(3, x); [|v.Add(1.0, v)|]; Factor(v.Sum());", ["'Vector.Add(double, Vector<double>)'"]),
        DiagnosticCase.Statement("PDSL021", "var [|squares = a.Select(v => v * v)|]; Factor(squares.Sum());", ["ToArray()"]),
        DiagnosticCase.Statement("PDSL021", "double t = 0; Factor(a.Sum([|v => { t += v; return v; }|]) + t);", ["assigns nothing outside"]),
        DiagnosticCase.Statement("PDSL032", "var sorted = [|d.OrderBy(v => v)|]; Factor(x * sorted.First());", ["'d.OrderBy(v => v)'", "no number"]),
        DiagnosticCase.Statement("PDSL032", "var list = new List<double>(); [|list.Add(1)|]; Factor(x * list.Count);", ["for its effect alone"]),
        DiagnosticCase.Statement("PDSL032", "var list = new List<double> { 1, 2 }; [|list.Remove(1)|]; Factor(x * list.Count);", ["for its effect alone"]),
        DiagnosticCase.Statement("PDSL021", "Factor(Peek([|this|]));", ["'this'"], "static double Peek(M model) => model.x;"),
        DiagnosticCase.Statement("PDSL022", "string[] names = [\"a\", \"bc\"]; Factor([|names.Sum(v => v.Length * x)|]);", ["Enumerable.Sum"]),
        DiagnosticCase.Statement("PDSL021", "double[][] rows = [[1, 2], [3]]; Factor([|rows.Sum(v => v[0] * x)|]);", ["here arrays", "write a loop"]),
        DiagnosticCase.Statement("PDSL060", "Factor((double)[|(int)x|]);", ["(int)"]),
        DiagnosticCase.Statement("PDSL021", "Factor([|(long)x|]);", ["double, int and bool"]),
        DiagnosticCase.Statement("PDSL023", "Factor(Power(x, 3));", ["'Power'", "loop"], "static double Power(double v, int k) => k == 0 ? 1 : v * [|Power(v, k - 1)|];"),
        DiagnosticCase.Statement("PDSL023", "Factor(Even(x));", ["'Even'"],
            "double Even(double v) => Odd(v - 1); double Odd(double v) => [|Even(v - 1)|];"),
        DiagnosticCase.Statement("PDSL024", "Factor(d[[|x > 0 ? 1 : 0|]]);", ["'x > 0 ? 1 : 0'"]),
        DiagnosticCase.Statement("PDSL024", "for (int i = 0; i < ([|x > 0 ? 1 : 2|]); i++) Factor(s);", ["loop bound"]),
        DiagnosticCase.Statement("PDSL025", "Factor([|~Normal(0, 1)|]);", ["right of an assignment"]),
        DiagnosticCase.Statement("PDSL025", "double z = 1 + [|~Normal(0, 1)|]; Factor(z);", []),
        DiagnosticCase.Statement("PDSL025", "_ = [|~Normal(0, 1)|];", []),
        DiagnosticCase.Statement("PDSL026", "double [|z = ~Normal(0, 1)|]; Factor(z);", ["'z'", "[Latent]"]),
        DiagnosticCase.Statement("PDSL026", "double z; [|z|] = ~Normal(0, 1); Factor(z);", ["'z'"]),
        DiagnosticCase.Statement("PDSL025", "double[] z = new double[2]; z[0] = [|~Normal(0, 1)|]; Factor(z[0]);", ["latent, observed or derived member"]),
        DiagnosticCase.Statement("PDSL027", "[|for (int i = 0; i != n; i++) Factor(x);|]", ["trip count"]),
        DiagnosticCase.Statement("PDSL027", "[|for (int i = 1; i < n; i *= 2) Factor(x);|]", ["Plate(n)"]),
        DiagnosticCase.Statement("PDSL027", "[|for (;;) Factor(x);|]", []),
        DiagnosticCase.Statement("PDSL027", "[|for (int i = 0, j = 0; i < n; i++) Factor(x);|]", []),
        DiagnosticCase.Statement("PDSL028", "double[] m = new double[2]; m[0] = x; [|m[0]|] = m[0] * s; Factor(m[0]);", ["'m'", "more than once"]),
        DiagnosticCase.Statement("PDSL028", "double[] m = new double[2]; for (int i = 0; i < 3; i++) [|m[0]|] += x * i; Factor(m[0]);", ["'m'"]),
        DiagnosticCase.File("PDSL029", """
            [Distribution(Support.Real)]
            [LogDensity("-square(y) * missing")]
            public readonly record struct Bad : IContinuousDistribution
            {
                public double Sample(Rng rng) => 0;
                public double LogDensity(double y) => 0;
                public double Cdf(double y) => 0;
                public double LogSurvival(double y) => 0;
                public double Mean => 0;
                public double Variance => 1;
                public static double operator ~(Bad d) => 0;
            }
            [Model] public partial class M { [Latent] double x; void Generate() { [|x = ~new Bad();|] Factor(x); } }
            """, ["missing"]),
    ];
}
