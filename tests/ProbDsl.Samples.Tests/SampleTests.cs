using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Runs each sample as its user does and looks for what it promises to show.</summary>
[Collection(SampleRun.Collection)]
public sealed class SampleTests
{
    [Theory]
    [InlineData("EightSchools", "theta[7]", "P(coaching helps)", "Verdict: a fit to rely on")]
    [InlineData("KidneyStones", "success[1,1]", "everybody, adjusted", "Verdict: both fits are to be relied on")]
    [InlineData("Radon", "919 houses of 85 counties", "sigmaCounty", "Verdict: a fit to rely on")]
    [InlineData("LogisticRegression", "3020 households", "arsenic", "Verdict: a fit to rely on")]
    public void Sample_prints_its_posterior_and_verdict(string sample, params string[] expected)
    {
        (int code, string output, string errors) = SampleRun.Of(sample);
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.All(expected, text => Assert.Contains(text, output, StringComparison.Ordinal));
    }

    [Fact]
    public void Kidney_stones_show_the_reversal()
    {
        (_, string output, _) = SampleRun.Of("KidneyStones");
        Assert.True(Probability("all patients pooled") < 0.1);
        Assert.True(Probability("small stones") > 0.9);
        Assert.True(Probability("everybody, adjusted") > 0.9);

        double Probability(string name)
        {
            string line = output.Split('\n').Single(text => text.StartsWith("  " + name, StringComparison.Ordinal));
            string number = line[(line.IndexOf("= ", StringComparison.Ordinal) + 2)..line.IndexOf(';')];
            return double.Parse(number, System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public void Logistic_regression_takes_a_file()
    {
        string text = "dose,cured\n" + string.Concat(Enumerable.Range(0, 40).Select(i => $"{i % 10},{((i * 7) % 13 < i % 10 ? 1 : 0)}\n"));
        (int code, string output, _) = RunOn(text);
        Assert.Equal(0, code);
        Assert.Contains("40 cases, 1 predictors", output, StringComparison.Ordinal);
        Assert.Contains("dose", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a,y\n", "no case below it")]
    [InlineData("1,0\n2,1\n", "line 1, column 1: '1' is a number")]
    [InlineData("y\n0\n1\n", "the header has 1 column")]
    [InlineData("a,y\n1,0\n2\n", "line 3: 1 values, but the header has 2 columns")]
    [InlineData("a,b,y\n1,2,0\n3,x,1\n", "line 3, column 2 ('b'): 'x' is no finite number")]
    [InlineData("a,b,y\n1,2,0\n3,,1\n", "line 3, column 2 ('b'): the value is missing")]
    [InlineData("a,y\n1,0\n2,3\n", "line 3, column 2 ('y'): the outcome must be 0 or 1, not 3")]
    [InlineData("a,y\n1,1\n2,1\n", "are all equal")]
    [InlineData("a,y\n1,1\n1,0\n", "'a' (column 1) is the same in every case")]
    public void Logistic_regression_refuses_bad_files(string text, string problem)
    {
        (int code, _, string errors) = RunOn(text);
        Assert.Equal(1, code);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Logistic_regression_names_a_missing_file()
    {
        (int code, _, string errors) = SampleRun.Of("LogisticRegression", "no-such-file.csv");
        Assert.Equal(1, code);
        Assert.Contains("no-such-file.csv", errors, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) RunOn(string text)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, text);
        try
        {
            return SampleRun.Of("LogisticRegression", path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
