using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Faults;

/// <summary>The generator's work grows with the text, not with its square.</summary>
public sealed class WorkTests
{
    private const int Short = 100;
    private const int Long = 4 * Short;

    /// <summary>Four times the text allocates at most this many times as much; the square would be sixteen.</summary>
    private const double MostTimes = 7;

    private static string Source(string kind, int count)
    {
        string Lines(Func<int, string> line) => string.Join('\n', Enumerable.Range(0, count).Select(line));
        (string members, string body) = kind switch
        {
            "assignments" => ("", "double t = x;\n" + Lines(k => $"t = t + {k}.5 * a[{k % 3}];") + "\nFactor(t);"),
            "data" => ("", "double t = 0;\n" + Lines(k => $"t += {k}.5 * d[{k % 3}];") + "\nFactor(t * x);"),
            "texts of data" => ("", "double t = 0;\n" + Lines(k => $"t += Math.Round(d[{k % 3}] + {k}.5, 1);") + "\nFactor(t * x);"),
            "terms" => ("", Lines(k => $"Factor(-{k}.5 * d[{k % 3}] * x);")),
            "plate" => ("", "foreach (int i in Plate(3)) {\n" + Lines(k => $"Factor(Normal(a[i] * {k}.25, 1).LogDensity(d[i]));") + "\n}"),
            "nonlinear" => ("", "double t = x;\n" + Lines(k => $"t = Math.Tanh(t * {k}.5) + a[{k % 3}];") + "\nFactor(t);"),
            "data locals" => ("", "double t0 = d[0];\n" + Lines(k => $"double t{k + 1} = Math.Sin(t{k}) * d[{k % 3}];") + $"\nFactor(t{count} * x);"),
            "data arrays" => ("", Lines(k => $"double[] u{k} = d.Select(v => v * {k}).ToArray();") + "\n" + Lines(k => $"Factor(u{k}[1] * x);")),
            "choices" => ("", "double t = x;\n" + Lines(k => $"t = d[{k % 3}] > {k} ? t * 0.5 : t + a[{k % 3}];") + "\nFactor(t);"),
            "branches" => ("", "double t = x;\n" + Lines(k => $"if (d[{k % 3}] > {k}) t = t * 0.5; else t += a[{k % 3}];") + "\nFactor(t);"),
            "branches on latents" => ("", "double t = x;\n" + Lines(k => $"if (x > {k}) t = t * 0.5; else t += a[{k % 3}];") + "\nFactor(t);"),
            "loops" => ("", "double t = x;\n" + Lines(k => $"for (int i = 0; i < 3; i++) t = Math.Tanh(t) + a[i] * {k};") + "\nFactor(t);"),
            "observed values" => ("", Lines(k => $"Observe(d[{k % 3}], Normal(a[{k % 3}] * {k}.5, 1));")),
            "helpers" => (Lines(k => $"double H{k}(double v) {{ double w = v * {k}; return w + x; }}"), Lines(k => $"Factor(H{k}(x));")),
            "arrays" => ("", "double[] c0 = new double[3]; foreach (int i in Plate(3)) c0[i] = a[i];\n"
                + Lines(k => $"double[] c{k + 1} = new double[3]; foreach (int i in Plate(3)) c{k + 1}[i] = c{k}[i] * 0.5;") + $"\nFactor(c{count}[1] * x);"),
            "none" => ("", "//"),
            _ => (Lines(k => $"[Latent(Lower = 0)] double s{k};"), Lines(k => $"s{k} = ~HalfNormal({k + 1}); Factor(s{k} * x);")),
        };
        return $$"""
            using System;
            using System.Linq;
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
                [Data] double[] d = [1, 2, 3];
                [Latent] double x;
                [Latent(3)] double[] a;
            {{members}}
                void Generate()
                {
                    x = ~Normal(0, 1);
                    foreach (int i in Plate(3))
                        a[i] = ~Normal(x, 1);
            {{body}}
                }
            }
            """;
    }

    private static long Allocated(string source)
    {
        CSharpCompilation compilation = ModelCompilation.Create(source);
        _ = compilation.GetDiagnostics();
        GeneratorDriver driver = GeneratorRun.Driver();
        long before = GC.GetAllocatedBytesForCurrentThread();
        driver = driver.RunGenerators(compilation);
        long after = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(driver.GetRunResult().Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        return after - before;
    }

    [Theory]
    [InlineData("assignments")]
    [InlineData("data")]
    [InlineData("texts of data")]
    [InlineData("terms")]
    [InlineData("plate")]
    [InlineData("arrays")]
    [InlineData("nonlinear")]
    [InlineData("data locals")]
    [InlineData("data arrays")]
    [InlineData("choices")]
    [InlineData("branches")]
    [InlineData("branches on latents")]
    [InlineData("loops")]
    [InlineData("observed values")]
    [InlineData("helpers")]
    [InlineData("latents")]
    public void WorkGrowsWithTheText(string kind)
    {
        Allocated(Source(kind, 1));
        double ratio = (double)Allocated(Source(kind, Long)) / Allocated(Source(kind, Short));
        Assert.True(ratio < MostTimes, $"four times the {kind} allocate {ratio:F1} times as much");
    }

    /// <summary>Helpers of which each calls the one before several times: two and a half times as many are about as much more work, not a thousand times.</summary>
    [Theory]
    [InlineData("F{0}(v) + F{0}(v)")]
    [InlineData("F{0}(v) * F{0}(v) + F{0}(x)")]
    [InlineData("F{0}(v) - 0.5 * F{0}(v + 1)")]
    public void HelpersThatCallHelpersDoNotMultiply(string body)
    {
        string Source(int count) => WorkTests.Source("none", 0).Replace("void Generate()", "double F0(double v) => v * v + x;\n"
            + string.Join('\n', Enumerable.Range(0, count).Select(k => $"double F{k + 1}(double v) => {string.Format(System.Globalization.CultureInfo.InvariantCulture, body, k)};")) + "\nvoid Generate()", StringComparison.Ordinal)
            .Replace("//", $"Factor(F{count}(x));", StringComparison.Ordinal);
        Allocated(Source(1));
        double ratio = (double)Allocated(Source(20)) / Allocated(Source(8));
        Assert.True(ratio < MostTimes, $"20 helpers allocate {ratio:F1} times as much as 8");
    }
}
