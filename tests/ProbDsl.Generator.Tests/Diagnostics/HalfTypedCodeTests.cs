using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using ProbDsl.Generator.Tests.Batch;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Diagnostics;

/// <summary>Code that is being typed never makes the generator throw.</summary>
public sealed class HalfTypedCodeTests
{
    private const int MutationsPerModel = 60;

    private const string Vae = "DigitVae";

    private static readonly IReadOnlyDictionary<string, string> Sources =
        new Dictionary<string, string>(TestModels.All) { [Vae] = BatchSources.DigitVae };

    public static TheoryData<string> Names => [.. Sources.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void MissingTokensNeverThrow(string name)
    {
        string source = Sources[name];
        TextSpan[] tokens = [.. ModelCompilation.Parse(source).GetRoot().DescendantTokens().Select(t => t.Span).Where(s => s.Length > 0)];
        var rng = new Rng(Seed(name));
        for (int i = 0; i < MutationsPerModel; i++)
            AssertNoFault(source, Mutate(source, tokens, rng));
    }

    /// <summary>Typing a model from the start: each prefix that ends at a token.</summary>
    [Theory]
    [InlineData("EightSchools")]
    [InlineData("HiddenMarkov")]
    [InlineData("EveryConstruct")]
    [InlineData(Vae)]
    public void PrefixesNeverThrow(string name)
    {
        string source = Sources[name];
        int start = source.IndexOf("[Model]", StringComparison.Ordinal);
        foreach (SyntaxToken token in ModelCompilation.Parse(source).GetRoot().DescendantTokens().Where(t => t.SpanStart > start).Where((_, i) => i % 3 == 0))
            AssertNoFault(source, source[..token.SpanStart] + "\n} } }");
    }

    private static string Mutate(string source, TextSpan[] tokens, Rng rng)
    {
        string result = source;
        int count = 1 + (int)(3 * rng.NextDouble());
        int[] chosen = [.. Enumerable.Range(0, count).Select(_ => (int)(tokens.Length * rng.NextDouble())).Distinct().OrderDescending()];
        foreach (int index in chosen)
        {
            TextSpan span = tokens[index];
            string replacement = (int)(4 * rng.NextDouble()) switch
            {
                0 => source.Substring(span.Start, span.Length / 2),
                1 => Text(source, tokens[(int)(tokens.Length * rng.NextDouble())]),
                _ => "",
            };
            result = result[..span.Start] + replacement + " " + result[span.End..];
        }
        return result;
    }

    private static string Text(string source, TextSpan span) => source.Substring(span.Start, span.Length);

    private static void AssertNoFault(string original, string source)
    {
        GeneratorRun run = GeneratorRun.Of(source);
        Assert.True(run.Exception is null, $"{run.Exception}\n{TextDifference.Of(original, source)}");
        Diagnostic? fault = run.Diagnostics.FirstOrDefault(d => d.Id == "PDSL090");
        Assert.True(fault is null, $"{fault}\n{TextDifference.Of(original, source)}");
    }

    private static ulong Seed(string name) => name.Aggregate(17UL, (hash, c) => (hash * 31) + c);
}
