using MathNet.Numerics.LinearAlgebra;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class LatentDiagnosticsTests
{
    [Fact]
    public void Units_whose_means_vary_are_active()
    {
        LatentDiagnostics found = Diagnose([1, 0.11, 0.09, 0], [2, 0.3, 0, 0]);
        Assert.Equal([1, 0.0121, 0.0081, 0], found.MeanVariances.Select(variance => Math.Round(variance, 10)));
        Assert.Equal((2, 2, false), (found.ActiveUnits, found.CollapsedUnits, found.IsCollapsed));
        Assert.Equal("2 of 4 units are active, divergence 2.30 nats.", found.Verdict);
    }

    [Fact]
    public void A_collapsed_posterior_is_named_with_advice()
    {
        LatentDiagnostics found = Diagnose([0, 0.001, 0.01], [0.001, 0, 0.002]);
        Assert.True(found.IsCollapsed);
        Assert.StartsWith("POSTERIOR COLLAPSE: 0 of 3 units are active", found.Verdict, StringComparison.Ordinal);
        Assert.Contains("KlWeightSchedule.WarmUp", found.Verdict, StringComparison.Ordinal);
        Assert.Contains("FreeBits", found.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Most_units_collapsed_is_said_and_a_diverging_unit_is_not_collapsed()
    {
        Assert.Contains("3 carry nothing", Diagnose([1, 0, 0, 0], [1, 0, 0, 0]).Verdict, StringComparison.Ordinal);
        LatentDiagnostics constant = Diagnose([0, 0], [0.5, 0]); // Far from the prior, but the same for every datum.
        Assert.Equal((0, 1), (constant.ActiveUnits, constant.CollapsedUnits));
        Assert.Equal(2, Diagnose([0, 0], null).CollapsedUnits);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => LatentDiagnostics.Diagnose(Matrix<double>.Build.Dense(1, 3)));
        Assert.Contains("3 dimensions, but 2", Assert.Throws<ArgumentException>(() => LatentDiagnostics.Diagnose(Matrix<double>.Build.Dense(5, 3), [1, 2])).Message, StringComparison.Ordinal);
    }

    /// <summary>Means of those standard deviations: half the data one above, half one below.</summary>
    private static LatentDiagnostics Diagnose(double[] deviations, double[]? divergences) =>
        LatentDiagnostics.Diagnose(Matrix<double>.Build.Dense(100, deviations.Length, (n, i) => 0.3 + (deviations[i] * Math.Sqrt(0.99) * (n % 2 == 0 ? 1 : -1))), divergences);
}
