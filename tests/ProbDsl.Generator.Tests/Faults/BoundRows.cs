namespace ProbDsl.Generator.Tests.Faults;

/// <summary>The table: bounds of small models by hand.</summary>
internal static class BoundRows
{
    private const string Numbers = "[Observed] double[] X = [0.3, -1.2, 2.7, 0.4]; [Parameter] double A = 0.7; [Parameter] double B = -0.4;";
    private const string Partly = "[Observed(Partly = true)] double[] X = [0.3, -1.2, 2.7, 0.4]; [Parameter] double A = 0.7; [Parameter] double B = -0.4;";
    private const string Plain = "X.Average(x => Normal(0, 1).LogDensity(x))";
    private const string Codes = Numbers + "[Latent] double[] u;";
    private const string Vectors = Numbers + "[Latent(3)] Vector<double>[] u; [Parameter] Vector<double> m = Vector<double>.Build.Dense([0.6, 0.0, -0.8]); [Parameter] Vector<double> s = Vector<double>.Build.Dense([-0.2, 0.4, 0.1]);";
    private const string Data = "[Data] double[] Q = [1.5, -2.3, 0.2, 2.5]; [Data] int[] K = [7, -7, 3, 0]; [Data] int[] J = [2, 2, 5, -3]; [Data] bool[] Has = [true, false, true, true]; [Data] Vector<double>[] V = [Vector<double>.Build.Dense([1.0, -2, 0.5]), Vector<double>.Build.Dense([3.0, -2, 0]), Vector<double>.Build.Dense([-1.0, -2.5, -4]), Vector<double>.Build.Dense([0.1, 0.2, 0.3])];";

    private static string Plate(string body) => $"foreach (int n in Minibatch(X.Length)) {{ {body} }}";

    private static BoundRow Of(string name, string body, string bound, string members = "", string before = "") =>
        new(name, Numbers + members, before + Plate("X[n] = ~Normal(0, 1); " + body), "", $"{Plain} + ({bound})");

    private static BoundRow Mean(string name, string mean, string members = Data) =>
        new(name, Numbers + members, Plate($"X[n] = ~Normal({mean}, 1.5);"), "", $"Enumerable.Range(0, 4).Average(n => Normal({mean}, 1.5).LogDensity(X[n]))");

    private static BoundRow Counts(string name, string whole, string element) => new(
        name, Numbers + Data + "[Observed] Vector<double>[] C = [Vector<double>.Build.Dense([1.0, 0, 3]), Vector<double>.Build.Dense([0.0, 2, 9]), Vector<double>.Build.Dense([0.0, 0, 1]), Vector<double>.Build.Dense([4.0, 1, 0])];",
        Plate($"X[n] = ~Normal(0, 1); C[n] = ~{whole};"), "", $"{Plain} + Enumerable.Range(0, 4).Average(n => Enumerable.Range(0, 3).Sum(i => {element}.LogDensity((int)C[n][i])))");

    /// <summary>A term counts in the plate in which it stands.</summary>
    private static readonly BoundRow[] Places =
    [
        Of("TermOfAParameter", "Factor(-3 * A);", "-3 * A"),
        Of("TermsInALoop", "if (true) { for (int k = 0; k < 2; k++) { Factor(-A); } }", "-2 * A"),
        Of("ObservedParameter", "Observe(A, Normal(B, 1));", "Normal(B, 1).LogDensity(A)"),
        Of("ConstantTerm", "Factor(1.5);", "1.5"),
        Of("TermInAHelper", "Shrink(2);", "-2 * A * A", "void Shrink(double by) => Factor(-by * A * A);"),
        Of("TermBeforeThePlate", "", "-A / 4", before: "Factor(-A);"),
        Of("TermOfTheDatum", "Factor(X[n]); Factor(B * X[n]);", "(1 + B) * X.Average()"),
        Of("TermOfANetworkOfParameters", "Factor(net.Forward(Vector<double>.Build.Dense(2, A)).Sum());", "6 * A", "[Network] readonly Mlp net = new(2, 3) { WeightInitializer = Initializers.Ones };"),
        Of("SumOfJoinedParts", "Factor(Concat(V[n], Vector<double>.Build.Dense(2, A)).Sum());", "V.Average(v => v.Sum()) + 2 * A", Data),
        new("OutcomeWithoutParameters", Numbers, Plate("X[n] = ~Uniform(-4, 4); Factor(A);"), "", "A - Math.Log(8)"),
        new("CodesOfParameters", Codes, Plate("u[n] = ~Normal(B, 2); X[n] = ~Normal(u[n], 1);"), Plate("u[n] = ~Normal(A, 0.5);"), "", "Math.Log(4) + 0.5 * (0.25 + (A - B) * (A - B)) / 4 - 0.5"),
        new("PositiveCodesOfParameters", Codes, Plate("u[n] = ~LogNormal(B, 2); X[n] = ~Normal(u[n], 1);"), Plate("u[n] = ~LogNormal(A, 0.5);"), "", "Math.Log(4) + 0.5 * (0.25 + (A - B) * (A - B)) / 4 - 0.5"),
        new("VectorCodesOfParameters", Vectors, Plate("u[n] = ~StandardNormal(3); X[n] = ~Normal(u[n].Sum(), 1);"), Plate("u[n] = ~Normal(m, Exp(s));"), "",
            "Enumerable.Range(0, 3).Sum(i => 0.5 * (Math.Exp(2 * s[i]) + m[i] * m[i] - 1) - s[i])"),
        new("BinaryCodesOfParameters", Codes, Plate("u[n] = ~Bernoulli(0.3); X[n] = ~Normal(u[n], 1);"), Plate("u[n] = ~BernoulliLogits(A);"), "",
            "Logistic(A) * Math.Log(Logistic(A) / 0.3) + Logistic(-A) * Math.Log(Logistic(-A) / 0.7)"),
        new BoundRow("SphereOfParameters", Vectors, Plate("u[n] = ~UniformOnSphere(3); X[n] = ~Normal(u[n].Sum(), 1);"), Plate("u[n] = ~VonMisesFisher(m, 50 * Math.Exp(A));"), "",
            "Concentrated(50 * Math.Exp(A))") with { Members = Vectors + "static double Concentrated(double k) => Math.Log(k) - (k + Log1p(-Math.Exp(-2 * k)) - Math.Log(2)) + k / Math.Tanh(k) - 1;" },
        new("GlobalCode", Codes.Replace("double[] u", "double u", StringComparison.Ordinal), "u = ~Normal(0, 1); " + Plate("X[n] = ~Normal(u, 1);"), "u = ~Normal(A, 0.5);", "", "(Math.Log(2) + 0.5 * (0.25 + A * A) - 0.5) / 4"),
    ];

    /// <summary>Probabilities by their log odds, and sides that are not chosen.</summary>
    private static readonly BoundRow[] Edges =
    [
        Of("ImpossibleOutcome", "Observe(0, Bernoulli(Logistic(w)));", "-40", "[Parameter] double w = 40;"),
        Of("ImpossibleOtherOutcome", "Observe(1, Bernoulli(Logistic(w)));", "-800", "[Parameter] double w = -800;"),
        Of("LogOfOneLess", "Factor(Math.Log(1 - Logistic(w)) + Log1p(-Logistic(w)) + Math.Log(Logistic(-w)));", "-150", "[Parameter] double w = 50;"),
        Of("UnlikelyClass", "Observe(1, Categorical(Softmax(v)));", "-900 - Log1p(Math.Exp(-900))", "[Parameter] Vector<double> v = Vector<double>.Build.Dense([900.0, 0.0]);"),
        Of("RootOfTheSideNotChosen", "Factor(B > 0 ? Math.Sqrt(B) : 2 * A);", "2 * A"),
        Of("RootAtZero", "Factor(Z > 0 ? Math.Sqrt(Z) : 2 * A);", "2 * A", "[Parameter] double Z = 0;"),
        Of("FunctionsOfTheSideNotChosen", "Factor(B > 0 ? Math.Tanh(Math.Sqrt(B)) * Math.Log(B) / (B - B) : A);", "A"),
        Of("DataChoose", "Factor(X[n] > 100 ? Math.Log(B) * A : A * A);", "A * A"),
        Of("DataChooseAmongPowers", "Factor(X[n] > 100 ? Math.Pow(B, 1.5) + Math.Exp(1e4 * A) : A);", "A"),
        Of("SumOfTheSideNotChosen", "Factor(B > 0 ? LogSumExp(Sqrt(v * B)) : v.Sum());", "3", "[Parameter] Vector<double> v = Vector<double>.Build.Dense([1.0, 2.0]);"),
    ];

    /// <summary>Values that no member holds, outside the support: minus infinity.</summary>
    private static readonly BoundRow[] Outside =
    [
        .. new[]
        {
            "Exponential(1 + A)|B", "Gamma(2, A)|B", "Beta(2, 2 + A)|1 + A", "LogNormal(A, 1)|B", "HalfNormal(A)|B", "HalfCauchy(A)|B", "InverseGamma(A, 1)|B", "Weibull(2, A)|B", "Uniform(B, A)|1 + A", "Poisson(A)|-1",
            "NegativeBinomial(A, 2)|-2", "Binomial(2, A)|3", "Bernoulli(A)|2", "BernoulliLogits(A)|-1",
        }.SelectMany(text => text.Split('|') is [{ } distribution, { } value]
            ? new[] { Of("Outside" + distribution.Split('(')[0], $"if (Has[n]) Observe({value}, {distribution});", "double.NegativeInfinity", Data), Of("DensityOutside" + distribution.Split('(')[0], $"Factor(Has[n] ? A : {distribution}.LogDensity({value}));", "double.NegativeInfinity", Data) } : []),
        Of("DensityOfAValue", "Factor(Normal(A, 2).LogDensity(X[n]) + Gamma(2, A).LogDensity(Q[n] * Q[n]) + CategoricalLogits(V[n]).LogDensity(1));",
            "Enumerable.Range(0, 4).Average(n => Normal(A, 2).LogDensity(X[n]) + Gamma(2, A).LogDensity(Q[n] * Q[n]) + CategoricalLogits(V[n]).LogDensity(1))", Data),
        Of("DensityOfAVector", "Observe(V[n], Normal(A * V[n], 2)); Factor(StandardNormal(3).LogDensity(B * V[n]));", "V.Average(v => v.Sum(x => Normal(A * x, 2).LogDensity(x) + Normal(0, 1).LogDensity(B * x)))", Data),
        new("OutcomeOutsideLearnedEnds", Numbers, Plate("X[n] = ~Uniform(-2 * A, 3 * A);"), "", "double.NegativeInfinity"),
    ];

    /// <summary>Expressions over data, and statements under conditions on data.</summary>
    private static readonly BoundRow[] Expressions =
    [
        Mean("RoundedDown", "A * Math.Floor(Q[n]) + B * Math.Ceiling(Q[n])"),
        Mean("Rounded", "A * Math.Round(Q[n]) + B * Math.Truncate(Q[n]) + Math.Sign(Q[n])"),
        Mean("WholePart", "A * (int)Q[n]"),
        Mean("WholeQuotients", "A * (K[n] / J[n]) + B * (K[n] % J[n])"),
        Mean("Patterns", "(K[n] switch { 0 => A, > 0 and < 5 => B, 7 or 9 when Q[n] > 1 => A * B, not -7 => 5, _ => A + B }) * (Q[n] is > 0 and not 2.5 ? 1 : 2)"),
        Of("PatternsOfParameters", "Factor(A switch { < 0 => B, >= 0.5 and < 1 when B < 0 => A * A, _ => 3 } + (A is 0.3 or > 0.6 ? B : 1) + Has[n] switch { true => A, _ => B });", "A * A + B + Has.Average(h => h ? A : B)", Data),
        Mean("LargestElement", "A * V[n].Max() + B * V[n].Minimum() + V[n].Average()"),
        Mean("FunctionOfEachElement", "A * V[n].Sum(x => x * x) + V[n].Select(x => x > 0 ? x : B * x).Sum() + V[n].Map(x => Math.Exp(x)).Sum()"),
        Mean("JaggedIntegers", "A * T[n][0] + B * T[n][1]", "[Data] int[][] T = [[1, 2], [3, 4], [5, 6], [7, 8]];"),
        Mean("JaggedTruths", "T[n][0] ? A : B", "[Data] bool[][] T = [[true], [false], [true], [true]];"),
        Mean("Arrays", "Vector<double>.Build.DenseOfArray([A, X[n], 2]).DotProduct(V[n])"),
        Mean("ElementwiseFunctions", "Log1p(Exp(V[n] * A)).Sum() + LogGamma(Square(V[n]) + 1).Sum() + Phi(A * V[n]).Sum()"),
        Mean("LongLoop", "Total(A)", "static double Total(double a) { double t = 0; for (int i = 0; i < 100; i++) t += a / (i + 1); return t; }"),
        new("MissingOutcomes", Partly + Data, Plate("double m = A; if (Has[n]) { m = Math.Sqrt(A); X[n] = ~Normal(m, 1); } else m = 2 * A; Factor(-m);"), "",
            "Enumerable.Range(0, 4).Average(n => Has[n] ? Normal(Math.Sqrt(A), 1).LogDensity(X[n]) - Math.Sqrt(A) : -2 * A)"),
        new("NestedConditions", Numbers + Data, Plate("X[n] = ~Normal(0, 1); if (Has[n]) { if (K[n] > 2) Factor(A * A); else { if (J[n] > 0) Factor(B); else Factor(-A); } }"), "",
            Plain + " + Enumerable.Range(0, 4).Average(n => Has[n] ? K[n] > 2 ? A * A : J[n] > 0 ? B : -A : 0)"),
        new BoundRow("ReturnsOfBothSides", Numbers + Data, Plate("X[n] = ~Normal(Mean(Has[n]), 1);"), "", "Enumerable.Range(0, 4).Average(n => Normal(Has[n] ? A : B, 1).LogDensity(X[n]))") with
            { Members = Numbers + Data + "double Mean(bool has) { if (has) return A; else return B; }" },
        new("LogarithmsOfMissingOutcomes", Numbers + Data, Plate("X[n] = ~Normal(0, 1); if (V[n][0] > 0) Factor(Math.Log(A * V[n][0]));"), "",
            Plain + " + V.Average(v => v[0] > 0 ? Math.Log(A * v[0]) : 0)"),
        new("TruthOutcomes", Numbers.Replace("double[] X = [0.3, -1.2, 2.7, 0.4]", "bool[] X = [true, false, false, true]", StringComparison.Ordinal) + Data, Plate("X[n] = ~BernoulliLogits(A * Q[n]) == 1;"), "",
            "Enumerable.Range(0, 4).Average(n => BernoulliLogits(A * Q[n]).LogDensity(X[n] ? 1 : 0))"),
        Counts("VectorsOfLogRates", "PoissonLog(A * V[n])", "PoissonLog(A * V[n][i])"),
        Counts("VectorsOfRates", "Poisson(Exp(A * V[n]))", "Poisson(Math.Exp(A * V[n][i]))"),
    ];

    /// <summary>Outcomes that are missing, or have one distribution or another; indices of the side that data choose; names and locals.</summary>
    private static readonly BoundRow[] Outcomes =
    [
        new("MissingNumbers", Partly.Replace("-1.2", "double.NaN", StringComparison.Ordinal) + Data, Plate("X[n] = ~Normal(A * Q[n], Math.Exp(B));"), "",
            "Enumerable.Range(0, 4).Average(n => double.IsNaN(X[n]) ? 0 : Normal(A * Q[n], Math.Exp(B)).LogDensity(X[n]))"),
        new("MissingPositiveNumbers", Partly.Replace("-1.2", "double.NaN", StringComparison.Ordinal), Plate("X[n] = ~LogNormal(A, Math.Exp(B));"), "",
            "Enumerable.Range(0, 4).Average(n => double.IsNaN(X[n]) ? 0 : LogNormal(A, Math.Exp(B)).LogDensity(X[n]))"),
        new("MissingElements", Numbers + Data + "[Observed(Partly = true)] Vector<double>[] C = [Vector<double>.Build.Dense([1.0, double.NaN, 3]), Vector<double>.Build.Dense([double.NaN, double.NaN, double.NaN]), Vector<double>.Build.Dense([0.2, 0.3, 1]), Vector<double>.Build.Dense([4.0, 1, 0.5])];",
            Plate("X[n] = ~Normal(0, 1); C[n] = ~LogNormal(A * V[n], Exp(B * V[n]));"), "",
            Plain + " + Enumerable.Range(0, 4).Average(n => Enumerable.Range(0, 3).Sum(i => double.IsNaN(C[n][i]) ? 0 : LogNormal(A * V[n][i], Math.Exp(B * V[n][i])).LogDensity(C[n][i])))"),
        new("MissingOutcomeOfTheModel", Numbers + "[Observed(Partly = true)] double Y = double.NaN; [Observed] double Z = 2;", "Y = ~Normal(A, 1); Z = ~Gamma(2, Math.Exp(B)); " + Plate("X[n] = ~Normal(0, 1);"), "",
            Plain + " + Gamma(2, Math.Exp(B)).LogDensity(Z) / 4"),
        new("MissingOnlyWhereDrawn", Partly.Replace("-1.2", "double.NaN", StringComparison.Ordinal) + Data, Plate("if (K[n] > 0) X[n] = ~Normal(A, 1);"), "", "Enumerable.Range(0, 4).Average(n => K[n] > 0 ? Normal(A, 1).LogDensity(X[n]) : 0)"),
        new("OutcomesOfEitherDistribution", Numbers + Data, Plate("if (X[n] > 0) X[n] = ~LogNormal(A, 1); else X[n] = ~Normal(B, 1);"), "",
            "X.Average(x => x > 0 ? LogNormal(A, 1).LogDensity(x) : Normal(B, 1).LogDensity(x))"),
        Of("IndicesOfTheSideTaken", "if (K[n] >= 0 && K[n] < 3) Factor(A * V[n][K[n]]); Factor(K[n] < 0 || K[n] > 2 ? B : V[n][K[n]]); Factor(K[n] switch { 7 => A, -7 => B, _ => V[n][K[n] % 3] });",
            "Enumerable.Range(0, 4).Average(n => (K[n] >= 0 && K[n] < 3 ? A * V[n][K[n]] : 0) + (K[n] < 0 || K[n] > 2 ? B : V[n][K[n]]) + (K[n] switch { 7 => A, -7 => B, _ => V[n][K[n] % 3] }))", Data),
        Mean("PartsByData", "A * V[n].SubVector(Start, Take).Sum()", Data + "[Data] int Start = 1; [Data] int Take = 2;"),
        Of("LocalThatBothSidesGive", "double t; if (Has[n]) t = A; else t = B; double u, v; if (Has[n]) (u, v) = (A, 1); else (u, v) = (B, 2); Factor(t + u * v);", "Has.Average(h => h ? 2 * A : 3 * B)", Data),
        Of("CallsOnBothSides", "if (Has[n]) Factor(At(Q, n) * A); else Factor(At(R, n) * B);", "Enumerable.Range(0, 4).Average(n => Has[n] ? Q[n] * A : R[n] * B)",
            Data + "[Data] double[] R = [1, 2, 4, 8]; double At(double[] values, int n) { double t = values[n], s; if (t > 0) s = 2 * t; else s = t + t; return s / 2; }"),
        Of("TruthThatDataGive", "bool f = false; if (Has[n]) f = true; if (f && Q[n] > 1) Factor(A); int k = 1; if (f) k = 3; Factor(B * (k / 2));",
            "Enumerable.Range(0, 4).Average(n => (Has[n] && Q[n] > 1 ? A : 0) + (Has[n] ? B : 0))", Data),
        new("Overridden", Numbers, Plate("X[n] = ~Normal(Twice(A) + Moved, 1);"), "", "X.Average(x => Normal(6 * A + 5, 1).LogDensity(x))",
            More: """
                public abstract class Bends { public virtual double Bend(double x) => x; public double Twice(double x) => 2 * Bend(x); public abstract double Shift { get; } public double Moved => Shift; }
                public partial class Overridden : Bends { public override double Bend(double x) => 3 * x; public override double Shift => 5; }
                """),
        new("Keywords", "[Observed] double[] @object = [0.3, -1.2, 2.7, 0.4]; [Parameter] double @event = 0.7; [Latent] double[] @new; [Data] double[] @class = [2, 3, 4, 5]; [Network] readonly Dense @base = new(1, 1) { WeightInitializer = Initializers.Ones };",
            "foreach (int n in Minibatch(@object.Length)) { @new[n] = ~Normal(0, 1); @object[n] = ~Normal(@event * @class[n] + @new[n] + @base.Forward(Vector<double>.Build.Dense(1, @new[n]))[0], 1); }",
            "foreach (int n in Minibatch(@object.Length)) @new[n] = ~Normal(@event, 0.5);", "", "Math.Log(2) + 0.5 * (0.25 + @event * @event) - 0.5"),
        Of("SizesOfParameters", "Factor(A * (w.Length + v.Count + m.RowCount * m.ColumnCount + d.Length));", "A * (2 + 3 + 4 * 5 + 4)",
            "[Parameter(2)] double[] w; [Parameter(3)] Vector<double> v; [Parameter(4, 5)] Matrix<double> m; [Parameter(nameof(X))] double[] d;"),
        new("LengthOfCodes", Codes, Plate("u[n] = ~Normal(u.Length, 2); X[n] = ~Normal(u[n], 1);"), Plate("u[n] = ~Normal(A * u.Length, 0.5);"), "", "Math.Log(4) + 0.5 * (0.25 + 16 * (A - 1) * (A - 1)) / 4 - 0.5"),
        new("JoinedParameters", "[Observed] double[] Y = [0.3, -1.2, 2.7, 0.4]; [Parameter] Vector<double> B = Vector<double>.Build.DenseOfArray([0.4, -0.6]); [Parameter] Vector<double> C = Vector<double>.Build.DenseOfArray([0.2, 0.9]);",
            "Vector<double> r = Concat(B, C); Factor(r.Sum() + 0.7 * r[1]); foreach (int n in Minibatch(Y.Length)) Y[n] = ~Normal(0, 1);", "", "(B.Sum() + C.Sum() + 0.7 * B[1]) / 4 + Y.Average(y => Normal(0, 1).LogDensity(y))"),
    ];

    public static BoundRow[] All { get; } = [.. Places, .. Edges, .. Outside, .. Expressions, .. Outcomes];
}
