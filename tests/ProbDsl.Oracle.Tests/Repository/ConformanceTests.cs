using System.Runtime.CompilerServices;
using ProbDsl.Conformance;
using ProbDsl.Conformance.Language;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Oracle.Repository;

/// <summary>The rewritten models of the conformance tests.</summary>
public sealed class ConformanceModels
{
    private const string Usings = """
        global using MathNet.Numerics.LinearAlgebra;
        global using ProbDsl;
        global using static ProbDsl.Distributions;
        global using static ProbDsl.Functions;
        """;

    private static readonly string Folder = ConformanceFolder();

    private readonly Lazy<OracleModels> oracles = new(() => new OracleModels(ModelCompilation.Create(
        [("Usings.cs", Usings), .. new[] { "Models", "MoreModels", "Language" }
            .SelectMany(f => Directory.GetFiles(Path.Combine(Folder, f), "*.cs"))
            .Where(path => !Path.GetFileName(path).StartsWith("LanguageCases", StringComparison.Ordinal))
            .Select(path => (path, File.ReadAllText(path)))])));

    /// <summary>Compares a model that is about to be conditioned; the delegate's target is the model.</summary>
    /// <param name="condition">Its method <c>Condition</c>.</param>
    /// <param name="farAway">Whether positions far from the origin count.</param>
    internal void AssertEqual(Func<ILogDensity> condition, bool farAway = true)
    {
        if (!Directory.Exists(Folder))
            return; // Tests run from packages of binaries have no sources beside them.
        object model = condition.Target!;
        new OracleCheck(model, condition(), oracles.Value.Of(model)).AssertEqual(farAway);
    }

    private static string ConformanceFolder([CallerFilePath] string path = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "ProbDsl.Conformance"));
}

/// <summary>Real models with their data, and the models of the language's parts.</summary>
/// <param name="models">The rewritten models.</param>
public sealed class ConformanceTests(ConformanceModels models) : IClassFixture<ConformanceModels>
{
    public static TheoryData<string> PosteriorNames => [.. Posteriors.All.Select(p => p.Name)];

    public static TheoryData<string> CaseNames => [.. LanguageCases.All.Select(c => c.Name)];

    [ConformanceTheory]
    [MemberData(nameof(PosteriorNames))]
    public void PosteriorEqualsTheOracle(string name) =>
        models.AssertEqual(Posteriors.All.Single(p => p.Name == name).Load(PosteriorDb.Data(name)));

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void CaseEqualsTheOracle(string name) => models.AssertEqual(LanguageCases.All.Single(c => c.Name == name).Condition);
}
