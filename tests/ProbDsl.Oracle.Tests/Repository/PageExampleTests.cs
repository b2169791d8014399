using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Oracle.Repository;

/// <summary>The examples of the pages that have ordinary models, each in a namespace of its own, compiled together.</summary>
public sealed class PageExamples
{
    private static readonly string Root = RepositoryRoot();

    internal static readonly IReadOnlyDictionary<string, string> Sources = Pages()
        .SelectMany(path => Texts(path).Select((text, k) => (Name: NameOf(path) + k, Text: text)))
        .Where(e => !Regex.IsMatch(e.Text, @"\[(Guide|Network|Parameter)\b"))
        .ToDictionary(e => e.Name, e => InNamespace(e.Text, "Row." + e.Name));

    private readonly OracleModels oracles;
    private readonly LoadedModels models;

    public PageExamples()
    {
        CSharpCompilation input = ModelCompilation.Create([.. Sources.Select(s => (s.Key + ".cs", s.Value))]);
        models = LoadedModels.Load(GeneratorRun.Of(input).Output);
        oracles = new OracleModels(input);
    }

    internal IEnumerable<OracleCheck> Checks(string name)
    {
        foreach (string model in oracles.Names.Where(n => n.StartsWith($"Row.{name}.", StringComparison.Ordinal)))
        {
            object instance = PlausibleData.Fill(models.TypeOf(model));
            yield return new OracleCheck(instance, LoadedModels.Condition(instance), oracles.Of(instance));
        }
    }

    /// <summary>All pages; none where tests run from packages of binaries.</summary>
    private static IEnumerable<string> Pages() => Directory.Exists(Path.Combine(Root, "docs"))
        ? Directory.GetFiles(Path.Combine(Root, "docs"), "*.md", SearchOption.AllDirectories).Append(Path.Combine(Root, "README.md")).Order(StringComparer.Ordinal)
        : [];

    private static string[] Texts(string path) => [.. Regex
        .Matches(File.ReadAllText(path).Replace("\r\n", "\n", StringComparison.Ordinal), "```csharp good\n(.*?)\n```", RegexOptions.Singleline)
        .Select(m => m.Groups[1].Value)
        .Where(t => t.Contains("[Model", StringComparison.Ordinal))];

    private static string NameOf(string path) => Regex.Replace(Path.GetFileNameWithoutExtension(path), @"\W", "_") + "_";

    private static string InNamespace(string text, string name)
    {
        CompilationUnitSyntax unit = SyntaxFactory.ParseCompilationUnit(text, options: ModelCompilation.ParseOptions);
        return unit.Members.OfType<FileScopedNamespaceDeclarationSyntax>().SingleOrDefault() is { } given
            ? unit.ReplaceNode(given.Name, SyntaxFactory.ParseName($"{name}.{given.Name}")).ToFullString()
            : unit.Usings.ToFullString() + $"namespace {name}\n{{\n" + unit.Members.ToFullString() + "\n}\n";
    }

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}

/// <summary>The models that the documentation shows as whole files, those of the diagnostics' pages too, are what their text says.</summary>
/// <param name="examples">The compiled examples.</param>
public sealed class PageExampleTests(PageExamples examples) : IClassFixture<PageExamples>
{
    public static TheoryData<string> Names => [.. PageExamples.Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsTheOracle(string name)
    {
        OracleCheck[] checks = [.. examples.Checks(name)];
        Assert.NotEmpty(checks);
        Assert.All(checks, check => check.AssertEqual());
    }
}
