using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Models over data of every size that might leave a remainder of lanes, repeat rows or split segments.</summary>
/// <param name="models">The compiled models.</param>
public sealed class PlateSizeTests(PlateModels models) : IClassFixture<PlateModels>
{
    private const int Groups = 3;

    public static TheoryData<string> Names => [.. Rows.Keys];

    private static int[] Sizes => [.. Enumerable.Range(1, 20), 31, 32, 33, 34, 67, 130];

    /// <summary>The density of each model by hand, over random data.</summary>
    private static readonly Dictionary<string, Func<Data, IReadOnlyDictionary<string, double>, double>> Rows = new()
    {
        ["Grouped"] = (data, v) => Sum(data, n => new Normal(v[$"a[{data.Group[n]}]"] + (v["b"] * data.X[n]), v["s"]).LogDensity(data.Y[n])),
        ["Repeated"] = (data, v) => Sum(data, n => new BinomialLogits(9, v["b"]).LogDensity(data.Count[n])),
        ["RepeatedInGroups"] = (data, v) => Sum(data, n => new PoissonLog(v[$"a[{data.Group[n]}]"]).LogDensity(data.Count[n])),
        ["Regression"] = (data, v) => Sum(data, n =>
            new BernoulliLogits(Enumerable.Range(0, 3).Sum(k => data.Design[n, k] * v[$"w[{k}]"])).LogDensity(data.Count[n] % 2)),
        ["Gaussian"] = (data, v) => Sum(data, n => new Normal(v["b"] + (v["c"] * data.X[n]), v["s"]).LogDensity(data.Y[n])),
        ["Dispersed"] = (data, v) => Sum(data, n => new NegativeBinomial(Math.Exp(v["b"] + (0.3 * data.X[n])), v["s"]).LogDensity(data.Count[n])),
        ["TwoIndices"] = (data, v) => Sum(data, n => new StudentT(3, v[$"a[{data.Group[n]}]"] * v[$"a2[{data.Other[n]}]"], v["s"]).LogDensity(data.Y[n])),
        ["OneEach"] = (data, v) => Sum(data, n => new Normal(v["b"], v["s"]).LogDensity(v[$"e[{n}]"]) + new Normal(v[$"e[{n}]"], 1).LogDensity(data.Y[n])),
        ["Walk"] = (data, v) => Sum(data, n => new Normal(n == 0 ? 0 : v[$"e[{n - 1}]"], v["s"]).LogDensity(v[$"e[{n}]"]) + new Normal(v[$"e[{n}]"], 1).LogDensity(data.Y[n])),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void DensityIsRightForEverySize(string name)
    {
        foreach (int size in Sizes)
        {
            var data = new Data(size);
            ILogDensity model = models.Condition(name, data);
            foreach (double[] position in DensityChecks.Positions(model, 2))
            {
                double expected = Rows[name](data, DensityChecks.Constrained(model, position));
                DensityChecks.Equal($"log density of {size}", expected, model.LogDensity(position, jacobian: false), 1e-11, 1);
            }
            if (size < 35)
            {
                DensityChecks.CheckGradient(model, DensityChecks.Positions(model, 1).Single());
                DensityChecks.CheckBlock(model);
            }
        }
    }

    private static double Sum(Data data, Func<int, double> term) => Enumerable.Range(0, data.Size).Sum(term);

    /// <summary>Random data, the same in every run.</summary>
    internal sealed class Data
    {
        public Data(int size)
        {
            var rng = new Rng((ulong)size);
            Size = size;
            X = [.. Enumerable.Range(0, size).Select(_ => rng.NextNormal())];
            Y = [.. Enumerable.Range(0, size).Select(_ => rng.NextNormal())];
            Count = [.. Enumerable.Range(0, size).Select(_ => (int)(5 * rng.NextDouble()))];
            Group = [.. Enumerable.Range(0, size).Select(_ => (int)(Groups * rng.NextDouble()))];
            Other = [.. Enumerable.Range(0, size).Select(_ => (int)(Groups * rng.NextDouble()))];
            Design = Matrix<double>.Build.Dense(size, 3, (_, _) => rng.NextNormal());
        }

        public int Size { get; }

        public double[] X { get; }

        public double[] Y { get; }

        public int[] Count { get; }

        public int[] Group { get; }

        public int[] Other { get; }

        public Matrix<double> Design { get; }
    }
}

/// <summary>The models of <see cref="PlateSizeTests"/>.</summary>
public sealed class PlateModels
{
    private const string Members = """
            [Data] public double[] X { get; set; }
            [Data] public int[] Group { get; set; }
            [Data] public int[] Other { get; set; }
            [Data] public Matrix<double> Design { get; set; }
            [Observed] public double[] Y { get; set; }
            [Observed] public int[] Count { get; set; }
        """;

    private readonly LoadedModels models = LoadedModels.Of($"""
        #nullable disable
        using System;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        namespace Plates;
        {Model("Grouped", "Y", "[Latent(3)] double[] a; [Latent] double b; [Latent(Lower = 0)] double s;", "b = ~Flat(); s = ~Flat(); a = ~Flat().Iid(3);",
            "Y[n] = ~Normal(a[Group[n]] + b * X[n], s);")}
        {Model("Repeated", "Count", "[Latent] double b;", "b = ~Flat();", "Count[n] = ~BinomialLogits(9, b);")}
        {Model("RepeatedInGroups", "Count", "[Latent(3)] double[] a;", "a = ~Flat().Iid(3);", "Count[n] = ~PoissonLog(a[Group[n]]);")}
        {Model("Regression", "", "[Latent(3)] Vector<double> w;", "w = ~Flat().Iid(3); Vector<double> eta = Design * w;",
            "Observe(Count[n] % 2, BernoulliLogits(eta[n]));")}
        {Model("Gaussian", "Y", "[Latent] double b; [Latent] double c; [Latent(Lower = 0)] double s;", "b = ~Flat(); c = ~Flat(); s = ~Flat();", "Y[n] = ~Normal(b + c * X[n], s);")}
        {Model("Dispersed", "Count", "[Latent] double b; [Latent(Lower = 0)] double s;", "b = ~Flat(); s = ~Flat();", "Count[n] = ~NegativeBinomial(Math.Exp(b + 0.3 * X[n]), s);")}
        {Model("TwoIndices", "Y", "[Latent(3)] double[] a; [Latent(3)] double[] a2; [Latent(Lower = 0)] double s;",
            "s = ~Flat(); a = ~Flat().Iid(3); a2 = ~Flat().Iid(3);",
            "Y[n] = ~StudentT(3, a[Group[n]] * a2[Other[n]], s);")}
        {Model("OneEach", "Y", "[Latent(nameof(X))] double[] e; [Latent] double b; [Latent(Lower = 0)] double s;", "b = ~Flat(); s = ~Flat();", "e[n] = ~Normal(b, s); Y[n] = ~Normal(e[n], 1);")}
        {Model("Walk", "Y", "[Latent(nameof(X))] double[] e; [Latent(Lower = 0)] double s;", "s = ~Flat();", "e[n] = ~Normal(n == 0 ? 0 : e[n - 1], s); Y[n] = ~Normal(e[n], 1);")}
        """);

    internal ILogDensity Condition(string name, PlateSizeTests.Data data)
    {
        object model = models.Create("Plates." + name);
        foreach (string member in new[] { "X", "Y", "Count", "Group", "Other", "Design" })
            model.GetType().GetProperty(member)!.SetValue(model, typeof(PlateSizeTests.Data).GetProperty(member)!.GetValue(data));
        return LoadedModels.Condition(model);
    }

    /// <param name="name">Name of the class.</param>
    /// <param name="observed">The member that is observed; the other outcome is data.</param>
    /// <param name="latents">The latents.</param>
    /// <param name="priors">Their priors.</param>
    /// <param name="statement">The statement of each row.</param>
    private static string Model(string name, string observed, string latents, string priors, string statement)
    {
        string members = Members;
        if (observed != "Y")
            members = members.Replace("[Observed] public double", "[Data] public double", StringComparison.Ordinal);
        if (observed != "Count")
            members = members.Replace("[Observed] public int", "[Data] public int", StringComparison.Ordinal);
        return $"[Model] public partial class {name} {{ {members} {latents} void Generate() {{ {priors} foreach (int n in Plate(X.Length)) {{ {statement} }} }} }}";
    }
}
