using System.Text.RegularExpressions;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Snapshots;

/// <summary>Generated code says from which statement of the model it comes.</summary>
public sealed partial class StatementCommentTests
{
    public static TheoryData<string> Names => [.. TestModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSequentialPartBeginsWithAStatementOfTheModel(string name)
    {
        string[] model = [.. TestModels.All[name].Split(';').Select(OneLine)];
        string[] lines = [.. GeneratorRun.Of(TestModels.All[name]).AssertClean().Texts[0].Text.Split('\n').Select(l => l.Trim())];
        for (int i = 0; i < lines.Length; i++)
        {
            if (!Method().IsMatch(lines[i]))
                continue;
            int first = Array.FindIndex(lines, i, line => RowLoop().IsMatch(line)) + 2;
            while (RowLoop().IsMatch(lines[first]))
                first += 2;
            Assert.StartsWith("// ", lines[first], StringComparison.Ordinal);
            string text = Number().Replace(lines[first][3..], "").TrimEnd('.', ';');
            Assert.Contains(model, statement => statement.Contains(text, StringComparison.Ordinal));
        }
    }

    private static string OneLine(string text) => Blanks().Replace(text, " ");

    [GeneratedRegex(@"^private void (Step|Output)\d+(Forward|Backward)")]
    private static partial Regex Method();

    [GeneratedRegex(@"^for \(nint r\d+ = ")]
    private static partial Regex RowLoop();

    [GeneratedRegex(@"^\(\d+\) ")]
    private static partial Regex Number();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
