using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>What the documents say is translated is what the census found.</summary>
public class CensusPageTests
{
    private const string Intro = """
        # What is translated

        Every public overload, written as a call on latents and on data: this page is made by the [census](testing.md#the-census), which also compares each
        number and each derivative with C#'s. What a list does not have is refused with a [diagnostic](diagnostics/README.md), or evaluated with the data where no
        latent enters. `T` is `double`; `TSource` and `TResult` are numbers or truth values.


        """;

    private static readonly (string Title, string[] Tables)[] Ordinary =
    [
        ("Functions of numbers, vectors and matrices", ["Numbers"]), ("LINQ", ["Sequences"]), ("`Vector<double>`", ["Vectors"]), ("`Matrix<double>`", ["Matrices"]),
        ("Builders", ["Builders"]), ("Operators, conversions, indexers, ranges, patterns", ["Expressions"]), ("Members of distributions", ["DistributionMembers"]),
    ];

    private static readonly (string Title, string[] Tables)[] Batched =
    [
        ("Functions of numbers, vectors and matrices", ["BatchedNumbers"]), ("LINQ", ["BatchedSequences"]), ("Vectors, matrices and their builders", ["BatchedVectors"]),
        ("Operators, conversions, indexers, ranges, patterns", ["BatchedExpressions"]),
    ];

    private static string Folder([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static string Root => Path.GetFullPath(Path.Combine(Folder(), "..", "..", ".."));

    [Fact]
    public void ThePageIsTheCensus()
    {
        var page = new StringBuilder(Intro.ReplaceLineEndings("\n"));
        page.Append("## Ordinary models\n\n");
        foreach ((string title, string[] tables) in Ordinary)
            Section(page, title, tables);
        page.Append("## Models with networks\n\nParameters stand in the place of latents.\n\n");
        foreach ((string title, string[] tables) in Batched)
            Section(page, title, tables);
        string path = Path.Combine(Root, "docs", "calls.md"), text = page.ToString().TrimEnd('\n') + "\n";
        if (File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == text)
            return;
        if (Environment.GetEnvironmentVariable("PROBDSL_ACCEPT") != "1")
            throw new XunitException("docs/calls.md is not what the census found; write it with PROBDSL_ACCEPT=1");
        File.WriteAllText(path, text, new UTF8Encoding(false));
    }

    /// <summary>The language reference names the functions of numbers that the census found to be translated, and no others.</summary>
    [Theory]
    [InlineData("System.Math", "Math")]
    [InlineData("ProbDsl.Functions", "Functions")]
    public void TheLanguageReferenceNamesTheFunctions(string from, string type)
    {
        string row = File.ReadAllLines(Path.Combine(Root, "docs", "language.md")).Single(line => line.StartsWith($"| `{from}` |", StringComparison.Ordinal));
        string[] named = [.. Regex.Matches(row.Split('|')[2], @"\w+(?=[ `(])").Select(m => m.Value).Except(["x", "a", "b", "base"]).Distinct().Order(StringComparer.Ordinal)];
        string[] found = [.. Lines("Numbers").Select(line => line.Split(" → ")).Where(p => IsTranslated(p) && Regex.IsMatch(p[0], $@"^{type}\.\w+\((double(, )?)+\)$"))
            .Select(p => p[0].Split('.', '(')[1]).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(found, named);
    }

    private static IEnumerable<string> Lines(string table) =>
        File.ReadAllLines(Path.Combine(Folder(), $"CensusTests.Verify_{table}.verified.txt")).Where(line => line.Length > 0);

    private static bool IsTranslated(string[] parts) => parts.Skip(1).Any(p => !p.StartsWith("data:", StringComparison.Ordinal) && p.EndsWith(": yes", StringComparison.Ordinal));

    private static void Section(StringBuilder page, string title, string[] tables)
    {
        List<string[]> rows = [.. tables.SelectMany(Lines).Select(line => line.Split(" → "))];
        page.Append($"### {title}\n\n");
        Listed(page, "Over latents", rows.Where(IsTranslated));
        Listed(page, "Over data alone", rows.Where(r => !IsTranslated(r) && r.Contains("data: yes")));
        Listed(page, "Refused", rows.Where(r => !IsTranslated(r) && r.Any(p => p.StartsWith("data: PDSL", StringComparison.Ordinal))));
    }

    private static void Listed(StringBuilder page, string title, IEnumerable<string[]> rows)
    {
        string[] names = [.. rows.Select(r => r[0]).Distinct().Select(name => name.Contains('`', StringComparison.Ordinal) ? $"`` {name} ``" : $"`{name}`")];
        if (names.Length == 0)
            return;
        page.Append($"{title} ({names.Length}):\n");
        var line = new StringBuilder();
        for (int i = 0; i < names.Length; i++)
        {
            string next = names[i] + (i + 1 < names.Length ? "," : ".");
            if (line.Length > 0 && line.Length + next.Length > 150)
            {
                page.Append(line).Append('\n');
                line.Clear();
            }
            line.Append(line.Length > 0 ? " " : "").Append(next);
        }
        page.Append(line).Append("\n\n");
    }
}
