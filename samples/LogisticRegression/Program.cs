using System.Globalization;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

if (args.Length > 1)
    return Refuse("Usage: dotnet run --project samples/LogisticRegression [-- FILE.csv]");
string path = args.Length == 1 ? args[0] : Path.Combine(AppContext.BaseDirectory, "wells.csv");

CaseTable cases;
Matrix<double> x;
double[] scales;
try
{
    cases = CaseTable.Read(path);
    (x, scales) = cases.Standardize();
}
catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
{
    return Refuse(fault.Message);
}

Console.WriteLine(args.Length == 1
    ? $"Logistic regression on {path}: {cases.Outcomes.Length} cases, {cases.Names.Count} predictors."
    : $"Logistic regression: which of {cases.Outcomes.Length} households in Bangladesh switched to a well with less arsenic?");
Console.WriteLine("Slopes are changes in log odds for one standard deviation of each predictor.");
Console.WriteLine();

LogisticRegression model = new() { X = x, Predictors = cases.Names.Count, Outcome = cases.Outcomes };
LogisticRegression.Posterior posterior = model.Fit();
Console.WriteLine(posterior.Summary());

Console.WriteLine("In the units of the file:");
int width = cases.Names.Max(name => name.Length) + 2;
for (int k = 0; k < cases.Names.Count; k++)
{
    ScalarPosterior slope = posterior.Slopes[k];
    double direction = Math.Max(slope.Probability(b => b > 0), slope.Probability(b => b < 0));
    Console.WriteLine($"  {cases.Names[k].PadRight(width)}one more multiplies the odds by {Math.Exp(slope.Mean / scales[k]):F3} "
        + $"(90 %: {Math.Exp(slope.Quantile(0.05) / scales[k]):F3} to {Math.Exp(slope.Quantile(0.95) / scales[k]):F3}); "
        + $"P({(slope.Mean > 0 ? "raises" : "lowers")}) = {direction:F3}");
}

double[] means = posterior.Slopes.Mean;
int right = 0;
for (int n = 0; n < x.RowCount; n++)
    if (posterior.Intercept.Mean + x.Row(n).DotProduct(Vector<double>.Build.Dense(means)) > 0 == (cases.Outcomes[n] == 1))
        right++;
double share = cases.Outcomes.Average();
Console.WriteLine();
Console.WriteLine($"At the posterior mean {(double)right / x.RowCount:P1} of the outcomes are on the likelier side; the commoner outcome alone gives {Math.Max(share, 1 - share):P1}.");
Console.WriteLine(posterior.Result.IsReliable
    ? "Verdict: a fit to rely on."
    : "Verdict: not a fit to rely on; see the first line of the table.");
return 0;

static int Refuse(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
