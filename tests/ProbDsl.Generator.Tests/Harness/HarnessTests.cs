using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>The helpers of these tests do what they say.</summary>
public sealed class HarnessTests
{
    [Fact]
    public void DifferenceListsChangedLinesAlone() =>
        Assert.Equal("    2 - b\n    2 + x\n    4 + d\n", TextDifference.Of("a\nb\nc", "a\nx\nc\nd"));

    [Fact]
    public void VerifierWritesWhatItReceivedAndNamesTheLine()
    {
        if (Environment.GetEnvironmentVariable("PROBDSL_ACCEPT") == "1")
            return;
        string folder = Directory.CreateTempSubdirectory("verify").FullName;
        string file = Path.Combine(folder, "Sample.cs");
        File.WriteAllText(Path.Combine(folder, "Sample.Text.verified.txt"), "one\ntwo\n");
        Verifier.Verify("one\r\ntwo", "txt", null, file, "Text");
        XunitException failure = Assert.Throws<XunitException>(() => Verifier.Verify("one\nthree", "txt", null, file, "Text"));
        Assert.Contains("2 - two", failure.Message, StringComparison.Ordinal);
        Assert.Equal("one\nthree\n", File.ReadAllText(Path.Combine(folder, "Sample.Text.received.txt")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void DerivativeIsAccurateToTwelveDigits() =>
        DensityChecks.Equal("d exp", Math.Exp(1.5), DensityChecks.Derivative(u => Math.Exp(u[0]), [1.5], 0), 1e-11);
}
