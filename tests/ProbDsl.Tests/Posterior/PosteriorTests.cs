using System.Globalization;
using ProbDsl.Inference;
using ProbDsl.Tests.Inference;
using Spectre.Console;
using Xunit;

namespace ProbDsl.Tests.Posterior;

public sealed class PosteriorTests
{
    private static FitResult Sample(params string[] names) => Sample(FitTrust.Guide, 1, names);

    private static FitResult Sample(FitTrust trust, int modes, params string[] names)
    {
        // Draws 1, 2, 3, 4, 5 of each value, plus ten times its place.
        double[] columns = new double[5 * names.Length];
        for (int i = 0; i < columns.Length; i++)
            columns[i] = 1 + i % 5 + i / 5 * 10;
        return new FitResult(names, 5, columns)
        {
            Family = GuideFamily.FullRank,
            Converged = true,
            Reason = "a full step moves nothing",
            Iterations = 3,
            Gradients = 1234,
            Importance = new ImportanceDiagnosis { KHat = 0.31, Efficiency = 0.97, Divergence = 0.0123, Dimension = 2, Draws = 20_000 },
            Elbo = -12.3456,
            ElboStandardError = 0.02,
            Errors = [.. names.Select((name, i) => new ReportedError(name, 0.01 * i, 0.98, 0.004, 0.012, 0.014))],
            Trust = trust,
            Modes = modes,
            ElboTrace = [],
            GuideMean = [],
            GuideStandardDeviation = [],
            Elapsed = TimeSpan.FromMilliseconds(12),
        };
    }

    [Fact]
    public void ScalarMomentsAndQuantiles()
    {
        ScalarPosterior mu = new(Sample("mu"), 0);
        Assert.Equal(3, mu.Mean);
        Assert.Equal(2.5, mu.Variance);
        Assert.Equal(Math.Sqrt(2.5), mu.StandardDeviation);
        Assert.Equal(3, mu.Median);
        Assert.Equal(1, mu.Quantile(0));
        Assert.Equal(1.2, mu.Quantile(0.05), 12);
        Assert.Equal(5, mu.Quantile(1));
        Assert.Equal(0.4, mu.Probability(x => x > 3));
        Assert.Equal([1, 2, 3, 4, 5], mu.Draws.ToArray());
        Assert.Equal("mu: 3.000 ± 1.581", mu.ToString());
        Assert.Throws<ArgumentOutOfRangeException>(() => mu.Quantile(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => mu.Quantile(double.NaN));
    }

    [Fact]
    public void GeneratedPosteriorsReachTheirMembers()
    {
        Regression posterior = new(Sample("alpha", "beta[0]", "beta[1]", "m[0,0]", "m[0,1]", "m[1,0]", "m[1,1]"));
        Assert.Equal(3, posterior.Alpha.Mean);
        Assert.Equal([13, 23], posterior.Beta.Mean);
        Assert.Equal(2, posterior.Beta.Count);
        Assert.Equal("beta[1]", posterior.Beta[1].Name);
        Assert.Equal(["beta[0]", "beta[1]"], posterior.Beta.Select(element => element.Name));
        Assert.Equal("m[1,0]", posterior.M[1, 0].Name);
        Assert.Equal(63, posterior.M.Mean[1, 1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => posterior.M[2, 0]);
        Assert.Equal(7, posterior.Summary().Rows.Count);
        Assert.Equal(1234, posterior.Result.Gradients);
        Assert.Equal(24, posterior.Result[3, 2]);
    }

    [Fact]
    public void SummaryIsAlignedInEveryCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~" } };
            Assert.Equal(
                string.Join('\n',
                    "Converged (full-rank Gaussian): a full step moves nothing. The numbers are right: importance weights (k-hat 0.31, efficiency 97 % of 20000 draws) move no mean by more than 0.01 sd and no sd by more than 2 %.",
                    "ELBO -12.346 ± 0.02; 5 draws; 3 iterations, 1234 gradients, 0.012 s.",
                    "Name       Mean  StdDev     5%  Median    95%",
                    "mu        3.000   1.581  1.200   3.000  4.800",
                    "theta[0]  13.00   1.581  11.20   13.00  14.80",
                    ""),
                new PosteriorSummary(Sample("mu", "theta[0]")).ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    /// <summary>What each verdict says, and whether it is one to rely on.</summary>
    [Theory]
    [InlineData(FitTrust.Guide, true, "The numbers are right: importance weights")]
    [InlineData(FitTrust.Weighted, true, "The numbers are right: the draws are weighted by importance")]
    [InlineData(FitTrust.GuideIsOff, false, "FitOptions.ImportanceResampling, which is on by default, mends this")]
    [InlineData(FitTrust.FewEffectiveDraws, false, "their weights are too uneven for the errors of the numbers to be known")]
    [InlineData(FitTrust.Unweighable, false, "too uneven to mend or to measure them")]
    [InlineData(FitTrust.Improper, false, "There are no numbers to rely on")]
    [InlineData(FitTrust.Unmeasured, false, "The numbers were not measured")]
    public void VerdictsSayWhatIsKnown(FitTrust trust, bool reliable, string words)
    {
        FitResult fit = Sample(trust, 1, "mu");
        Assert.Equal(reliable, fit.IsReliable);
        Assert.Contains(words, fit.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("MCMC", fit.Verdict, StringComparison.Ordinal);
        Assert.DoesNotContain("NonCentered", fit.Verdict, StringComparison.Ordinal);
        Assert.Contains("ended at 3 modes", Sample(trust, 3, "mu").Verdict, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.3, 0.98, "mean(mu) is 0.30 sd too low")]
    [InlineData(0.3, 1.02, "mean(mu) is 0.30 sd too high")]
    [InlineData(0.1, 0.69, "sd(mu) is 31 % too small")]
    [InlineData(0.1, 1.5, "sd(mu) is 50 % too large")]
    public void ErrorsOfTheGuideAreSaidInWords(double shift, double ratio, string words) =>
        Assert.Equal(words, new ReportedError("mu", shift, ratio, 0, 0, 0).ToString());

    [Fact]
    public void CsvKeepsEveryDigitAndQuotesNames()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        new PosteriorSummary(Sample("mu", "m[0,1]")).WriteCsv(writer);
        Assert.Equal("name,mean,sd,q5,median,q95\nmu,3,1.5811388300841898,1.2,3,4.8\n\"m[0,1]\",13,1.5811388300841898,11.2,13,14.8\n", writer.ToString());
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1.23456, "1.235")]
    [InlineData(-12.3456, "-12.35")]
    [InlineData(99999.4, "99999")]
    [InlineData(123456, "1.235E+5")]
    [InlineData(0.0012346, "0.001235")]
    [InlineData(0.00012346, "1.235E-4")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void NumbersAreWrittenWithFourDigits(double value, string text) => Assert.Equal(text, PosteriorSummary.Format(value));

    [Fact]
    public void TableIsWrittenToTheTerminal()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 200;
        new PosteriorSummary(Sample("mu", "theta[0]")).Write(console);
        Assert.Contains("theta[0]", writer.ToString(), StringComparison.Ordinal);
        Assert.Contains("k-hat 0.31", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ProgressIsSilentWhenRedirected()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        VariationalInference.Fit(new EightSchools(), new FitOptions { Progress = new ConsoleProgress(console) });
        Assert.Equal("", writer.ToString());
    }

    [Fact]
    public void ProgressRewritesOneLineOfATerminal()
    {
        using StringWriter writer = new(CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new Terminal(writer) });
        ConsoleProgress progress = new(console);
        progress.Report(new FitProgress(FitPhase.Optimizing, 3, -12.345, 1234, TimeSpan.FromSeconds(1)));
        progress.Report(new FitProgress(FitPhase.Optimizing, 4, -12.345, 1300, TimeSpan.FromSeconds(1.01)));
        progress.Report(new FitProgress(FitPhase.Finished, 4, -12.345, 1300, TimeSpan.FromSeconds(1.02)));
        Assert.Equal("\r\u001b[2Koptimizing: iteration 3, ELBO -12.35, 1234 gradients, 1.0 s\r\u001b[2K", writer.ToString());
    }

    private sealed class Terminal(TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => true;

        public int Width => 100;

        public int Height => 40;

        public void SetEncoding(System.Text.Encoding encoding)
        {
        }
    }

    private sealed class Regression(FitResult result) : ModelPosterior(result)
    {
        public ScalarPosterior Alpha => Scalar(0);

        public VectorPosterior Beta => Vector(1, 2);

        public MatrixPosterior M => Matrix(3, 2, 2);
    }
}
