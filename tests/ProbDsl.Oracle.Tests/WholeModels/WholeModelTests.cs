using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Oracle.RandomModels;
using Xunit;

namespace ProbDsl.Oracle.WholeModels;

/// <summary>Whole models as somebody writes them who is new to the library: the bodies of their classes, which hold their data.</summary>
internal static partial class Texts
{
    public static IReadOnlyDictionary<string, string> All { get; } =
        new[] { Named(nameof(Calls), Calls), Named(nameof(Families), Families), Named(nameof(Order), Order), Named(nameof(Sequences), Sequences) }
            .SelectMany(group => group).ToDictionary(r => r.Name, r => r.Source);

    private static IEnumerable<(string Name, string Source)> Named(string group, string[] bodies) => bodies.Select((body, k) => (Name: $"{group}{k + 1}", body)).Select(m => (m.Name, $$"""
        using System;
        using System.Linq;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;
        namespace Row.{{m.Name}};
        #nullable disable
        [Model]
        public partial class {{m.Name}}
        {
        {{m.body}}
        }
        """));
}

/// <summary>The models, generated and rewritten.</summary>
public sealed class CompiledTexts
{
    private readonly ModelBatch batch;
    private readonly OracleModels oracles;

    /// <summary>Compiles all models together.</summary>
    public CompiledTexts()
    {
        (string Name, string Source)[] sources = [.. Texts.All.Select(t => (t.Key, t.Value))];
        batch = new ModelBatch(sources, "PDSL049", "PDSL061", "CS0414", "CS0169", "CS0649");
        oracles = new OracleModels(ModelCompilation.Create([.. sources.Select(s => (s.Name + ".cs", s.Source))]));
    }

    internal Failure? Failure(string name) => ModelCheck.Of(batch.Create(name), oracles);
}

/// <summary>Values, gradients and blocks of whole models are those of their own text, near the origin and far from it.</summary>
/// <param name="models">The models.</param>
public sealed class WholeModelTests(CompiledTexts models) : IClassFixture<CompiledTexts>
{
    public static TheoryData<string> Names => [.. Texts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void IsWhatItsTextSays(string name)
    {
        if (models.Failure(name) is { } failure)
            Assert.Fail($"{failure.Kind}: {failure.Text}\n{Texts.All[name]}");
    }
}
