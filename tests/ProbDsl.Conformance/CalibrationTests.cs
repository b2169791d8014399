using Xunit;

namespace ProbDsl.Conformance;

/// <summary>A straight line with known noise; its posterior is normal, and its coefficients are correlated.</summary>
[Model]
public partial class CalibratedLine
{
    [Data] public required double[] X { get; init; }
    [Observed] public required double[] Y { get; set; }

    [Latent] public double Intercept { get; private set; }
    [Latent] public double Slope { get; private set; }

    void Generate()
    {
        Intercept = ~Normal(0, 2);
        Slope = ~Normal(0, 1);
        foreach (int n in Plate(Y.Length))
            Y[n] = ~Normal(Intercept + Slope * X[n], 1);
    }
}

/// <summary>
/// Simulation-based calibration (Talts et al. 2018): unknowns drawn from the prior, data simulated from them, and the model
/// fitted again; the ranks of the unknowns among their posterior draws are uniform where the fit is exact.
/// </summary>
public sealed class CalibrationTests
{
    private const int Simulations = 400;
    private const int Bins = 20;

    // Chi-squared with 19 degrees of freedom: the upper 0.1 %.
    private const double Limit = 43.82;

    [Fact]
    [Trait("Category", "Slow")]
    public void FullRankFitsOfANormalPosteriorAreCalibrated()
    {
        var line = new CalibratedLine { X = [1, 2, 3, 4, 5, 6], Y = new double[6] };
        int[] interceptRanks = new int[Bins];
        int[] slopeRanks = new int[Bins];
        for (int k = 0; k < Simulations; k++)
        {
            CalibratedLine simulated = line.Simulate((ulong)(k + 1));
            CalibratedLine.Posterior posterior = simulated.Fit(new FitOptions { Seed = (ulong)k, Family = GuideFamily.FullRank });
            interceptRanks[Bin(posterior.Intercept, simulated.Intercept)]++;
            slopeRanks[Bin(posterior.Slope, simulated.Slope)]++;
        }
        Assert.InRange(ChiSquared(interceptRanks), 0, Limit);
        Assert.InRange(ChiSquared(slopeRanks), 0, Limit);
    }

    private static int Bin(ScalarPosterior posterior, double truth) =>
        Math.Min(Bins - 1, (int)(Bins * posterior.Probability(value => value < truth)));

    private static double ChiSquared(int[] counts)
    {
        const double Expected = (double)Simulations / Bins;
        return counts.Sum(count => (count - Expected) * (count - Expected) / Expected);
    }
}
