using ProbDsl.Conformance.Exact;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>
/// Default fits of models whose answer is known: what is called reliable is right, what is right is called reliable, and the answer does not hang on the seed. Right is within 0.05 standard deviations in every mean
/// and 5 % in every standard deviation, wrong beyond 0.15 or 15 %.
/// </summary>
public sealed class VerdictTests
{
    private const double Right = 0.05;
    private const double Wrong = 0.15;

    /// <summary>A centred hierarchy of many groups and one of 89 coordinates: minutes for ten seeds.</summary>
    private static readonly string[] Long = ["12 studies, centred", "radon (the sample)"];

    /// <summary>Of these even ten seeds take no more than seconds.</summary>
    public static TheoryData<string> Quick => [.. Models.Select(m => m.Name).Except(Long)];

    /// <summary>All of them.</summary>
    public static TheoryData<string> Every => [.. Models.Select(m => m.Name)];

    private static IEnumerable<ExactPosterior> Models => ExactPosteriors.All.Concat(ExactPosteriors.Unseen);

    [Theory]
    [MemberData(nameof(Quick))]
    public void VerdictsAreRightWithTwoSeeds(string name) => AssertVerdicts(name, 2);

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Every))]
    public void VerdictsAreRightWithTenSeeds(string name) => AssertVerdicts(name, 10);

    private static void AssertVerdicts(string name, int seeds)
    {
        ExactPosterior posterior = Models.Single(m => m.Name == name);
        IReadOnlyDictionary<string, Moments> exact = posterior.Exact();
        ILogDensity model = posterior.Condition();
        List<string> faults = [];
        List<bool> reliable = [];
        for (int seed = 1; seed <= seeds; seed++)
        {
            FitResult fit = VariationalInference.Fit(model, new FitOptions { Seed = (ulong)seed });
            reliable.Add(fit.IsReliable);
            double worst = new PosteriorSummary(fit).Rows.Where(r => exact.ContainsKey(r.Name)).Max(r => Error(r, exact[r.Name]));
            if (worst > Wrong && fit.IsReliable || worst <= Right && !fit.IsReliable)
                faults.Add($"seed {seed}: off by {worst:F3}. {fit.Verdict}");
        }

        Assert.True(faults.Count == 0, string.Join(Environment.NewLine, faults));
        Assert.True(reliable.Distinct().Count() == 1, $"reliable with {reliable.Count(r => r)} of {seeds} seeds");
    }

    private static double Error(SummaryRow row, Moments exact) =>
        Math.Max(Math.Abs(row.Mean - exact.Mean) / exact.StandardDeviation, Math.Abs(row.StandardDeviation / exact.StandardDeviation - 1));
}
