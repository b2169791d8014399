using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Distributions;

/// <summary>The models of every distribution, compiled together.</summary>
public sealed class DistributionModels
{
    internal static readonly IReadOnlyDictionary<string, DistributionRow> Rows = DistributionRow.All().ToDictionary(row => row.Name);

    /// <summary>Latents without a prior are flat here on purpose, and a latent draw has nothing that depends on it.</summary>
    internal ModelBatch Batch { get; } = new(Rows.Values.Select(r => (r.Name, r.Source())), "PDSL004", "PDSL049");
}

/// <summary>Generated densities of every distribution: the distribution's own, with exact gradients, in every lane.</summary>
/// <param name="models">The compiled models.</param>
public sealed class DistributionModelTests(DistributionModels models) : IClassFixture<DistributionModels>
{
    private const double Tolerance = 1e-9;

    public static TheoryData<string> Names => [.. DistributionModels.Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void DensityIsTheDistributionsOwn(string name)
    {
        ILogDensity model = models.Batch.Condition(name);
        foreach (double[] position in DensityChecks.Positions(model, 5, 1.2))
        {
            double expected = DistributionModels.Rows[name].Expected(DensityChecks.Constrained(model, position));
            Assert.True(double.IsFinite(expected));
            DensityChecks.Equal("log density", expected, model.LogDensity(position, jacobian: false), Tolerance, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void GradientsBlocksAndAllocations(string name) => DensityChecks.CheckAll(models.Batch.Condition(name));

    [Fact]
    public void EveryDistributionIsTested()
    {
        IEnumerable<Type> all = typeof(Normal).Assembly.GetTypes().Where(t => t.IsDefined(typeof(DistributionAttribute), false) && !DistributionRow.NeedsNetworks(t));
        Assert.Empty(all.Select(t => t.Name).Except(DistributionModels.Rows.Keys.Select(k => k.Split('_')[0])));
    }
}
