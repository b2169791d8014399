using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>Programs whose variables and arrays change while they run.</summary>
public sealed class StateTests
{
    private static readonly Dictionary<string, LanguageRow> Rows = StateRows.Right.ToDictionary(r => r.Name);

    public static TheoryData<string, string> Names
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (LanguageRow row in Rows.Values)
                data.Add(row.Name, row.Text);
            return data;
        }
    }

    public static TheoryData<string, string, string> Refusals
    {
        get
        {
            var data = new TheoryData<string, string, string>();
            foreach ((string id, string text, string members) in StateRows.Refused)
                data.Add(id, text, members);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void MeansWhatTheProgramDoes(string name, string text)
    {
        _ = text;
        LanguageRow row = Rows[name];
        GeneratorRun run = GeneratorRun.Of(row.Source());
        run.AssertClean("PDSL049", "PDSL061", "CS0414");
        ILogDensity model = LoadedModels.Load(run.Output).Condition($"Row.{name}.{name}");
        foreach (double[] position in DensityChecks.Positions(model, 4, 1.2))
        {
            double expected = row.Expected(new Frame(DensityChecks.Constrained(model, position)));
            DensityChecks.Equal("log density", expected, model.LogDensity(position, jacobian: false), 1e-11, 1);
        }
        DensityChecks.CheckAll(model, positions: 2, spread: 1.2);
    }

    [Theory]
    [MemberData(nameof(Refusals))]
    public void IsRefused(string id, string text, string members)
    {
        GeneratorRun run = GeneratorRun.Of(new LanguageRow(text, _ => 0, members, "Refused", 1).Source());
        Assert.True(run.Diagnostics.Any(d => d.Id == id), $"{id} is not reported, but: {string.Join("; ", run.Diagnostics)}");
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
    }

    /// <summary>Data of the wrong size are refused with a name.</summary>
    [Theory]
    [InlineData("Factor((X * b).Sum());", "X")]
    [InlineData("foreach (int i in Plate(X.RowCount)) Factor(X.Row(i) * b);", "X.Row(i)")]
    [InlineData("Factor((w + b).Sum());", "w")]
    [InlineData("Factor(w.PointwiseMultiply(b).Sum());", "w")]
    [InlineData("foreach (int i in Plate(4)) Factor(w[i] * x);", "w[3]")]
    [InlineData("v = ~Flat().Iid(k + 1);", "v")]
    public void SizesThatDisagreeAreRefused(string statements, string named)
    {
        object model = LoadedModels.Of($$"""
            using MathNet.Numerics.LinearAlgebra;
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
                [Data] int k = 2;
                [Data] Vector<double> w = Vector<double>.Build.Dense(3);
                [Data] Matrix<double> X = Matrix<double>.Build.Dense(4, 3);
                [Latent] double x;
                [Latent(nameof(k))] Vector<double> b;
                [Latent(nameof(k))] Vector<double> v;
                void Generate()
                {
                    x = ~Flat();
                    b = ~Flat().Iid(k);
                    {{(statements.StartsWith('v') ? "" : "v = ~Flat().Iid(k);")}}
                    {{statements}}
                    Factor(-b[0] * v[0] * x);
                }
            }
            """, "CS0414").Create("M");
        Exception? thrown = Record.Exception(() => model.GetType().GetMethod("Condition")!.Invoke(model, null));
        ArgumentException refusal = Assert.IsType<ArgumentException>(thrown?.InnerException, exactMatch: false);
        Assert.Contains(named, refusal.Message, StringComparison.Ordinal);
    }
}
