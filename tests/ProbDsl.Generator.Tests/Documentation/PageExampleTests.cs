using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Documentation;

/// <summary>What the pages show as whole files (fence <c>csharp good</c>) compiles without a diagnostic.</summary>
public sealed class PageExampleTests
{
    private static readonly string Root = RepositoryRoot();

    [Theory]
    [InlineData("docs/language.md", 2)]
    [InlineData("docs/networks.md", 3)]
    [InlineData("README.md", 1)]
    public void Examples_are_clean(string page, int least)
    {
        string path = Path.Combine(Root, page);
        if (!File.Exists(path))
            return; // Tests run from packages of binaries have no pages beside them.
        string text = File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal);
        string[] found = [.. Regex.Matches(text, "```csharp good\n(.*?)\n```", RegexOptions.Singleline).Select(m => m.Groups[1].Value)];
        Assert.True(found.Length >= least, $"{page} has {found.Length} examples, but had {least}");
        Assert.All(found, source => GeneratorRun.Of(source).AssertClean());
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
