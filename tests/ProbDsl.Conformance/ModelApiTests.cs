using ProbDsl.Conformance.Models;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>What a model class offers around its density: typed results, simulation, checks of the data.</summary>
public sealed class ModelApiTests
{
    private static readonly FitOptions Options = new() { Draws = 8000, Seed = 11 };

    [Fact]
    public void PosteriorHasAMemberForEachLatent()
    {
        var posterior = new KnownNoiseRegression { X = Design, Y = [1.1, 1.9, 3.2, 3.8], K = 2, Noise = 0.5 }.Fit(Options);

        Assert.Equal(2, posterior.Beta.Count);
        Assert.Equal("beta[1]", posterior.Beta[1].Name);
        Assert.InRange(posterior.Beta[1].Mean, 0.7, 1.1);
        Assert.InRange(posterior.Beta[1].Quantile(0.9), posterior.Beta[1].Mean, posterior.Beta[1].Mean + 1);
        Assert.Contains("beta[0]", posterior.Summary().ToString());
    }

    [Fact]
    public void EqualSeedsGiveEqualFits()
    {
        Successes model = new() { Trials = 20, Count = 7 };

        Assert.Equal(model.Fit(Options).Probability.Draws.ToArray(), model.Fit(Options).Probability.Draws.ToArray());
    }

    [Fact]
    public void SimulationFollowsItsSeedAndLeavesTheDataAlone()
    {
        RadonPartiallyPooledCentered model = new() { J = 2, County = [0, 1, 1], LogRadon = [1, 2, 3] };

        Assert.Equal(model.Simulate(5).LogRadon, model.Simulate(5).LogRadon);
        Assert.NotEqual(model.Simulate(5).LogRadon, model.Simulate(6).LogRadon);
        Assert.Equal([1, 2, 3], model.LogRadon);
    }

    [Fact]
    public void PredictionsComeFromThePosterior()
    {
        CountRate model = new() { Counts = [4, 7, 5, 6, 9, 3, 5, 8] };
        var posterior = model.Fit(Options);

        double[] means = [.. posterior.Predict(4000, seed: 3).Select(copy => copy.Counts.Average())];

        // Gamma(50, 8.5): the mean of eight further counts has the rate's variance and its own.
        Assert.Equal(50 / 8.5, means.Average(), 0.1);
        Assert.Equal(50 / (8.5 * 8.5) + 50 / 8.5 / 8, means.Sum(m => Square(m - means.Average())) / means.Length, 0.15);
        Assert.Equal([4, 7, 5, 6, 9, 3, 5, 8], model.Counts);
    }

    [Fact]
    public void NaNIsRefused() => AssertRefused(
        new EightSchoolsCentered { Y = [1, double.NaN, 3], Sigma = [1, 1, 1] }.Condition, "Y", "1", "NaN");

    [Fact]
    public void ShortDataAreRefused() => AssertRefused(
        new EightSchoolsCentered { Y = [1, 2, 3], Sigma = [1, 1] }.Condition, "Sigma", "2");

    [Fact]
    public void AbsentDataAreRefused() => AssertRefused(
        new EightSchoolsCentered { Y = null!, Sigma = [1, 1] }.Condition, "Y");

    [Fact]
    public void AnIndexBeyondItsArrayIsRefused() => AssertRefused(
        new RadonPartiallyPooledCentered { J = 2, County = [0, 2, 1], LogRadon = [1, 2, 3] }.Condition, "1", "2");

    [Fact]
    public void ANegativeCountIsRefused() => AssertRefused(
        new CountRate { Counts = [1, 4, -1] }.Condition, "Counts", "2", "-1");

    [Fact]
    public void MoreSuccessesThanTrialsAreRefused() => AssertRefused(
        new Successes { Trials = 5, Count = 6 }.Condition, "Count", "6");

    [Fact]
    public void AnAnswerThatIsNeitherZeroNorOneIsRefused() => AssertRefused(
        new Irt2Pl { Items = 1, Persons = 2, Y = [[0, 2]] }.Condition, "Y", "1", "2");

    [Fact]
    public void AMatrixOfTheWrongWidthIsRefused() => AssertRefused(
        new KnownNoiseRegression { X = Design, Y = [1, 2, 3, 4], K = 3, Noise = 1 }.Condition, "X");

    [Fact]
    public void AnEmptyPlateHasThePriorAlone()
    {
        ILogDensity model = new CountRate { Counts = [] }.Condition();

        Assert.Equal(Gamma(3, 0.5).LogDensity(2), model.LogDensity([Math.Log(2)], jacobian: false), 12);
    }

    private static Matrix<double> Design => Matrix<double>.Build.DenseOfRowArrays([1, 0], [1, 1], [1, 2], [1, 3]);

    private static void AssertRefused(Func<ILogDensity> condition, params string[] words)
    {
        Exception refusal = Assert.ThrowsAny<ArgumentException>(() => condition());
        Assert.All(words, word => Assert.Contains(word, refusal.Message));
    }
}
