using MathNet.Numerics;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Training;

/// <summary>Estimates on a linear-Gaussian model, whose evidence is known, under a guide that is not the posterior.</summary>
public sealed class EvidenceTests
{
    private static readonly double[,] _loadings = { { 1.2 }, { -0.7 } };

    private static LinearGaussian<double> Model(double[][] data)
    {
        LinearGaussian<double> model = new(data, _loadings, 0.8);
        model.SetGuide(0.6, 1.3);
        return model;
    }

    [Fact]
    public void Five_thousand_samples_find_the_evidence_of_every_datum()
    {
        LinearGaussian<double> model = Model(LinearGaussian<double>.Simulate(_loadings, 0.8, 23, 2));
        EvidenceEstimates estimates = EvidenceEstimates.Compute(model, new EvidenceOptions { Bounds = [1, 5, 50, 5000], BatchSize = 10 });
        for (int n = 0; n < 23; n++)
            Assert.Equal(model.Evidence(n), estimates.LogEvidence.Values[n], 0.1);
        Assert.Equal(Enumerable.Range(0, 23).Average(model.Evidence), estimates.LogEvidence.Mean, 0.02);
        Assert.Equal(estimates.LogEvidence.Mean, estimates.Bounds[3].Mean);
        double[] rising = [.. estimates.Bounds.Select(bound => bound.Mean)];
        Assert.Equal(rising.Order(), rising);
        Assert.InRange(estimates.EffectiveSamples, 500, 5000);
    }

    [Fact]
    public void Estimates_do_not_depend_on_what_else_is_estimated_and_repeat()
    {
        LinearGaussian<double> model = Model(LinearGaussian<double>.Simulate(_loadings, 0.8, 7, 2));
        EvidenceOptions options = new() { Samples = 12, Bounds = [3], JackknifeOrders = [0, 2], JackknifeSamples = 6, BatchSize = 4, MostRows = 20 };
        EvidenceEstimates all = EvidenceEstimates.Compute(model, options), again = EvidenceEstimates.Compute(model, options with { Bounds = [1, 3], JackknifeOrders = [] });
        Assert.Equal(all.LogEvidence.Values, again.LogEvidence.Values);
        Assert.Equal(all.Bounds[0].Values, again.Bounds[1].Values);
        EvidenceEstimates sixes = EvidenceEstimates.Compute(model, options with { Bounds = [6] });
        for (int n = 0; n < 7; n++)
            Assert.Equal(sixes.Bounds[0].Values[n], all.Jackknife[0].Values[n], 1e-12); // Order zero is the bound itself.
        Assert.Equal(7, all.Jackknife[1].Values.Distinct().Count());
        Assert.NotEqual(all.LogEvidence.Values, EvidenceEstimates.Compute(model, options with { Seed = 1 }).LogEvidence.Values);
    }

    [Fact]
    public void The_guide_that_is_the_posterior_has_no_gap()
    {
        LinearGaussian<double> model = Model(LinearGaussian<double>.Simulate(_loadings, 0.8, 5, 2));
        model.SetGuide(1, 1);
        EvidenceEstimates estimates = EvidenceEstimates.Compute(model, new EvidenceOptions { Samples = 20, JackknifeOrders = [2] });
        for (int n = 0; n < 5; n++)
        {
            Assert.Equal(model.Evidence(n), estimates.Bounds[0].Values[n], 1e-12);
            Assert.Equal(model.Evidence(n), estimates.Jackknife[0].Values[n], 1e-12);
        }
        Assert.Equal(20, estimates.EffectiveSamples, 1e-10);
    }

    [Fact]
    public void Biases_fall_as_the_theory_says()
    {
        ExpectedBounds expected = new(Model([[1.0, 0.5]]));
        int[] sizes = [50, 100, 200];
        for (int order = 0; order <= 2; order++)
        {
            double[] biases = [.. sizes.Select(k => Math.Abs(expected.JackknifeBias(k, order)))];
            double slope = Fit.Line([.. sizes.Select(k => Math.Log(k))], [.. biases.Select(bias => Math.Log(bias))]).Item2;
            Assert.Equal(-(order + 1), slope, 0.1);
        }
        double[] rising = [.. Enumerable.Range(1, 30).Select(expected.Bias)];
        Assert.All(rising.Zip(rising[1..]), pair => Assert.True(pair.First < pair.Second && pair.Second < 0));
    }

    [Fact]
    public void Estimates_have_the_expected_biases()
    {
        // 40,000 replicates of one datum: the mean over them is the estimator's expectation, to a few standard errors.
        double[][] data = [.. Enumerable.Repeat(new[] { 1.0, 0.5 }, 40_000)];
        LinearGaussian<double> model = Model(data);
        ExpectedBounds expected = new(model);
        double evidence = model.Evidence(0);
        List<double> slopes = [], firsts = [];
        foreach (int k in new[] { 3, 6, 12 })
        {
            EvidenceEstimates estimates = EvidenceEstimates.Compute(model, new EvidenceOptions { Samples = k, JackknifeOrders = [0, 1, 2], BatchSize = 1000 });
            for (int order = 0; order <= 2; order++)
            {
                EvidenceEstimate estimate = estimates.Jackknife[order];
                Assert.Equal(evidence + expected.JackknifeBias(k, order), estimate.Mean, 4 * estimate.StandardError);
            }
            slopes.Add(Math.Log(evidence - estimates.LogEvidence.Mean));
            firsts.Add(Math.Abs(evidence - estimates.Jackknife[1].Mean));
            Assert.True(firsts[^1] < evidence - estimates.LogEvidence.Mean);
        }
        Assert.Equal(-1, Fit.Line([Math.Log(3), Math.Log(6), Math.Log(12)], [.. slopes]).Item2, 0.15);
    }

    [Fact]
    public void Work_can_be_cancelled_and_bad_options_are_named()
    {
        LinearGaussian<double> model = Model([[1.0, 0.5]]);
        Assert.Throws<OperationCanceledException>(() => EvidenceEstimates.Compute(model, null, new CancellationToken(canceled: true)));
        Refused("EvidenceOptions.Samples must be at least 1, but is 0", new EvidenceOptions { Samples = 0 });
        Refused("EvidenceOptions.Bounds must be from 1 to Samples = 5000, but is 5001", new EvidenceOptions { Bounds = [1, 5001] });
        Refused("EvidenceOptions.JackknifeOrders must be from 0 to 49", new EvidenceOptions { JackknifeOrders = [50], JackknifeSamples = 50 });
        Assert.Contains("at least one datum", Assert.Throws<ArgumentException>(() => EvidenceEstimates.Compute(Model([]))).Message, StringComparison.Ordinal);

        void Refused(string message, EvidenceOptions options) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(() => EvidenceEstimates.Compute(model, options)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_summary_names_every_estimate()
    {
        string[] lines = EvidenceEstimates.Compute(Model([[1.0, 0.5], [0, 0]]), new EvidenceOptions { Samples = 10, Bounds = [1, 5], JackknifeOrders = [1] }).Summary().Split('\n');
        Assert.StartsWith("L1 ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("log p(x) (L10)", lines[2], StringComparison.Ordinal);
        Assert.StartsWith("JVI-1 (10)", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("2 data, 10 samples each", lines[4], StringComparison.Ordinal);
    }

    /// <summary>
    /// The expectations of bounds, without sampling: E log Σ w = ∫ (exp(-t) - E[exp(-t w)]^K) / t dt, the inner expectation over
    /// one standard normal number.
    /// </summary>
    private sealed class ExpectedBounds
    {
        private const double Step = 0.02;
        private readonly List<(double Time, double Transform)> points = [];

        internal ExpectedBounds(LinearGaussian<double> model)
        {
            double evidence = model.Evidence(0);
            List<(double Weight, double Probability)> noise = [];
            for (double epsilon = -10; epsilon <= 10; epsilon += 0.025)
                noise.Add((Math.Exp(model.LogWeightAt(0, epsilon) - evidence), 0.025 * Math.Exp(-0.5 * epsilon * epsilon) / Math.Sqrt(2 * Math.PI)));
            Assert.Equal(1, noise.Sum(pair => pair.Weight * pair.Probability), 1e-10);
            for (double log = -40; log < 80; log += Step)
            {
                double time = Math.Exp(log);
                points.Add((time, noise.Sum(pair => pair.Probability * Math.Exp(-time * pair.Weight))));
            }
        }

        /// <summary>E L_K - log p(x).</summary>
        internal double Bias(int samples) =>
            points.Sum(point => Step * (Math.Exp(-point.Time) - Math.Pow(point.Transform, samples))) - Math.Log(samples);

        internal double JackknifeBias(int samples, int order) =>
            Enumerable.Range(0, order + 1).Sum(j => JackknifeEstimator.Coefficient(samples, order, j) * Bias(samples - j));
    }
}
