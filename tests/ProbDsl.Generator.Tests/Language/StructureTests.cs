using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Values = System.Collections.Generic.IReadOnlyDictionary<string, double>;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Whole small models: constraints, shapes, priors and likelihoods of many kinds, against their density by hand.</summary>
public sealed class StructureTests
{
    private static readonly Dictionary<string, (string Members, string Statements, Func<Values, double> Expected)> Rows = new()
    {
        ["NonCentredWalk"] = (
            "[Latent(4, NonCentered = true)] double[] z; [Latent] double s;",
            "s = ~HalfNormal(1); z[0] = ~Normal(0, 1); for (int t = 1; t < 4; t++) z[t] = ~Normal(z[t - 1], s); Factor(-z[3] * z[3]);",
            v => HalfNormal(v["s"]) + StandardNormal(v["z[0]"]) + Sum(3, t => StandardNormal((v[$"z[{t + 1}]"] - v[$"z[{t}]"]) / v["s"])) - Square(v["z[3]"])),
        ["NonCentredMatrix"] = (
            "[Latent(2, 3, NonCentered = true)] Matrix<double> z; [Latent] double m;",
            "m = ~Normal(0, 1); for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) z[i, j] = ~Normal(m, 2); Factor(z[1, 0] * z[0, 2]);",
            v => StandardNormal(v["m"]) + Sum(2, i => Sum(3, j => StandardNormal((v[$"z[{i},{j}]"] - v["m"]) / 2))) + (v["z[1,0]"] * v["z[0,2]"])),
        ["BoundsFromData"] = (
            "[Data] double low = -1; [Data] double high = 2.5; [Latent(Lower = nameof(low), Upper = nameof(high))] double x; [Latent(3, Lower = nameof(high))] double[] y;",
            "x = ~Normal(0, 1); foreach (int i in Plate(3)) y[i] = ~Normal(x, 3);",
            v => StandardNormal(v["x"]) + Sum(3, i => new Normal(v["x"], 3).LogDensity(v[$"y[{i}]"]))),
        ["BoundsFromLatents"] = (
            "[Latent] double low; [Latent(Lower = nameof(low))] double x; [Latent(Upper = nameof(Top))] double y; double Top => x + 1;",
            "low = ~Normal(0, 1); x = ~Normal(low, 1); y = ~Normal(0, 2);",
            v => StandardNormal(v["low"]) + StandardNormal(v["x"] - v["low"]) + new Normal(0, 2).LogDensity(v["y"])),
        ["UniformWithLatentEnds"] = (
            "[Latent] double top; [Latent(3)] double[] x;",
            "top = ~Exponential(1); foreach (int i in Plate(3)) x[i] = ~Uniform(0, top + 1);",
            v => -v["top"] - (3 * Math.Log(v["top"] + 1))),
        ["PositiveOrdered"] = (
            "[Latent(3, Ordered = true, Lower = 0)] double[] x;",
            "foreach (int i in Plate(3)) x[i] = ~Exponential(0.5); Factor(-x[2]);",
            v => Sum(3, i => Math.Log(0.5) - (0.5 * v[$"x[{i}]"])) - v["x[2]"]),
        ["SimplexAndCounts"] = (
            "[Data] int[] y = [0, 2, 1, 1, 2, 2]; [Latent(3)] Vector<double> p;",
            "p = ~Dirichlet(new double[] { 2, 1, 0.5 }); foreach (int n in Plate(y.Length)) Factor(Math.Log(p[y[n]]));",
            v => new Dirichlet([2, 1, 0.5]).LogDensity([v["p[0]"], v["p[1]"], v["p[2]"]]) + Math.Log(v["p[0]"]) + (2 * Math.Log(v["p[1]"])) + (3 * Math.Log(v["p[2]"]))),
        ["MarkovChain"] = (
            "[Observed(Partly = true)] int[] y = [0, 1, 1, 0, 1, 1]; [Latent] double a; [Latent] double b;",
            "a = ~Beta(1, 1); b = ~Beta(2, 2); for (int t = 1; t < y.Length; t++) y[t] = ~Bernoulli(y[t - 1] == 0 ? a : b);",
            v => new Beta(2, 2).LogDensity(v["b"]) + (2 * Math.Log(v["a"])) + (2 * Math.Log(v["b"])) + Math.Log(1 - v["b"])),
        ["TransitionByRow"] = (
            "[Data] int[] y = [0, 1, 1, 2, 0]; [Latent(3, 3)] double[,] w;",
            "for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) w[i, j] = ~Normal(0, 1); " +
            "for (int t = 1; t < y.Length; t++) { double[] row = new double[3]; for (int j = 0; j < 3; j++) row[j] = w[y[t - 1], j]; Observe(y[t], CategoricalLogits(row)); }",
            v => Sum(3, i => Sum(3, j => StandardNormal(v[$"w[{i},{j}]"]))) + Transitions(v, [0, 1, 1, 2, 0])),
        ["IidObserved"] = (
            "[Observed] double[] y = [0.5, -1, 2]; [Observed] Vector<double> z = Vector<double>.Build.DenseOfArray([1.0, 2.0]); [Observed] int[] c = [1, 4]; [Latent] double m;",
            "m = ~Normal(0, 1); y = ~Normal(m, 2).Iid(3); z = ~Laplace(m, 1).Iid(z.Count); c = ~PoissonLog(m).Iid(c.Length);",
            v => StandardNormal(v["m"]) + new[] { 0.5, -1, 2 }.Sum(new Normal(v["m"], 2).LogDensity) + new[] { 1.0, 2 }.Sum(new Laplace(v["m"], 1).LogDensity)
                + new[] { 1, 4 }.Sum(new PoissonLog(v["m"]).LogDensity)),
        ["VectorRows"] = (
            "[Observed] double[][] y = [[0.2, 0.8], [0.5, 0.5]]; [Latent(2)] double[] a;",
            "foreach (int k in Plate(2)) a[k] = ~Exponential(1); foreach (int n in Plate(2)) y[n] = ~Dirichlet(a);",
            v => -v["a[0]"] - v["a[1]"] + Sum(2, n => new Dirichlet([v["a[0]"], v["a[1]"]]).LogDensity(n == 0 ? [0.2, 0.8] : [0.5, 0.5]))),
        ["TwoLevels"] = (
            "[Data] int[] school = [0, 0, 1, 2, 2]; [Data] int[] pupil = [0, 1, 2, 3, 4, 4, 0]; [Observed] double[] y = [1, 2, 3, 4, 5, 6, 7]; [Latent(3)] double[] a; [Latent(5)] double[] b; [Latent] double s;",
            "s = ~HalfNormal(1); foreach (int i in Plate(3)) a[i] = ~Normal(0, 1); foreach (int j in Plate(5)) b[j] = ~Normal(a[school[j]], s); foreach (int n in Plate(7)) y[n] = ~Normal(b[pupil[n]], 1);",
            v => HalfNormal(v["s"]) + Sum(3, i => StandardNormal(v[$"a[{i}]"]))
                + Sum(5, j => new Normal(v[$"a[{new[] { 0, 0, 1, 2, 2 }[j]}]"], v["s"]).LogDensity(v[$"b[{j}]"]))
                + Sum(7, n => StandardNormal(n + 1 - v[$"b[{new[] { 0, 1, 2, 3, 4, 4, 0 }[n]}]"]))),
        ["DynamicProgramming"] = (
            "[Data] double[,] cost = { { 1, 2, 0.5 }, { 0.1, 1, 2 }, { 2, 0.3, 1 } }; [Latent] double rate;",
            "rate = ~Exponential(1); double[,] best = new double[3, 3]; for (int i = 0; i < 3; i++) for (int j = 0; j < 3; j++) { double before = i == 0 && j == 0 ? 0 : i == 0 ? best[0, j - 1] : j == 0 ? best[i - 1, 0] : LogSumExp(best[i - 1, j], best[i, j - 1]); best[i, j] = before - rate * cost[i, j]; } Factor(best[2, 2]);",
            v => -v["rate"] + Paths(v["rate"])),
        ["Jacobian"] = (
            "[Latent] double x;",
            "x = ~Normal(0, 1); double y = Math.Exp(x); Factor(Gamma(2, 3).LogDensity(y) + x);",
            v => StandardNormal(v["x"]) + new Gamma(2, 3).LogDensity(Math.Exp(v["x"])) + v["x"]),
        ["DerivedInUse"] = (
            "[Latent(3)] Vector<double> a; [Derived] double[] share; [Derived] double top; [Derived] Vector<double> twice;",
            "a = ~Normal(0, 1).Iid(3); share = Softmax(a.ToArray()); top = share[0] + share[1]; twice = 2 * a; Factor(Math.Log(top) + twice[1]);",
            v => Sum(3, i => StandardNormal(v[$"a[{i}]"])) + Math.Log(1 - Functions.Softmax([v["a[0]"], v["a[1]"], v["a[2]"]])[2]) + (2 * v["a[1]"])),
        ["MatrixNormalRegression"] = (
            "[Data] Matrix<double> X = Matrix<double>.Build.DenseOfArray(new double[,] { { 1, 2 }, { 0.5, -1 }, { 3, 0.2 } }); [Observed] Vector<double> y = Vector<double>.Build.DenseOfArray([1.0, 2, 3]); [Latent(2)] Vector<double> beta; [Latent] double s;",
            "s = ~HalfCauchy(1); beta = ~Normal(0, 1).Iid(2); Vector<double> mean = X * beta; for (int n = 0; n < 3; n++) y[n] = ~Normal(mean[n], s);",
            v => new HalfCauchy(1).LogDensity(v["s"]) + StandardNormal(v["beta[0]"]) + StandardNormal(v["beta[1]"])
                + Sum(3, n => new Normal((new[] { 1, 0.5, 3 }[n] * v["beta[0]"]) + (new[] { 2, -1, 0.2 }[n] * v["beta[1]"]), v["s"]).LogDensity(n + 1))),
        ["JaggedLatents"] = (
            "[Latent(2, 3)] double[][] z;",
            "for (int i = 0; i < 2; i++) for (int j = 0; j < 3; j++) z[i][j] = ~Normal(j, 1); Factor(z[0][1] * z[1][2]);",
            v => Sum(2, i => Sum(3, j => StandardNormal(v[$"z[{i},{j}]"] - j))) + (v["z[0,1]"] * v["z[1,2]"])),
        ["SwitchInPlate"] = (
            "[Data] int[] kind = [0, 1, 2, 1]; [Latent(3)] double[] a;",
            "a = ~Normal(0, 1).Iid(3); foreach (int n in Plate(4)) { double e = kind[n] switch { 0 => a[0], 1 => Math.Exp(a[1]), _ => a[2] * a[0] }; Factor(e * (n + 1)); }",
            v => Sum(3, i => StandardNormal(v[$"a[{i}]"])) + v["a[0]"] + (6 * Math.Exp(v["a[1]"])) + (3 * v["a[2]"] * v["a[0]"])),
        ["EmptyGroups"] = (
            "[Data] int[][] members = [[0, 1], [], [2]]; [Latent(3)] double[] a;",
            "a = ~Normal(0, 1).Iid(3); for (int g = 0; g < members.Length; g++) { double sum = 0; foreach (int m in members[g]) sum += a[m]; Factor(-sum * sum); }",
            v => Sum(3, i => StandardNormal(v[$"a[{i}]"])) - Square(v["a[0]"] + v["a[1]"]) - Square(v["a[2]"])),
        ["ExactFactors"] = (
            "[Latent] double x; [Data] bool strict = true;",
            "x = ~Normal(0, 1); if (strict) Factor(Math.Log(1 + x * x)); else Factor(1); Factor(3);",
            v => StandardNormal(v["x"]) + Math.Log(1 + Square(v["x"])) + 3),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DensityIsThatByHand(string name)
    {
        (string members, string statements, Func<Values, double> expected) = Rows[name];
        string source = $$"""
            using System;
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using static ProbDsl.Distributions;
            using static ProbDsl.Functions;
            [Model]
            public partial class M
            {
                {{members}}
                void Generate()
                {
                    {{statements}}
                }
            }
            """;
        ILogDensity model = LoadedModels.Of(source, "PDSL049", "PDSL061", "CS0414").Condition("M");
        foreach (double[] position in DensityChecks.Positions(model, 5))
            DensityChecks.Equal("log density", expected(DensityChecks.Constrained(model, position)), model.LogDensity(position, jacobian: false), 1e-11, 1);
        DensityChecks.CheckAll(model);
        // A non-centred latent is scored by its standardised form, whose own Jacobian is one.
        if (!members.Contains("NonCentered", StringComparison.Ordinal))
            CheckJacobian(model);
    }

    /// <summary>The log-Jacobian is that of the map from coordinates to values, where those are as many.</summary>
    private static void CheckJacobian(ILogDensity model)
    {
        if (model.ParameterNames.Count != model.Dimension)
            return;
        foreach (double[] position in DensityChecks.Positions(model, 2))
        {
            var jacobian = Matrix<double>.Build.Dense(model.Dimension, model.Dimension, (i, j) => DensityChecks.Derivative(u =>
            {
                double[] values = new double[u.Length];
                model.Constrain(u, values);
                return values[i];
            }, position, j));
            double expected = Math.Log(Math.Abs(jacobian.Determinant()));
            double actual = model.LogDensity(position, jacobian: true) - model.LogDensity(position, jacobian: false);
            DensityChecks.Equal("log-Jacobian", expected, actual, 1e-7, 1);
        }
    }

    private static double Sum(int count, Func<int, double> term) => Enumerable.Range(0, count).Sum(term);

    private static double Square(double x) => x * x;

    private static double StandardNormal(double x) => new Normal(0, 1).LogDensity(x);

    private static double HalfNormal(double x) => new HalfNormal(1).LogDensity(x);

    private static double Transitions(Values v, int[] y) =>
        Sum(y.Length - 1, t => new CategoricalLogits([.. Enumerable.Range(0, 3).Select(j => v[$"w[{y[t]},{j}]"])]).LogDensity(y[t + 1]));

    private static double Paths(double rate)
    {
        double[,] cost = { { 1, 2, 0.5 }, { 0.1, 1, 2 }, { 2, 0.3, 1 } };
        double[,] best = new double[3, 3];
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 3; j++)
            {
                double before = i == 0 && j == 0 ? 0 : i == 0 ? best[0, j - 1] : j == 0 ? best[i - 1, 0] : Functions.LogSumExp(best[i - 1, j], best[i, j - 1]);
                best[i, j] = before - (rate * cost[i, j]);
            }
        return best[2, 2];
    }
}
