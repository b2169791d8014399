using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Generated code that the pages show is what the generator writes for the eight schools.</summary>
/// <remarks>
/// An excerpt (fence <c>csharp generated</c>) has one or more parts, separated by a line <c>// …</c>. A part is found by its first
/// and its last line. With PROBDSL_ACCEPT=1 the pages are brought up to date.
/// </remarks>
public sealed partial class ExcerptTests
{
    private const string Gap = "// …";

    private static readonly string _root = FindRoot();

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/how-it-works.md")]
    public void Excerpts_are_generated(string page)
    {
        string path = Path.Combine(_root, page);
        string text = File.ReadAllText(path).ReplaceLineEndings("\n");
        string[] generated = [.. File.ReadLines(GeneratedFile()).Select(line => line.TrimEnd())];
        Assert.Matches(Excerpt(), text);
        string expected = Excerpt().Replace(text, excerpt => $"```csharp generated\n{Current(excerpt.Groups[1].Value, generated, page)}```");
        if (Environment.GetEnvironmentVariable("PROBDSL_ACCEPT") == "1")
            File.WriteAllText(path, expected);
        else
            Assert.True(expected == text, $"{page} shows code that is no longer generated; PROBDSL_ACCEPT=1 brings it up to date. Now:\n{expected}");
    }

    /// <summary>The excerpt as the generator writes it now.</summary>
    private static string Current(string excerpt, string[] generated, string page)
    {
        StringBuilder result = new();
        int place = 0;
        foreach (string part in excerpt.Split(Gap + "\n"))
        {
            string[] shown = part.TrimEnd('\n').Split('\n');
            int first = Find(shown[0].Trim(), place);
            int last = shown.Length == 1 ? first : Find(shown[^1].Trim(), first + 1, generated[first].Length - generated[first].TrimStart().Length);
            result.Append(place > 0 ? Gap + "\n" : "");
            int indent = generated[first].Length - generated[first].TrimStart().Length;
            foreach (string line in generated[first..(last + 1)])
                result.Append(line.Length > indent ? line[indent..] : line.TrimStart()).Append('\n');
            place = last + 1;
        }
        return result.ToString();

        int Find(string line, int from, int? indent = null)
        {
            int found = Array.FindIndex(generated, from, text => text.Trim() == line && (indent is null || text.Length - text.TrimStart().Length == indent));
            return found >= 0 ? found : throw new InvalidDataException($"{page} shows a part that begins or ends with '{line}', which is no longer generated.");
        }
    }

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
