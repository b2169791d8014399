using ProbDsl.Generator.Tests.Faults;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Language;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Oracle.Repository;

/// <summary>The rows of the language tables and the whole models of the generator's tests, generated and rewritten.</summary>
public sealed class GeneratorTestModels
{
    private static readonly (string Name, string Text)[] Rows =
        [.. LanguageModels.Rows.Values.Concat(StateRows.Right).Select(r => (r.Name, r.Source()))
            .Concat(OrderRows.All.Concat(ChoiceRows.All).Concat(SumRows.All).Select(r => (r.Name, r.Source())))];

    private static readonly (string Name, string Text)[] Models =
        [.. TestModels.All.Select(m => (m.Key, m.Value.Replace("namespace Models;", $"namespace Row.{m.Key};", StringComparison.Ordinal)))];

    internal static readonly IReadOnlyDictionary<string, string> Sources = Rows.Concat(Models).ToDictionary(r => r.Name, r => r.Text);

    // Apart from each other: the name of a model would hide that of a distribution in the rows.
    private readonly Compiled rows = new(Rows);
    private readonly Compiled models = new(Models);

    internal OracleCheck Check(string name)
    {
        Compiled compiled = TestModels.All.ContainsKey(name) ? models : rows;
        object model = compiled.Batch.Create(name);
        return new OracleCheck(model, LoadedModels.Condition(model), compiled.Oracles.Of(model));
    }

    private sealed class Compiled((string Name, string Text)[] sources)
    {
        public ModelBatch Batch { get; } = new(sources, "PDSL049", "PDSL061", "CS0414");

        public OracleModels Oracles { get; } = new(ModelCompilation.Create([.. sources.Select(s => (s.Name + ".cs", s.Text))]));
    }
}

/// <summary>Every model of the generator's tests is what its own text says when it runs.</summary>
/// <param name="models">The compiled models.</param>
public sealed class LanguageRowTests(GeneratorTestModels models) : IClassFixture<GeneratorTestModels>
{
    /// <summary>Without the row whose field holds an object of a type nested in the model: the rewritten copy has a type of its own.</summary>
    public static TheoryData<string> Names =>
        [.. GeneratorTestModels.Sources.Where(s => !s.Value.Contains("readonly Settings settings", StringComparison.Ordinal)).Select(s => s.Key)];

    /// <summary>Faults that show far from the origin alone, by a piece of text: there these models are not compared yet.</summary>
    private static readonly Dictionary<string, string> KnownFarAway = new()
    {
        ["~Bernoulli(Logistic(X * b))"] = "-∞ in C#, where the probability is one; the density of a logistic is computed from its argument",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsTheOracle(string name) => models.Check(name).AssertEqual(
        farAway: !KnownFarAway.Keys.Any(piece => GeneratorTestModels.Sources[name].Contains(piece, StringComparison.Ordinal)));
}
