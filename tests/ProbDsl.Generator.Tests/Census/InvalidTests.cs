using System.Reflection;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>The models of the rows, each in several forms.</summary>
public sealed class InvalidModels
{
    internal ModelBatch Batch { get; } = new(InvalidRow.All.Select(row => (row.Name, Source(row))), "PDSL004", "PDSL041", "PDSL042", "PDSL045", "PDSL049", "CS0414", "CS0649", "CS0169");

    private const string Helpers = """
            private static Matrix<double> L(double below, double last, double above) => Matrix<double>.Build.DenseOfRowArrays([1.0, above], [below, last]);
        """;

    private static string Source(InvalidRow row)
    {
        string density = $"{row.Distribution}.LogDensity({row.Outcome})";
        string outcomes = row.OutcomeType.Length > 0 ? $"[Observed] public {row.OutcomeType}[] Y = [{row.Outcome}, {row.Outcome}, {row.Outcome}];" : "";
        string scored = row.OutcomeType.Length > 0 ? $"Y[i] = ~{row.Distribution};" : $"Factor({density});";
        string rows = $$"""
            [Model] public partial class {{row.Name}}Rows
            {
                [Latent(3)] double[] A; [Latent(3)] double[] B; [Latent(3)] double[] C; {{outcomes}}
                void Generate() { foreach (int i in Plate(3)) { A[i] = ~Flat(); B[i] = ~Flat(); C[i] = ~Flat(); double a = A[i], b = B[i], c = C[i]; {{scored}} } }
                {{Helpers}}
            }
            [Model] public partial class {{row.Name}}Data
            {
                [Latent] double w; [Data] public double[] A = [1, 1, 1]; [Data] public double[] B = [1, 1, 1]; [Data] public double[] C = [1, 1, 1]; {{outcomes}}
                void Generate() { w = ~Flat(); foreach (int i in Plate(3)) { double a = A[i], b = B[i], c = C[i]; {{scored.Replace("Factor(", "Factor(w * ", StringComparison.Ordinal)}} } }
                {{Helpers}}
            }
            """;
        string batched = $$"""
            [Model] public partial class {{row.Name}}Batched
            {
                [Parameter] public double a = 1; [Parameter] public double b = 1; [Parameter] public double c = 1; [Observed] public double[] Z = [0.0, 0.0, 0.0]; {{outcomes}}
                void Generate() { foreach (int i in Minibatch(3)) { Z[i] = ~Normal(0, 1); {{scored}} } }
                {{Helpers}}
            }
            [Model] public partial class {{row.Name}}BatchedData
            {
                [Parameter] public double w = 1; [Data] public double[] A = [1, 1, 1]; [Data] public double[] B = [1, 1, 1]; [Data] public double[] C = [1, 1, 1]; [Observed] public double[] Z = [0.0, 0.0, 0.0]; {{outcomes}}
                void Generate() { foreach (int i in Minibatch(3)) { Z[i] = ~Normal(0, w); double a = A[i], b = B[i], c = C[i]; {{scored}} } }
                {{Helpers}}
            }
            """;
        return $$"""
            using System;
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using ProbDsl.Runtime;
            using static ProbDsl.Distributions;
            using static ProbDsl.Functions;
            #nullable disable
            namespace Row.{{row.Name}};
            [Model] public partial class {{row.Name}}
            {
                [Latent] double a; [Latent] double b; [Latent] double c;
                void Generate() { a = ~Flat(); b = ~Flat(); c = ~Flat(); Factor({{density}}); }
                {{Helpers}}
            }
            public sealed class Plain
            {
                {{Helpers}}
                public double Of(double a, double b, double c) => {{(row.Plain.Length > 0 ? row.Plain : density)}};
            }
            {{rows}}
            {{(row.IsBatched ? batched : "")}}
            """;
    }
}

/// <summary>
/// Outside the ranges of their parameters log densities are NaN (minus infinity at an end that is a limit), in the library and in what is generated from the formulas;
/// data are refused there. Nothing is a number that looks like a density.
/// </summary>
/// <param name="models">The compiled rows.</param>
public sealed class InvalidTests(InvalidModels models) : IClassFixture<InvalidModels>
{
    public static TheoryData<string> Names => [.. InvalidRow.All.Select(r => r.Name)];

    private static InvalidRow Row(string name) => InvalidRow.All.First(r => r.Name == name);

    private Func<double[], double> Plain(string name)
    {
        object plain = models.Batch.Create(name, "Plain");
        var of = plain.GetType().GetMethod("Of")!.CreateDelegate<Func<double, double, double, double>>(plain);
        return v => of(v[0], v[1], v[2]);
    }

    [Theory, MemberData(nameof(Names))]
    public void OfLatentsItIsWhatTheLibrarySays(string name)
    {
        Func<double[], double> plain = Plain(name);
        ILogDensity one = models.Batch.Condition(name), rows = LoadedModels.Condition(models.Batch.Create(name, name + "Rows"));
        List<string> wrong = [];
        double[] valid = Row(name).Values[0], gradient = new double[9];
        foreach (double[] v in Row(name).Values)
        {
            double expected = plain(v);
            double[] position = [valid[0], v[0], valid[0], valid[1], v[1], valid[1], valid[2], v[2], valid[2]];
            Compare(wrong, v, "one", expected, one.LogDensity(v));
            Compare(wrong, v, "rows", expected + (2 * plain(valid)), rows.LogDensity(position));
            Compare(wrong, v, "gradient", expected + (2 * plain(valid)), rows.LogDensityAndGradient(position, gradient));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Theory, MemberData(nameof(Names))]
    public void OfParametersItIsWhatTheLibrarySays(string name)
    {
        if (!Row(name).IsBatched)
            return;
        Func<double[], double> plain = Plain(name);
        List<string> wrong = [];
        foreach (double[] v in Row(name).Values)
            Compare(wrong, v, "bound", plain(v), Bound(models.Batch.Create(name, name + "Batched"), (m, i) => v[i]));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Data outside the range are refused with the statement; what is a density is not.</summary>
    [Theory, MemberData(nameof(Names))]
    public void DataAreRefused(string name)
    {
        Func<double[], double> plain = Plain(name);
        List<string> wrong = [];
        double[] valid = Row(name).Values[0];
        foreach (double[] v in Row(name).Values.Where(v => !v.Any(double.IsInfinity)))
        {
            double expected = plain(v);
            Check("Data", () =>
            {
                object model = models.Batch.Create(name, name + "Data");
                Set(model, valid, v);
                return ((ILogDensity)model.GetType().GetMethod("Condition", Type.EmptyTypes)!.Invoke(model, null)!).LogDensity([1.0]) - (2 * plain(valid));
            });
            if (Row(name).IsBatched)
                Check("BatchedData", () =>
                {
                    object model = models.Batch.Create(name, name + "BatchedData");
                    Set(model, valid, v);
                    return (3 * Bound(model, null)) - (2 * plain(valid));
                });

            void Check(string form, Func<double> value)
            {
                try
                {
                    double actual = value();
                    if (double.IsNaN(expected))
                        wrong.Add($"{form} at {string.Join(", ", v)}: {actual} and no refusal");
                    else
                        Compare(wrong, v, form, expected, actual);
                }
                catch (TargetInvocationException thrown)
                {
                    if (thrown.InnerException is not ArgumentException refusal)
                        wrong.Add($"{form} at {string.Join(", ", v)}: {thrown.InnerException}");
                    else if (double.IsFinite(expected) && !v.Contains(0))
                        wrong.Add($"{form} at {string.Join(", ", v)}: {refusal.Message}");
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Ordinary values around those that are tried.</summary>
    private static void Set(object model, double[] valid, double[] v)
    {
        foreach ((string name, int i) in new[] { ("A", 0), ("B", 1), ("C", 2) })
            model.GetType().GetField(name)!.SetValue(model, new[] { valid[i], v[i], valid[i] });
    }

    /// <summary>The bound a datum, without the term of the outcomes that all have.</summary>
    private static double Bound(object model, Func<object, int, double>? parameter)
    {
        if (parameter is not null)
            foreach ((string field, int i) in new[] { ("a", 0), ("b", 1), ("c", 2) })
                model.GetType().GetField(field)!.SetValue(model, parameter(model, i));
        var bound = (CompiledBound<double>)model.GetType().GetMethod("CreateBound")!.Invoke(model, [null])!;
        return bound.Step([0, 1, 2], new BoundRequest { Key = 1, Training = false, Gradient = false }).Bound - ProbDsl.Distributions.Normal(0, 1).LogDensity(0);
    }

    /// <summary>Numbers agree; at the ends of a range, which zero, infinity and an interval without anything between its ends are, no number comes of what is none.</summary>
    private static void Compare(List<string> wrong, double[] v, string form, double expected, double actual)
    {
        bool isEnd = v[0] >= v[1] || v.Any(x => x == 0 || double.IsInfinity(x));
        bool agrees = expected.Equals(actual) || Math.Abs(expected - actual) <= 1e-9 * Math.Max(1, Math.Abs(expected))
            || (isEnd && (!double.IsFinite(expected) || v.Any(double.IsInfinity)) && (double.IsNaN(actual) || double.IsNegativeInfinity(actual)));
        if (!agrees)
            wrong.Add(FormattableString.Invariant($"{form} at {string.Join(", ", v)}: {actual}, not {expected}"));
    }
}
