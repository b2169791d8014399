using System.Text.RegularExpressions;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Generated code that the pages show is what the generator writes for the eight schools.</summary>
public sealed partial class ExcerptTests
{
    private static readonly string _root = FindRoot();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/how-it-works.md")]
    public void Excerpts_are_generated(string page)
    {
        string[] generated = Lines(File.ReadAllText(GeneratedFile()));
        MatchCollection excerpts = Excerpt().Matches(File.ReadAllText(Path.Combine(_root, page)).ReplaceLineEndings("\n"));
        Assert.NotEmpty(excerpts);
        foreach (Match excerpt in excerpts)
        {
            int place = 0;
            foreach (string line in Lines(excerpt.Groups[1].Value))
            {
                int found = Array.IndexOf(generated, line, place);
                Assert.True(found >= 0, $"{page} shows '{line}', which {GeneratedFile()} no longer has there; copy the excerpt anew.");
                place = found + 1;
            }
        }
    }

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    /// <summary>The file of the latest build, kept by a property of the sample's project.</summary>
    private static string GeneratedFile() =>
        Directory.EnumerateFiles(Path.Combine(_root, "samples", "EightSchools", "obj"), "ProbDsl.Samples.EightSchools.g.cs", SearchOption.AllDirectories)
            .MaxBy(File.GetLastWriteTimeUtc)
        ?? throw new InvalidOperationException("The sample has not been built.");

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                return folder.FullName;
        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    [GeneratedRegex("```csharp generated\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Excerpt();
}
