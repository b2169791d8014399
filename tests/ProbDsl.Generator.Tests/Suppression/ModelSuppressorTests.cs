using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Suppression;

/// <summary>Warnings about members that the generated half assigns and reads are suppressed; others stay.</summary>
public sealed class ModelSuppressorTests
{
    private const string Head = "using ProbDsl;\nusing static ProbDsl.Distributions;\n";

    /// <summary>Warning, members of a model with a constructor of its own, and whether the warning stays.</summary>
    public static TheoryData<string, string, bool> Rows => new()
    {
        { "CS8618", "[Latent(2)] double[] a; public M() { }", false },
        { "CS8618", "[Data] public double[] D { get; set; } public M() { }", false },
        { "CS8618", "[Observed] double[] y; public M(int n) { }", false },
        { "CS8618", "[Derived] double[] sum; public M() { }", false },
        { "CS8618", "double[] other; public M() { }", true },
        { "CS8618", "[Parameter(2)] double[] w; public M() { }", false },
        { "CS0169", "[Parameter] double w;", false },
        { "CS0649", "[Latent] double x; double Read() => x;", false },
        { "CS0649", "double x; double Read() => x;", true },
        { "CS0169", "[Latent] double x;", false },
        { "CS0169", "[Data] int n;", false },
        { "CS0169", "int n;", true },
        { "CS0414", "[Data] int n = 3;", false },
        { "CS0414", "int n = 3;", true },
        { "CS0169", "[Latent] double x, z;", false },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task SuppressesWhatTheAttributesMakeMoot(string id, string members, bool stays)
    {
        string source = $"{Head}[Model]\npublic partial class M\n{{\n    {members}\n}}\n";
        Diagnostic[] found = await Analyze(source, id);
        Assert.NotEmpty(found);
        Assert.All(found, d => Assert.Equal(!stays, d.IsSuppressed));
    }

    [Fact]
    public async Task MembersOfOtherClassesKeepTheirWarnings()
    {
        Diagnostic[] found = await Analyze($"{Head}public class NoModel {{ [Latent] double x; }}", "CS0169");
        Assert.All(found, d => Assert.False(d.IsSuppressed));
        Assert.NotEmpty(found);
    }

    [Fact]
    public void EveryRuleHasAReason() =>
        Assert.All(new ModelSuppressor().SupportedSuppressions, s => Assert.NotEmpty(s.Justification.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    private static async Task<Diagnostic[]> Analyze(string source, string id)
    {
        CSharpCompilation compilation = ModelCompilation.Create(source);
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true);
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers([new ModelSuppressor()], options);
        ImmutableArray<Diagnostic> all = await analysis.GetAllDiagnosticsAsync();
        return [.. all.Where(d => d.Id == id)];
    }
}
