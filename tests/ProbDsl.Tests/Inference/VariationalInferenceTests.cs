using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Inference;
using Xunit;

namespace ProbDsl.Tests.Inference;

public sealed class VariationalInferenceTests
{
    /// <summary>Full-rank guides are exact on Gaussian targets of any correlation and scale.</summary>
    [Theory]
    [InlineData(1, 3, VariationalOptimizer.Automatic)]
    [InlineData(2, 3, VariationalOptimizer.Automatic)]
    [InlineData(10, 3, VariationalOptimizer.Automatic)]
    [InlineData(50, 3, VariationalOptimizer.Automatic)]
    [InlineData(5, 0, VariationalOptimizer.Adam)]
    [InlineData(10, 3, VariationalOptimizer.Adam)]
    public void FullRankFindsGaussians(int dimension, double spread, VariationalOptimizer optimizer)
    {
        for (ulong seed = 1; seed <= 3; seed++)
        {
            GaussianTarget target = GaussianTarget.Random(dimension, seed, spread);
            FitResult result = VariationalInference.Fit(target, new FitOptions { Optimizer = optimizer, Seed = seed, Tolerance = 0.02 });
            Assert.True(result.Converged, result.Reason);
            for (int k = 0; k < dimension; k++)
            {
                double deviation = Math.Sqrt(target.Covariance[k, k]);
                ScalarPosterior posterior = new(result, k);
                Assert.InRange((posterior.Mean - target.Mean[k]) / deviation, -0.01, 0.01);
                Assert.InRange(posterior.StandardDeviation / deviation, 0.99, 1.01);
            }
            Assert.InRange(result.Elbo, -0.01, Math.Max(1e-6, 3 * result.ElboStandardError));
            Assert.InRange(result.ElboStandardError, 0, 1e-3);
            Assert.Equal(FitTrust.Guide, result.Trust);
            Assert.True(result.Gradients < 10_000, $"{result.Gradients} gradients");
        }
    }

    /// <summary>The mean-field optimum of a Gaussian has its mean and the variances 1 / precision_kk.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(50)]
    public void MeanFieldFindsItsOptimum(int dimension)
    {
        GaussianTarget target = GaussianTarget.Random(dimension, 7, 3);
        FitResult result = VariationalInference.Fit(target, new FitOptions { Family = GuideFamily.MeanField, Tolerance = 0.02 });
        Assert.True(result.Converged, result.Reason);
        double elbo = 0;
        for (int k = 0; k < dimension; k++)
        {
            Assert.InRange((result.GuideMean[k] - target.Mean[k]) / Math.Sqrt(target.Covariance[k, k]), -0.01, 0.01);
            Assert.InRange(result.GuideStandardDeviation[k] * Math.Sqrt(target.Precision[k, k]), 0.99, 1.01);
            elbo -= 0.5 * Math.Log(target.Precision[k, k] * target.Covariance[k, k]);
        }
        // E_q[log p - log q] = (log det correlation + sum of log(sd_q² / sd_p²)) / -2 with sd_q² = 1 / precision_kk.
        Matrix<double> scale = Matrix<double>.Build.DiagonalOfDiagonalVector(target.Covariance.Diagonal().PointwisePower(-0.5));
        elbo -= 0.5 * (scale * target.Covariance * scale).Cholesky().DeterminantLn;
        Assert.Equal(elbo, result.Elbo, 6 * result.ElboStandardError + 0.01);
    }

    /// <summary>A regression whose correlations are 1 - 1e-9: the noise of the scores, all but proportional, must cancel along the ridge.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void MeanFieldArrivesOnARidge(int seed)
    {
        RawYearRegression target = new();
        (double[] mean, double[] error, _) = target.LeastSquares();
        FitResult result = VariationalInference.Fit(target, new FitOptions { Family = GuideFamily.MeanField, Seed = (ulong)seed, Tolerance = 0.02 });
        Assert.True(result.Converged, result.Reason);
        Assert.True(result.Gradients < 100_000, $"{result.Gradients} gradients");
        for (int k = 0; k < 3; k++)
        {
            Assert.InRange((result.GuideMean[k] - mean[k]) / error[k], -0.1, 0.1);
            Assert.True(result.GuideStandardDeviation[k] < error[k]);
        }
    }

    [Fact]
    public void AdamFitsManyIndependentScales()
    {
        const int Dimension = 300;
        double[] scales = [.. Enumerable.Range(0, Dimension).Select(k => Math.Pow(10, 6.0 * k / Dimension - 3))];
        FitResult result = VariationalInference.Fit(new IndependentTarget(scales), new FitOptions { Tolerance = 0.02 });
        Assert.True(result.Converged, result.Reason);
        Assert.Equal(GuideFamily.MeanField, result.Family);
        for (int k = 0; k < Dimension; k++)
        {
            Assert.InRange(result.GuideMean[k] / scales[k] - 1, -0.05, 0.05);
            Assert.InRange(result.GuideStandardDeviation[k] / scales[k], 0.95, 1.05);
        }
    }

    /// <summary>Correlations of 1 - 1e-9 between coefficients whose scales differ by 10^6.</summary>
    [Fact]
    public void FullRankFitsUnscaledPredictors()
    {
        RawYearRegression target = new();
        (double[] mean, double[] error, double sigma) = target.LeastSquares();
        FitResult result = VariationalInference.Fit(target);
        Assert.True(result.Converged, result.Reason);
        for (int k = 0; k < 3; k++)
        {
            Assert.InRange((new ScalarPosterior(result, k).Mean - mean[k]) / error[k], -0.05, 0.05);
            Assert.InRange(new ScalarPosterior(result, k).StandardDeviation / error[k], 0.95, 1.05);
        }
        Assert.Equal(Math.Log(sigma), result.GuideMean[3], 0.03);
    }

    /// <summary>The reference values are those of a run with 8,192 pairs a step and a tolerance of 0.002.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void FullRankFitsEightSchools(int seed)
    {
        FitResult result = VariationalInference.Fit(new EightSchools(), new FitOptions { Seed = (ulong)seed, Tolerance = 0.02 });
        Assert.True(result.Converged, result.Reason);
        Assert.InRange(result.GuideMean[0], 4.477 - 0.05 * 3.232, 4.477 + 0.05 * 3.232);
        Assert.InRange(result.GuideStandardDeviation[0], 0.95 * 3.232, 1.05 * 3.232);
        Assert.InRange(result.GuideMean[1], 0.850 - 0.1 * 0.731, 0.850 + 0.1 * 0.731);
        Assert.InRange(result.GuideStandardDeviation[1], 0.95 * 0.731, 1.05 * 0.731);
    }

    /// <summary>The centred density is unbounded where tau vanishes: the climb to the mode is a trap that the trials avoid.</summary>
    [Fact]
    public void CentredEightSchoolsIsNotLostAtItsSpike()
    {
        FitResult result = VariationalInference.Fit(new CentredEightSchools(), new FitOptions { Tolerance = 0.02, ImportanceResampling = false });
        Assert.InRange(result.Elbo, 6.5, 6.8);
        Assert.InRange(result.GuideMean[1], 1.2, 1.6);
    }

    [Fact]
    public void FunnelReachesTheMeanFieldOptimum()
    {
        // E_q[log p] is known: the optimum has mean zero and variance 1 / (1/9 + 1/2) of v.
        FitResult result = VariationalInference.Fit(new Funnel(2), new FitOptions { Family = GuideFamily.MeanField, Tolerance = 0.02 });
        double deviation = Math.Sqrt(1 / (1.0 / 9 + 0.5));
        Assert.InRange(result.GuideMean[0] / deviation, -0.15, 0.15);
        Assert.InRange(result.GuideStandardDeviation[0] / deviation, 0.97, 1.03);
    }

    [Fact]
    public void ImportanceResamplingMovesDrawsToThePosterior()
    {
        // Gamma(3, 1) on the log scale: mean 3 and variance 3 exactly; the Gaussian guide on log x has other moments.
        ScalarTarget target = new(u => (3 * u - Math.Exp(u), 3 - Math.Exp(u)));
        FitResult plain = VariationalInference.Fit(target, new FitOptions { ImportanceResampling = false });
        FitResult resampled = VariationalInference.Fit(target);
        Assert.False(plain.IsResampled);
        Assert.True(resampled.IsResampled);
        double exact = 0.9227843350984671; // digamma(3)
        Assert.Equal(exact, new ScalarPosterior(resampled, 0).Mean, 0.02);
        Assert.Equal(Math.Sqrt(0.3949340668482264), new ScalarPosterior(resampled, 0).StandardDeviation, 0.02);
        Assert.True(Math.Abs(new ScalarPosterior(plain, 0).StandardDeviation - Math.Sqrt(0.3949340668482264)) > 0.03);
    }

    [Theory]
    [InlineData(VariationalOptimizer.NaturalGradient)]
    [InlineData(VariationalOptimizer.Adam)]
    public void EqualSeedsGiveEqualResults(VariationalOptimizer optimizer)
    {
        FitResult first = VariationalInference.Fit(new EightSchools(), new FitOptions { Seed = 3, Optimizer = optimizer });
        FitResult second = VariationalInference.Fit(new EightSchools(), new FitOptions { Seed = 3, Optimizer = optimizer });
        FitResult other = VariationalInference.Fit(new EightSchools(), new FitOptions { Seed = 4, Optimizer = optimizer });
        Assert.Equal(first.Column(2).ToArray(), second.Column(2).ToArray());
        Assert.Equal(first.ElboTrace, second.ElboTrace);
        Assert.NotEqual(first.Column(2).ToArray(), other.Column(2).ToArray());
    }

    [Fact]
    public void CancellationLeavesAUsableResult()
    {
        using CancellationTokenSource source = new();
        int reports = 0;
        SynchronousProgress progress = new(value =>
        {
            if (value.Phase is FitPhase.Optimizing or FitPhase.Averaging && ++reports == 3)
                source.Cancel();
        });
        FitResult result = VariationalInference.Fit(new EightSchools(), new FitOptions { CancellationToken = source.Token, Progress = progress });
        Assert.False(result.Converged);
        Assert.Contains("cancelled", result.Reason, StringComparison.Ordinal);
        Assert.Contains("NOT CONVERGED", result.Verdict, StringComparison.Ordinal);
        Assert.All(Enumerable.Range(0, 10), k => Assert.True(double.IsFinite(new ScalarPosterior(result, k).Mean)));
    }

    [Fact]
    public void CancellationBeforeTheFirstStepStillGivesDraws()
    {
        FitResult result = VariationalInference.Fit(new EightSchools(), new FitOptions { CancellationToken = new CancellationToken(canceled: true) });
        Assert.False(result.Converged);
        Assert.True(double.IsFinite(result.Column(0)[0]));
    }

    [Theory]
    [InlineData(VariationalOptimizer.NaturalGradient)]
    [InlineData(VariationalOptimizer.Adam)]
    public void LimitsEndTheFit(VariationalOptimizer optimizer)
    {
        FitResult few = VariationalInference.Fit(new EightSchools(), new FitOptions { MaxIterations = 2, Optimizer = optimizer });
        Assert.False(few.Converged);
        Assert.Contains("2 iterations", few.Reason, StringComparison.Ordinal);
        FitResult cheap = VariationalInference.Fit(new EightSchools(), new FitOptions { MaxGradients = 1500, Optimizer = optimizer, MaxIterations = 100_000 });
        Assert.False(cheap.Converged);
        Assert.Contains("1500 gradients", cheap.Reason, StringComparison.Ordinal);
        Assert.InRange(cheap.Gradients, 1500, 3000);
    }

    [Fact]
    public void DensitiesWithoutAFinitePointAreRefused()
    {
        ScalarTarget target = new(_ => (double.NaN, 0));
        InitializationException thrown = Assert.Throws<InitializationException>(() => VariationalInference.Fit(target));
        Assert.Contains("log density was not finite at 112", thrown.Message, StringComparison.Ordinal);
        ScalarTarget flat = new(_ => (0, double.NaN));
        Assert.Contains("gradient at 112", Assert.Throws<InitializationException>(() => VariationalInference.Fit(flat)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ANaNPartOfTheSpaceIsSurvived()
    {
        // A standard normal that cannot be evaluated above four.
        ScalarTarget target = new(x => x > 4 ? (double.NaN, double.NaN) : (-0.5 * x * x, -x));
        FitResult result = VariationalInference.Fit(target);
        Assert.True(result.Converged, result.Reason);
        Assert.Equal(0, result.GuideMean[0], 0.05);
        Assert.Equal(1, result.GuideStandardDeviation[0], 0.05);
    }

    [Fact]
    public void ImproperPosteriorsAreNamed()
    {
        FitResult flat = VariationalInference.Fit(new ScalarTarget(_ => (0, 0)));
        Assert.False(flat.Converged);
        Assert.Contains("improper", flat.Reason, StringComparison.Ordinal);
        FitResult rising = VariationalInference.Fit(new ScalarTarget(x => (x, 1)));
        Assert.False(rising.Converged);
        Assert.Contains("improper", rising.Reason, StringComparison.Ordinal);
    }

    /// <summary>A coordinate that the density does not depend on, beside proper ones, whatever the family and the optimiser.</summary>
    [Theory]
    [InlineData(1, GuideFamily.MeanField)]
    [InlineData(3, GuideFamily.MeanField)]
    [InlineData(3, GuideFamily.FullRank)]
    [InlineData(300, GuideFamily.MeanField)]
    public void AFlatCoordinateIsNamed(int dimension, GuideFamily family)
    {
        FitResult result = VariationalInference.Fit(new FlatLast(dimension), new FitOptions { Family = family, MaxIterations = 2000 });
        Assert.False(result.Converged, result.Reason);
        Assert.False(result.IsReliable);
        Assert.Contains("improper", result.Reason, StringComparison.Ordinal);
        Assert.Contains(result.ParameterNames[^1], result.Reason, StringComparison.Ordinal);
        Assert.InRange(result.Gradients, 1, 100_000);
    }

    /// <summary>Outcomes that a line separates, under flat priors: the posterior is improper, which must not cost a million gradients to see.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void SeparationUnderFlatPriorsIsSeenAtOnce(int seed)
    {
        FitResult result = VariationalInference.Fit(new SeparatedLogistic(), new FitOptions { Seed = (ulong)seed });
        Assert.False(result.Converged);
        Assert.Equal(FitTrust.Improper, result.Trust);
        Assert.InRange(result.Gradients, 1, 20_000);
    }

    /// <summary>A density that is +∞ in a part of the space has no bound, and no posterior.</summary>
    [Fact]
    public void AnInfiniteDensityIsNeverConverged()
    {
        ScalarTarget target = new(x => x > 1.5 ? (double.PositiveInfinity, 0) : (-0.5 * x * x, -x));
        FitResult result = VariationalInference.Fit(target);
        Assert.False(result.Converged);
        Assert.Equal(FitTrust.Improper, result.Trust);
    }

    /// <summary>Two equal modes: found by climbs from dispersed points, said in the verdict, and both in the draws.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void TwoModesAreFoundAndSaid(int seed)
    {
        ScalarTarget target = new(x =>
        {
            double a = Math.Exp(-0.5 * (x - 5) * (x - 5));
            double b = Math.Exp(-0.5 * (x + 5) * (x + 5));
            return (Math.Log(a + b), (-(x - 5) * a - (x + 5) * b) / (a + b));
        });
        FitResult result = VariationalInference.Fit(target, new FitOptions { Seed = (ulong)seed });
        Assert.Equal(2, result.Modes);
        Assert.Contains("2 modes", result.Verdict, StringComparison.Ordinal);
        Assert.True(result.IsReliable, result.Verdict);
        Assert.Equal(0, new ScalarPosterior(result, 0).Mean, 0.2);
        Assert.Equal(Math.Sqrt(26), new ScalarPosterior(result, 0).StandardDeviation, 0.1);
    }

    /// <summary>Draws have the guide's moments whatever their number.</summary>
    [Theory]
    [InlineData(20)]
    [InlineData(500)]
    [InlineData(2999)]
    public void FewDrawsAreMomentMatched(int draws)
    {
        GaussianTarget target = GaussianTarget.Random(3, 4, 1);
        FitResult result = VariationalInference.Fit(target, new FitOptions { Draws = draws });
        Assert.Equal(draws, result.DrawCount);
        for (int k = 0; k < 3; k++)
        {
            Assert.Equal(0, (new ScalarPosterior(result, k).Mean - result.GuideMean[k]) / result.GuideStandardDeviation[k], 1e-9);
            Assert.Equal(1, new ScalarPosterior(result, k).StandardDeviation / result.GuideStandardDeviation[k], 1e-9);
        }
    }

    /// <summary>What a fit costs does not hang on the seed: the logit of Beta(11, 1), where it once varied 25-fold.</summary>
    [Fact]
    public void GradientsOfASkewedPosteriorVaryLittle()
    {
        ScalarTarget target = new(x => (11 * x - 12 * Math.Log(1 + Math.Exp(x)), 11 - 12 / (1 + Math.Exp(-x))));
        long[] gradients = [.. Enumerable.Range(1, 20).Select(seed => VariationalInference.Fit(target, new FitOptions { Seed = (ulong)seed }).Gradients)];
        Assert.True(gradients.Max() < 10 * gradients.Min() && gradients.Max() < 40_000, string.Join(' ', gradients));
    }

    [Fact]
    public void TheTraceCountsEveryStep()
    {
        FitResult result = VariationalInference.Fit(new CentredEightSchools());
        Assert.Equal(result.Iterations, result.ElboTrace[^1].Iteration);
        Assert.All(result.ElboTrace.Zip(result.ElboTrace.Skip(1)), pair =>
        {
            Assert.True(pair.First.Iteration <= pair.Second.Iteration);
            Assert.True(pair.First.Gradients <= pair.Second.Gradients);
        });
        Assert.Equal(result.Elbo, result.ElboTrace[^1].Value);
    }

    [Fact]
    public void OptionsAreChecked()
    {
        EightSchools model = new();
        Assert.Equal("Draws", Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { Draws = 1 })).ParamName);
        Assert.Equal("SamplesPerStep", Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { SamplesPerStep = 3 })).ParamName);
        Assert.Equal("Tolerance", Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { Tolerance = 0 })).ParamName);
        Assert.Equal("MaxIterations", Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { MaxIterations = 0 })).ParamName);
        Assert.Equal("Family", Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { Family = (GuideFamily)9 })).ParamName);
        ArgumentException thrown = Assert.Throws<ArgumentException>(() => VariationalInference.Fit(model, new FitOptions { InitialPosition = [0, 1] }));
        Assert.Contains("has 2 coordinates, but the model has 10", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheInitialPositionIsUsed()
    {
        // Two modes, at -5 and 5.
        ScalarTarget target = new(x =>
        {
            double a = Math.Exp(-0.5 * (x - 5) * (x - 5));
            double b = Math.Exp(-0.5 * (x + 5) * (x + 5));
            return (Math.Log(a + b), (-(x - 5) * a - (x + 5) * b) / (a + b));
        });
        Assert.Equal(5, VariationalInference.Fit(target, new FitOptions { InitialPosition = [3] }).GuideMean[0], 0.1);
        Assert.Equal(-5, VariationalInference.Fit(target, new FitOptions { InitialPosition = [-3] }).GuideMean[0], 0.1);
    }

    [Theory]
    [InlineData(GuideFamily.FullRank)]
    [InlineData(GuideFamily.MeanField)]
    public void StepsAllocateNothing(GuideFamily family)
    {
        FitSession session = new(new EightSchools(), new FitOptions { Family = family, Tolerance = 1e-4 });
        GaussianGuide frame = new Initialization(session, dense: true).Run();
        GaussianGuide guide = family == GuideFamily.FullRank ? frame : new GaussianGuide(10, dense: false);
        if (family == GuideFamily.MeanField)
            guide.SetDiagonal([.. Enumerable.Repeat(0.5, 10)]);
        NaturalGradientEngine engine = new(session, guide, frame);
        Assert.Null(engine.Run(20));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Null(engine.Run(30));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void AdamStepsAllocateNothing()
    {
        FitSession session = new(new EightSchools(), new FitOptions());
        GaussianGuide guide = new Initialization(session, dense: true).Run();
        StickingTheLanding gradient = new(session, guide, 8);
        double[] parameters = new double[gradient.ParameterCount];
        Assert.True(gradient.Measure(parameters));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.True(gradient.Measure(parameters));
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    /// <summary>The reparameterised gradient equals differences of the bound's expectation under the same noise.</summary>
    [Fact]
    public void StickingTheLandingIsUnbiased()
    {
        GaussianTarget target = GaussianTarget.Random(3, 5, 0);
        FitSession session = new(target, new FitOptions { Seed = 8 });
        GaussianGuide first = new(3, dense: true);
        first.SetDiagonal([1, 0.5, 2]);
        StickingTheLanding gradient = new(session, first, 32);
        double[] parameters = [0.3, -0.2, 0.1, 0.2, -0.1, 0.05, 0.4, -0.3, 0.2];
        double[] mean = new double[parameters.Length];
        const int Repeats = 4000;
        for (int r = 0; r < Repeats; r++)
        {
            Assert.True(gradient.Measure(parameters));
            for (int i = 0; i < mean.Length; i++)
                mean[i] += gradient.Gradient[i] / Repeats;
        }
        for (int i = 0; i < mean.Length; i++)
        {
            const double Width = 1e-4;
            double plus = ExactElbo(target, gradient, Shifted(parameters, i, Width));
            double minus = ExactElbo(target, gradient, Shifted(parameters, i, -Width));
            double expected = (plus - minus) / (2 * Width);
            Assert.InRange(mean[i] - expected, -0.02 * (1 + Math.Abs(expected)), 0.02 * (1 + Math.Abs(expected)));
        }
    }

    private static double[] Shifted(double[] values, int index, double by)
    {
        double[] shifted = [.. values];
        shifted[index] += by;
        return shifted;
    }

    private static double ExactElbo(GaussianTarget target, StickingTheLanding gradient, double[] parameters)
    {
        GaussianGuide guide = new(3, dense: true);
        gradient.Write(parameters, guide);
        Matrix<double> factor = Matrix<double>.Build.Dense(3, 3, (i, j) => guide.Factor[i * 3 + j]);
        Vector<double> difference = Vector<double>.Build.DenseOfArray(guide.Mean) - Vector<double>.Build.DenseOfArray(target.Mean);
        Matrix<double> covariance = factor * factor.Transpose();
        return -0.5 * ((target.Precision * covariance).Trace() + difference * target.Precision * difference) + guide.LogDeterminant;
    }

    private sealed class SynchronousProgress(Action<FitProgress> action) : IProgress<FitProgress>
    {
        public void Report(FitProgress value) => action(value);
    }

    /// <summary>Standard normals, and a last coordinate that nothing depends on.</summary>
    private sealed class FlatLast(int dimension) : HandWrittenDensity(dimension)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double value = 0;
            for (int k = 0; k < Dimension - 1; k++)
            {
                value -= 0.5 * position[k] * position[k];
                gradient[k] = -position[k];
            }
            gradient[Dimension - 1] = 0;
            return value;
        }
    }

    /// <summary>Intercept and slope of outcomes that are 1 where x is positive, all priors flat.</summary>
    private sealed class SeparatedLogistic() : HandWrittenDensity(2)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double value = 0;
            gradient[0] = gradient[1] = 0;
            for (int i = -4; i < 4; i++)
            {
                double x = i + 0.5;
                double sign = x > 0 ? 1 : -1;
                double margin = sign * (position[0] + position[1] * x);
                value -= Math.Max(-margin, 0) + Math.Log(1 + Math.Exp(-Math.Abs(margin)));
                double slope = sign / (1 + Math.Exp(margin));
                gradient[0] += slope;
                gradient[1] += slope * x;
            }
            return value;
        }
    }

    private sealed class IndependentTarget(double[] scales) : HandWrittenDensity(scales.Length)
    {
        public override double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
        {
            double value = 0;
            for (int k = 0; k < Dimension; k++)
            {
                double z = position[k] / scales[k] - 1;
                value -= 0.5 * z * z;
                gradient[k] = -z / scales[k];
            }
            return value;
        }
    }
}
