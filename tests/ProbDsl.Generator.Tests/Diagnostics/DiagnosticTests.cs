using System.Globalization;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic stands on the user's own span and says what, where and what to do.</summary>
public sealed class DiagnosticTests
{
    public static TheoryData<string> Rows => [.. DiagnosticCases.All.Select(Name)];

    private static string Name(DiagnosticCase row) => $"{row.Id} {row.Line}";

    [Theory]
    [MemberData(nameof(Rows))]
    public void IsReportedWhereItBelongs(string name)
    {
        DiagnosticCase row = DiagnosticCases.All.Single(r => Name(r) == name);
        bool marked = row.Source.Contains("[|", StringComparison.Ordinal);
        MarkedSource source = marked ? MarkedSource.Parse(row.Source) : new MarkedSource(row.Source, default);
        GeneratorRun run = GeneratorRun.Of(source.Text);
        string all = string.Join('\n', run.Diagnostics.Select(d => d.ToString()));
        Assert.True(run.Exception is null, run.Exception?.ToString());
        Diagnostic[] found = [.. run.Diagnostics.Where(d => d.Id == row.Id)];
        Assert.True(found.Length > 0, $"{row.Id} is not reported, but:\n{all}");
        Diagnostic? there = marked ? found.FirstOrDefault(d => d.Location.SourceSpan == source.Span) : found[0];
        Assert.True(there is not null, $"{row.Id} stands on '{TextAt(source, found[0])}', not on '{source.SpanText}'");
        string message = there.GetMessage(CultureInfo.InvariantCulture);
        foreach (string part in row.Says)
            Assert.Contains(part, message, StringComparison.Ordinal);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "PDSL090");
        // One mistake, one error.
        Assert.True(run.Diagnostics.All(d => d.Id == row.Id || d.Severity != DiagnosticSeverity.Error), all);
    }

    [Fact]
    public void EveryDescriptorHasARow()
    {
        string[] without = [.. Descriptors.All.Select(d => d.Id).Except(DiagnosticCases.All.Select(r => r.Id)).Except([Descriptors.Internal.Id])];
        Assert.Empty(without);
    }

    [Fact]
    public void IdsAreUniqueAndWellFormed()
    {
        Assert.Equal(Descriptors.All.Count, Descriptors.All.Select(d => d.Id).Distinct().Count());
        Assert.True(Descriptors.All.Count >= 20);
        Assert.All(Descriptors.All, d =>
        {
            Assert.Matches("^PDSL[0-9]{3}$", d.Id);
            Assert.StartsWith("ProbDsl.", d.Category, StringComparison.Ordinal);
            Assert.EndsWith(d.Id + ".md", d.HelpLinkUri, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void WarningsCanBeSwitchedOffByPragma()
    {
        const string Source = """
            using ProbDsl;
            using static ProbDsl.Distributions;
            [Model]
            public partial class M
            {
            #pragma warning disable PDSL049
                [Latent] double unused;
            #pragma warning restore PDSL049
                void Generate()
                {
                    unused = ~Normal(0, 1);
                }
            }
            """;
        Diagnostic reported = Assert.Single(GeneratorRun.Of(Source).Diagnostics);
        Assert.True(reported.Id == "PDSL049" && reported.IsSuppressed);
    }

    [Fact]
    public void ErrorsStandInTheWayOfText() =>
        Assert.Empty(GeneratorRun.Of("using ProbDsl; [Model] public class M { void Generate() { } }").Texts);

    private static string TextAt(MarkedSource source, Diagnostic diagnostic) =>
        diagnostic.Location.IsInSource ? source.Text.Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length) : "no place";
}
