using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic has a page whose bad example causes it and whose good example is clean.</summary>
public sealed class DiagnosticPageTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot(), "docs", "diagnostics");

    public static TheoryData<string> Ids => [.. Descriptors.All.Select(d => d.Id).Where(id => id != Descriptors.Internal.Id)];

    /// <summary>Tests run from packages of binaries have no pages beside them.</summary>
    private static bool HasPages => Directory.Exists(Folder);

    [Fact]
    public void EveryDescriptorHasAPage()
    {
        if (!HasPages)
            return;
        Assert.All(Descriptors.All, d => Assert.True(File.Exists(PageOf(d.Id)), $"{d.Id} has no page"));
        IEnumerable<string> pages = Directory.GetFiles(Folder, "PDSL*.md").Select(f => Path.GetFileNameWithoutExtension(f));
        Assert.Empty(pages.Except(Descriptors.All.Select(d => d.Id)));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void BadExamplesCauseIt(string id) =>
        Assert.All(Examples(id, "bad"), source =>
        {
            GeneratorRun run = GeneratorRun.Of(source);
            Assert.Contains(id, run.Diagnostics.Select(d => d.Id));
            Assert.DoesNotContain(run.Diagnostics, d => d.Id != id && d.Severity == DiagnosticSeverity.Error);
        });

    [Theory]
    [MemberData(nameof(Ids))]
    public void GoodExamplesAreClean(string id) =>
        Assert.All(Examples(id, "good"), source => GeneratorRun.Of(source).AssertClean());

    private static string[] Examples(string id, string kind)
    {
        if (!HasPages)
            return [];
        string page = File.ReadAllText(PageOf(id)).Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] found = [.. Regex.Matches(page, $"```csharp {kind}\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        Assert.True(found.Length > 0, $"the page of {id} has no {kind} example");
        return found;
    }

    private static string PageOf(string id) => Path.Combine(Folder, id + ".md");

    private static string RepositoryRoot([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", ".."));
}
