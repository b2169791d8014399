using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Snapshots;

/// <summary>The generated code of a dozen models, for the reader.</summary>
public sealed class SnapshotTests
{
    public static TheoryData<string> Names => [.. TestModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Generated(string name) => Verifier.Verify(SnapshotText.WithoutCommonMembers(Generate(name)), "cs", name);

    /// <summary>One model with all that is generated.</summary>
    [Fact]
    public void Whole() => Verifier.Verify(string.Join('\n', Texts("EightSchools")), "cs");

    [Theory]
    [MemberData(nameof(Names))]
    public void GeneratedCodeComputesTheDensity(string name) =>
        DensityChecks.CheckAll(LoadedModels.Of(TestModels.All[name]).Condition("Models." + name));

    private static string Generate(string name) => Texts(name)[0];

    /// <summary>The estimator, then the copy of Generate().</summary>
    private static string[] Texts(string name) => [.. GeneratorRun.Of(TestModels.All[name]).AssertClean().Texts.Select(t => t.Text)];
}
