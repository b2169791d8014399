using System.Diagnostics;
using ProbDsl.Inference;
using ProbDsl.Samples;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>What a fit costs beside its gradients.</summary>
[Trait("Category", "Slow")]
public sealed class FitCostTests
{
    private const int WarmUps = 200;
    private const int Rounds = 100;

    /// <summary>
    /// A logistic regression on 3,020 rows fits in at most twice the time of its gradients: as many, one at a time, as the fit counts, in the same process. Fits and gradients take turns, and the fastest
    /// round of each counts, so that what else the machine does weighs little.
    /// </summary>
    [Fact]
    public void ALogisticRegressionTakesAtMostTwiceItsGradients()
    {
        CaseTable cases = CaseTable.Read(Path.Combine(AppContext.BaseDirectory, "wells.csv"));
        Assert.Equal(3020, cases.Outcomes.Length);
        ILogDensity model = new LogisticRegression { X = cases.Standardize().X, Predictors = cases.Names.Count, Outcome = cases.Outcomes }.Condition();
        FitResult fit = VariationalInference.Fit(model);
        Assert.True(fit.IsReliable, fit.Verdict);
        Assert.InRange(fit.Gradients, 1, 240);
        Assert.InRange(fit.Values, 1, 120);
        double[] mean = [.. fit.GuideMean];
        double[] gradient = new double[model.Dimension];

        double fits = double.PositiveInfinity;
        double gradients = double.PositiveInfinity;
        for (int round = 0; round < WarmUps + Rounds; round++)
        {
            double fitted = Milliseconds(() => VariationalInference.Fit(model));
            double counted = Milliseconds(() =>
            {
                for (long i = 0; i < fit.Gradients; i++)
                    model.LogDensityAndGradient(mean, gradient);
            });
            if (round < WarmUps)
                continue;
            fits = Math.Min(fits, fitted);
            gradients = Math.Min(gradients, counted);
        }

        Assert.True(fits <= 2 * gradients, $"a fit takes {fits:F2} ms, its {fit.Gradients} gradients {gradients:F2} ms ({fits / gradients:F2} times)");
    }

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }
}
