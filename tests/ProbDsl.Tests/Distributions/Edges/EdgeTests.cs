using Xunit;

namespace ProbDsl.Tests;

/// <summary>The scalar distributions at the ends of their supports and of their parameters, beside references of 50 digits.</summary>
public sealed class EdgeTests
{
    private const double Bar = 1e-12;

    public static TheoryData<string> Names => [.. EdgeRow.All.Select(row => row.Name).Distinct()];

    [Theory, MemberData(nameof(Names))]
    public void Log_densities_are_the_references(string name) => Check(name, row => row.LogDensity, (d, y) => d.LogDensity(y), (d, y) => d.LogDensity(y), 1);

    [Theory, MemberData(nameof(Names))]
    public void Distribution_functions_are_the_references(string name) => Check(name, row => row.Cdf, (d, y) => d.Cdf(y), (d, y) => d.Cdf(y), 1e-300);

    [Theory, MemberData(nameof(Names))]
    public void Log_survivals_are_the_references(string name) => Check(name, row => row.LogSurvival, (d, y) => d.LogSurvival(y), (d, y) => d.LogSurvival(y), 1);

    [Fact]
    public void Every_scalar_distribution_has_edges()
    {
        // Flat has no density; a categorical has a vector of probabilities.
        string[] others = ["Flat", "Categorical", "CategoricalLogits"];
        IEnumerable<string> scalar = typeof(Normal).Assembly.GetExportedTypes()
            .Where(t => t.IsDefined(typeof(DistributionAttribute), false)
                && (typeof(IContinuousDistribution).IsAssignableFrom(t) || typeof(IDiscreteDistribution).IsAssignableFrom(t)))
            .Select(t => t.Name);
        Assert.Equal(scalar.Except(others).Order(), EdgeRow.All.Select(row => row.Name).Distinct().Order());
    }

    /// <param name="name">The distribution.</param>
    /// <param name="expected">The reference.</param>
    /// <param name="continuous">The method, where the values are reals.</param>
    /// <param name="discrete">The method, where they are counts.</param>
    /// <param name="least">Below it errors are absolute.</param>
    private static void Check(
        string name, Func<EdgeRow, double?> expected, Func<IContinuousDistribution, double, double> continuous,
        Func<IDiscreteDistribution, int, double> discrete, double least)
    {
        List<string> wrong = [];
        foreach (EdgeRow row in EdgeRow.All.Where(row => row.Name == name))
        {
            if (expected(row) is not { } reference)
                continue;
            double value = row.Distribution is IContinuousDistribution d ? continuous(d, row.Value) : discrete((IDiscreteDistribution)row.Distribution, (int)row.Value);
            double bound = Math.Max(least, Math.Abs(reference)) * Bar;
            if (value != reference && !(Math.Abs(value - reference) <= bound))
                wrong.Add(FormattableString.Invariant($"{row}: {value:R}, not {reference:R}"));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
