using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Batch;

/// <summary>The graph of a whole model.</summary>
public sealed class BatchReaderTests
{
    [Fact]
    public void DigitVae() => Verifier.Verify(BatchRead.Describe(BatchRead.Clean(BatchSources.DigitVae)));
}
