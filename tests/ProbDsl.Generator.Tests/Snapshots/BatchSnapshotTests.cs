using System.Runtime.CompilerServices;
using ProbDsl.Generator.Tests.Batch;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Snapshots;

/// <summary>The generated code of models with networks or latent weights, whole, for the reader.</summary>
public sealed class BatchSnapshotTests
{
    [Fact]
    public void DigitVae() => Verify(BatchSources.DigitVae);

    [Fact]
    public void BayesianRegression() => Verify(BatchSources.BayesianRegression);

    private static void Verify(string source, [CallerMemberName] string method = "") =>
        Verifier.Verify(Assert.Single(GeneratorRun.Of(source).AssertClean().Texts).Text, "cs", method: method);
}
