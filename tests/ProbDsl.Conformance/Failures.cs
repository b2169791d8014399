using System.Globalization;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>Collects the values that are off, to report the number of them and the first few.</summary>
internal sealed class Failures
{
    private readonly List<string> lines = [];
    private int compared;

    /// <summary>Compares two values; the difference may be <paramref name="tolerance"/> times the scale, at least times one.</summary>
    public void Compare(string what, double expected, double actual, double tolerance, double scale)
    {
        compared++;
        double difference = Math.Abs(expected - actual);
        if (expected.Equals(actual) || difference <= tolerance * Math.Max(1, scale))
            return;
        lines.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, got {actual:R}, off by {difference / Math.Max(1, scale):g3}"));
    }

    /// <summary>Fails if anything was off.</summary>
    public void AssertNone()
    {
        if (lines.Count > 0)
            Assert.Fail($"{lines.Count} of {compared} values are off:\n{string.Join('\n', lines.Take(12))}");
    }
}
