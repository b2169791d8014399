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
    public void Generated(string name) =>
        Verifier.Verify(Assert.Single(GeneratorRun.Of(TestModels.All[name]).AssertClean().Texts).Text, "cs", name);

    [Theory]
    [MemberData(nameof(Names))]
    public void Density(string name)
    {
        LoadedModels models = LoadedModels.Of(TestModels.All[name]);
        DensityChecks.CheckAll(models.Condition("Models." + name));
    }
}
