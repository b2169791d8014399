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
            "terms" => ("", Lines(k => $"Factor(-{k}.5 * d[{k % 3}] * x);")),
            "plate" => ("", "foreach (int i in Plate(3)) {\n" + Lines(k => $"Factor(Normal(a[i] * {k}.25, 1).LogDensity(d[i]));") + "\n}"),
            "arrays" => ("", "double[] c0 = new double[3]; foreach (int i in Plate(3)) c0[i] = a[i];\n"
                + Lines(k => $"double[] c{k + 1} = new double[3]; foreach (int i in Plate(3)) c{k + 1}[i] = c{k}[i] * 0.5;") + $"\nFactor(c{count}[1] * x);"),
            _ => (Lines(k => $"[Latent(Lower = 0)] double s{k};"), Lines(k => $"s{k} = ~HalfNormal({k + 1}); Factor(s{k} * x);")),
        };
        return $$"""
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
    [InlineData("terms")]
    [InlineData("plate")]
    [InlineData("arrays")]
    [InlineData("latents")]
    public void WorkGrowsWithTheText(string kind)
    {
        Allocated(Source(kind, 1));
        double ratio = (double)Allocated(Source(kind, Long)) / Allocated(Source(kind, Short));
        Assert.True(ratio < MostTimes, $"four times the {kind} allocate {ratio:F1} times as much");
    }
}
