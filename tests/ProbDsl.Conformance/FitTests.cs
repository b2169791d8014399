using ProbDsl.Conformance.Models;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Conformance;

/// <summary>Fits against closed forms, and against published reference draws.</summary>
public sealed class FitTests
{
    /// <summary>Errors of means in standard deviations, and of log standard deviations, on conjugate models.</summary>
    private const double ClosedFormTolerance = 0.05;

    /// <summary>The same against reference draws of posteriors that are nearly Gaussian in unconstrained coordinates.</summary>
    private const double ReferenceTolerance = 0.1;

    public static TheoryData<GuideFamily> Families => [GuideFamily.MeanField, GuideFamily.FullRank];

    /// <summary>Full rank: many data for each coefficient (with n data and p coefficients the guide's deviation of a log scale is short by
    /// the root of (n - p) / n); kilpisjarvi has a correlation of -0.9999.</summary>
    public static TheoryData<string> Referenced =>
    [
        "kidiq-kidscore_momhsiq", "kidiq-kidscore_interaction", "earnings-logearn_interaction", "kilpisjarvi_mod-kilpisjarvi",
        "arK-arK", "sblrc-blr", "nes1972-nes", "arma-arma11",
    ];

    /// <summary>Mean-field: means are right whatever the number of data.</summary>
    public static TheoryData<string> ReferencedMeans =>
    [
        "kidiq-kidscore_momhsiq", "earnings-logearn_interaction", "mesquite-logmesquite", "kilpisjarvi_mod-kilpisjarvi", "arK-arK", "sblrc-blr",
        "nes1972-nes", "arma-arma11",
    ];

    [Theory]
    [MemberData(nameof(Families))]
    public void NormalMeanIsNormal(GuideFamily family)
    {
        double[] y = [2.1, 3.4, 1.9, 2.8, 3.0];
        const double noise = 0.7;
        double precision = 1 / 4.0 + y.Length / (noise * noise);
        double mean = (1 / 4.0 + y.Sum() / (noise * noise)) / precision;

        FitResult fit = Fit(new NormalMean { Y = y, Noise = noise }.Condition(), family);

        AssertMoments(fit, 0, mean, Math.Sqrt(1 / precision));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void ProbabilityIsBeta(GuideFamily family)
    {
        const int trials = 90, count = 37;
        const double a = 2 + count, b = 3 + trials - count;

        FitResult fit = Fit(new Successes { Trials = trials, Count = count }.Condition(), family);

        AssertMoments(fit, 0, a / (a + b), Math.Sqrt(a * b / ((a + b) * (a + b) * (a + b + 1))));
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void RateIsGamma(GuideFamily family)
    {
        int[] counts = [4, 7, 5, 6, 9, 3, 5, 8];
        double shape = 3 + counts.Sum(), rate = 0.5 + counts.Length;

        FitResult fit = Fit(new CountRate { Counts = counts }.Condition(), family);

        AssertMoments(fit, 0, shape / rate, Math.Sqrt(shape) / rate);
    }

    [Theory]
    [MemberData(nameof(Families))]
    public void CoefficientsAreNormal(GuideFamily family)
    {
        const double noise = 0.8;
        Matrix<double> x = Matrix<double>.Build.Dense(25, 3, (i, k) => k == 0 ? 1 : Math.Sin(1.3 * i + k) + 0.6 * Math.Sin(1.3 * i + 1));
        double[] y = [.. Enumerable.Range(0, 25).Select(i => 0.5 + x[i, 1] - 0.7 * x[i, 2] + 0.3 * Math.Cos(2.7 * i))];
        Matrix<double> precision = x.TransposeThisAndMultiply(x) / (noise * noise) + Matrix<double>.Build.DenseIdentity(3) / 4;
        Matrix<double> covariance = precision.Inverse();
        Vector<double> mean = covariance * x.TransposeThisAndMultiply(Vector<double>.Build.Dense(y)) / (noise * noise);

        FitResult fit = Fit(new KnownNoiseRegression { X = x, Y = y, K = 3, Noise = noise }.Condition(), family);

        for (int k = 0; k < 3; k++)
        {
            // The mean-field optimum has the right means, and the conditional variances.
            double variance = family == GuideFamily.FullRank ? covariance[k, k] : 1 / precision[k, k];
            AssertMoments(fit, k, mean[k], Math.Sqrt(variance));
        }
    }

    [ConformanceTheory]
    [MemberData(nameof(Referenced))]
    public void FullRankEqualsTheReferenceDraws(string name)
    {
        FitResult fit = FitPosterior(name, GuideFamily.FullRank, out Failures failures, out IEnumerable<Marginal> marginals);

        foreach (Marginal m in marginals)
        {
            failures.Compare($"mean of {m.Name} in sd", 0, (m.Mean - m.ReferenceMean) / m.ReferenceSd, ReferenceTolerance, 1);
            failures.Compare($"log sd of {m.Name}", Math.Log(m.ReferenceSd), Math.Log(m.Sd), ReferenceTolerance, 1);
        }

        failures.AssertNone();
        Assert.True(fit.Converged, fit.Verdict);
        Assert.True(fit.IsReliable, fit.Verdict);
    }

    [ConformanceTheory]
    [MemberData(nameof(ReferencedMeans))]
    public void MeanFieldHasTheReferenceMeans(string name)
    {
        FitResult fit = FitPosterior(name, GuideFamily.MeanField, out Failures failures, out IEnumerable<Marginal> marginals);

        foreach (Marginal m in marginals)
        {
            failures.Compare($"mean of {m.Name} in sd", 0, (m.Mean - m.ReferenceMean) / m.ReferenceSd, ReferenceTolerance, 1);
            double tooWide = Math.Max(0, Math.Log(m.Sd / m.ReferenceSd));
            failures.Compare($"excess of the log sd of {m.Name}, which leaves out correlations", 0, tooWide, ReferenceTolerance, 1);
        }

        failures.AssertNone();
        Assert.True(fit.Converged, fit.Verdict);
        Assert.True(fit.Gradients < 100_000, $"{fit.Gradients} gradients");
    }

    private static FitResult FitPosterior(string name, GuideFamily family, out Failures failures, out IEnumerable<Marginal> marginals)
    {
        failures = new Failures();
        Posterior posterior = Posteriors.All.Single(p => p.Name == name);
        FitResult fit = Fit(posterior.Load(PosteriorDb.Data(name))(), family);
        Dictionary<string, (double Mean, double StandardDeviation)> reference = PosteriorDb.Reference(name);
        string[] names = [.. reference.Keys];
        int[] places = posterior.Places([.. names.Select(n => n.Replace('[', '.').Replace(',', '.').TrimEnd(']'))], fit.ParameterNames);
        PosteriorSummary summary = new(fit);
        marginals = [.. names.Select((n, k) => new Marginal(
            n, summary.Rows[places[k]].Mean, summary.Rows[places[k]].StandardDeviation, reference[n].Mean, reference[n].StandardDeviation))];
        return fit;
    }

    private static FitResult Fit(ILogDensity model, GuideFamily family) =>
        VariationalInference.Fit(model, new FitOptions { Family = family, Draws = 40_000, Seed = 7, Tolerance = 0.02, ImportanceResampling = false });

    private static void AssertMoments(FitResult fit, int parameter, double mean, double standardDeviation)
    {
        SummaryRow row = new PosteriorSummary(fit).Rows[parameter];
        Failures failures = new();
        failures.Compare($"mean of {row.Name} in sd", 0, (row.Mean - mean) / standardDeviation, ClosedFormTolerance, 1);
        failures.Compare($"log sd of {row.Name}", Math.Log(standardDeviation), Math.Log(row.StandardDeviation), ClosedFormTolerance, 1);
        failures.AssertNone();
        Assert.True(fit.Converged, fit.Verdict);
    }

    private sealed record Marginal(string Name, double Mean, double Sd, double ReferenceMean, double ReferenceSd);
}
