using System.Globalization;
using Xunit;

namespace ProbDsl.Samples.Tests;

/// <summary>Bayes by Backprop on the generated curve, on files, and with wrong options.</summary>
[Collection(SampleRun.Collection)]
public sealed class WeightUncertaintyTests
{
    private const string Variable = "PROBDSL_DATA";

    [Fact]
    public void The_spread_grows_outside_the_data()
    {
        string output = Succeed();
        double[][] rows = [.. Lines(output, "the data").Select(Numbers)];
        Assert.Equal(12, rows.Length);
        double Spread(double x) => rows.Single(row => Math.Abs(row[0] - x) < 1e-9)[3];
        double inside = new[] { 0.1, 0.2, 0.3, 0.4 }.Max(Spread);
        Assert.True(Spread(-0.6) > Spread(-0.4) && Spread(-0.4) > Spread(-0.2) && Spread(-0.2) > 2 * inside, output);
        Assert.True(Spread(1.1) > Spread(0.9) && Spread(0.9) > Spread(0.7) && Spread(0.7) > 1.5 * inside, output);
        foreach (double[] row in rows.Where(row => row[0] is > 0.05 and < 0.45))
            Assert.Equal(row[1], row[2], 0.1);
    }

    [Fact]
    public void Three_ways_to_draw_weights_reach_like_bounds_with_unlike_noise()
    {
        string output = Succeed();
        double[][] rows = [.. new[] { "one draw a batch", "local reparameterisation", "flipout" }.Select(name => Numbers(Lines(output, name)[0][26..]))];
        foreach (double[] row in rows)
        {
            Assert.InRange(row[0], rows[0][0] - 0.5, rows[0][0] + 0.5);
            Assert.InRange(row[2], 0.03, 0.06);
            Assert.InRange(row[3], 1.2, 2.2);
        }
        Assert.True(rows[1][1] < 0.7 * rows[0][1] && rows[2][1] < 0.7 * rows[0][1], output);
    }

    [Fact]
    public void A_table_of_ones_own_is_standardised_and_split()
    {
        var random = new Random(5);
        string text = "a,b,y\n" + string.Concat(Enumerable.Range(0, 60).Select(_ =>
        {
            double a = random.NextDouble(), b = 100 * random.NextDouble();
            return string.Create(CultureInfo.InvariantCulture, $"{a},{b},{1000 + (30 * a) + b}\n");
        }));
        (int code, string output, string errors) = On(text, "--epochs", "300");
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        Assert.Contains("2 predictors", output, StringComparison.Ordinal);
        Assert.Contains("54 cases to train on, 6 held out", output, StringComparison.Ordinal);
        Assert.InRange(Numbers(Lines(output, "local reparameterisation")[0][26..])[2], 0, 15);
        double[] spreads = [.. Lines(output, "mean spread").Select(line => Numbers(line[(line.IndexOf("spread", StringComparison.Ordinal) + 6)..])[0])];
        Assert.True(spreads is [var near, var far, var farther] && near < far && far < farther, output);
    }

    [Fact]
    public void Boston_housing()
    {
        if (Boston() is not { } path)
        {
            Console.Error.WriteLine($"skipped: the data are not here: set {Variable} or put them in ../shared/data beside the repository");
            return;
        }
        (int code, string output, _) = SampleRun.Of("WeightUncertainty", "--data", path, "--epochs", "150");
        Assert.Equal(0, code);
        Assert.Contains("13 predictors", output, StringComparison.Ordinal);
        double[] row = Numbers(Lines(output, "local reparameterisation")[0][26..]);
        Assert.InRange(row[2], 1, 4.5); // The outcome's own standard deviation is 9.2.
        Assert.InRange(row[3], -3.2, -2);
    }

    [Theory]
    [InlineData("a,y\n1,2\n", "a training needs 10 cases or more, found 1")]
    [InlineData("1,2\n3,4\n5\n", "line 3: expected 2 columns")]
    [InlineData("1,2\n3,x\n", "line 2, column 2: expected a finite number, found 'x'")]
    [InlineData("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n", "found 1 column")]
    [InlineData("1,1\n1,2\n1,3\n1,4\n1,5\n1,6\n1,7\n1,8\n1,9\n1,10\n", "column 1 is 1 in every case")]
    public void Bad_tables_are_refused(string text, string problem)
    {
        (int code, string output, string errors) = On(text);
        Assert.Equal(1, code);
        Assert.Equal("", output);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("'--dta' is no option", "--dta", "x.csv")]
    [InlineData("no-such-file.csv", "--data", "no-such-file.csv")]
    [InlineData("--epochs must be an integer of at least 1, but is '0'", "--epochs", "0")]
    public void Wrong_options_are_refused(string problem, params string[] arguments)
    {
        (int code, _, string errors) = SampleRun.Of("WeightUncertainty", arguments);
        Assert.Equal(1, code);
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    private static string Succeed()
    {
        (int code, string output, string errors) = SampleRun.Of("WeightUncertainty");
        Assert.Equal("", errors);
        Assert.Equal(0, code);
        return output;
    }

    private static (int Code, string Output, string Errors) On(string text, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        File.WriteAllText(path, text);
        try
        {
            return SampleRun.Of("WeightUncertainty", ["--data", path, .. arguments]);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string[] Lines(string output, string text) =>
        [.. output.Split('\n').Where(line => line.Contains(text, StringComparison.Ordinal) && line.Any(char.IsDigit) && !line.Contains(':') == (text != "mean spread") && !line.StartsWith("the ", StringComparison.Ordinal))];

    private static double[] Numbers(string line) =>
        [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(word => double.TryParse(word, CultureInfo.InvariantCulture, out _)).Select(word => double.Parse(word, CultureInfo.InvariantCulture))];

    private static string? Boston()
    {
        string? data = Environment.GetEnvironmentVariable(Variable);
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); string.IsNullOrEmpty(data) && folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                data = Path.Combine(folder.Parent?.FullName ?? "", "shared", "data");
        return data is not null && Path.Combine(data, "boston", "boston_housing.txt") is var path && File.Exists(path) ? path : null;
    }
}
