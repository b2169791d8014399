using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Language;

/// <summary>C# that the language does not have is refused; what is not refused means what it means in C#.</summary>
public sealed class TrapTests
{
    private static readonly Dictionary<string, LanguageRow> Rows = TrapRows.All.ToDictionary(r => r.Name);

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

    [Theory]
    [MemberData(nameof(Names))]
    public void IsRightOrRefused(string name, string text)
    {
        _ = text;
        LanguageRow row = Rows[name];
        GeneratorRun run = GeneratorRun.Of(row.Source());
        Assert.Empty(run.Input.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
        if (run.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return;
        run.AssertClean("PDSL049", "PDSL061", "CS0414");
        ILogDensity model = LoadedModels.Load(run.Output).Condition($"Row.{name}.{name}");
        foreach (double[] position in DensityChecks.Positions(model, 4, 1.2))
        {
            double expected = row.Expected(new Frame(DensityChecks.Constrained(model, position)));
            DensityChecks.Equal("log density", expected, model.LogDensity(position, jacobian: false), 1e-11, 1);
        }
        DensityChecks.CheckAll(model, positions: 2, spread: 1.2);
    }

    /// <summary>Rows that depend on latents have one place each: what is missing, too short or made twice is refused when data are known.</summary>
    [Theory]
    [InlineData("z[0] = new double[1]; z[0][0] = x; z[0] = new double[1]; z[0][0] = y; Factor(z[0][0]);", "z[0]")]
    [InlineData("z[0] = new double[1]; z[0][0] = x; Factor(z[0][0] * z[1].Length);", "z[1]")]
    [InlineData("z[0] = new double[1]; z[0][0] = x; for (int i = 0; i < n; i++) Factor(z[0][i]);", "z[0][1]")]
    [InlineData("z[n] = new double[1]; z[n][0] = x; Factor(z[n][0]);", "4")]
    public void RowsAreMadeOnce(string statements, string named)
    {
        LanguageRow row = LanguageRow.Body("double[][] z = new double[2][]; " + statements, _ => 0);
        LoadedModels models = LoadedModels.Load(GeneratorRun.Of(row.Source()).AssertClean("PDSL049", "PDSL061", "CS0414").Output);
        XunitException refused = Assert.Throws<XunitException>(() => models.Condition($"Row.{row.Name}.{row.Name}"));
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A latent has one prior: whatever draws it twice, or leaves an element without a draw, is refused, here or when data are known.</summary>
    [Theory]
    [InlineData("for (int i = 0; i < 3; i++) z = ~Normal(0, 1); for (int i = 0; i < 3; i++) v[i] = ~Normal(z, 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 0; i < 3; i++) v[0] = ~Normal(z, 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 0; i < 3; i++) v[i] = ~Normal(z, 1); v[1] = ~Normal(0, 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 0; i < 3; i++) v[i] = ~Normal(z, 1); v = ~Normal(0, 1).Iid(3);")]
    [InlineData("z = ~Normal(0, 1); foreach (int i in w) v[i] = ~Normal(z, 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 0; i < 5; i++) v[i] = ~Normal(z, 1);")]
    public void NothingIsDrawnTwice(string statements)
    {
        GeneratorRun run = GeneratorRun.Of($$"""
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
                [Data] int[] w = [0, 0, 1];
                [Latent] double z;
                [Latent(3)] double[] v;
                void Generate()
                {
                    {{statements}}
                    Factor(-v[0] * v[1] * v[2] * z);
                }
            }
            """);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
        if (run.Diagnostics.Any(d => d.Severity == DiagnosticSeverity.Error))
            return;
        object model = LoadedModels.Load(run.AssertClean().Output).Create("M");
        Exception? thrown = Record.Exception(() => model.GetType().GetMethod("Condition")!.Invoke(model, null));
        Assert.True(thrown?.InnerException is ArgumentException, "drawn twice in silence: " + thrown);
    }

    /// <summary>Draws that look unusual and are right.</summary>
    [Theory]
    [InlineData("if (w.Length > 2) z = ~Normal(0, 1); else z = ~Cauchy(0, 1); v = ~Normal(z, 1).Iid(3);")]
    [InlineData("Prior(); for (int i = 0; i < 3; i++) v[i] = ~Normal(z, 1);")]
    [InlineData("z = ~Normal(0, 1); v[0] = ~Normal(0, 1); for (int i = 1; i < 3; i++) v[i] = ~Normal(v[i - 1], 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 2; i >= 0; i--) v[i] = ~Normal(i < 2 ? v[i + 1] : 0, 1);")]
    [InlineData("z = ~Normal(0, 1); v[2] = ~Normal(0, 1); v[0] = ~Normal(0, 1); v[1] = ~Normal(z, 1);")]
    [InlineData("z = ~Normal(0, 1); for (int i = 0; i < 3; i++) if (i != 1) v[i] = ~Normal(0, 1); else v[i] = ~Cauchy(0, 1);")]
    [InlineData("z = ~Normal(0, 1); foreach (int i in new[] { 2, 0, 1 }) v[i] = ~Normal(z, 1);")]
    public void EachIsDrawnOnce(string statements)
    {
        LoadedModels models = LoadedModels.Of($$"""
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
                [Data] int[] w = [0, 0, 1];
                [Latent] double z;
                [Latent(3)] double[] v;
                void Generate()
                {
                    {{statements}}
                    Factor(-v[0] * v[1] * v[2] * z);
                }
                void Prior() { z = ~Normal(0, 1); }
            }
            """, "CS0414");
        DensityChecks.CheckAll(models.Condition("M"));
    }
}
