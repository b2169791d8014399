using System.Globalization;
using ProbDsl;
using ProbDsl.Samples;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;

// The data of the eight schools: effect of coaching and its standard error.
EightSchools schools = new()
{
    Y = [28, 8, -3, 7, -1, 1, 18, 12],
    Sigma = [15, 10, 16, 11, 9, 11, 10, 18],
};

Console.WriteLine("Eight schools: does coaching raise test scores, and does it matter which school does it?");
Console.WriteLine("Each school's effect theta[j] comes from a population with mean mu and spread tau.");
Console.WriteLine();

// The best Gaussian is too light in the tail of tau; weighing its draws by the exact density corrects that.
EightSchools.Posterior posterior = schools.Fit(new FitOptions { ImportanceResampling = true });

Console.WriteLine(posterior.Summary());

// Posterior members are typed: a scalar, a vector indexed as the model indexes it.
Console.WriteLine($"mean effect          {posterior.Mu}");
Console.WriteLine($"spread of schools    {posterior.Tau.Mean:F1} points on average, below {posterior.Tau.Quantile(0.9):F1} with probability 0.9");
Console.WriteLine($"school A observed    {schools.Y[0]:F0} points; its effect is {posterior.Theta[0].Mean:F1}, pulled towards the others");
Console.WriteLine($"school D, 90 %       {posterior.Theta[3].Quantile(0.9):F1} points");
Console.WriteLine($"P(coaching helps)    {posterior.Mu.Probability(mu => mu > 0):F2}");
Console.WriteLine();

Console.WriteLine("Posterior predictive check: would the fitted model produce data like these?");
const int Replications = 2000;
List<double[]> replicated = [.. posterior.Predict(Replications, seed: 1).Select(school => school.Y)];
Check("smallest effect", y => y.Min());
Check("largest effect", y => y.Max());
Check("spread (sd)", StandardDeviation);
Console.WriteLine();
Console.WriteLine(posterior.Result.IsReliable
    ? "Verdict: a fit to rely on. Probabilities near 0 or 1 above would mean that the model misses a feature of the data."
    : "Verdict: not a fit to rely on; see the first line of the table.");

void Check(string name, Func<double[], double> statistic)
{
    double observed = statistic(schools.Y);
    double[] values = [.. replicated.Select(statistic)];
    double above = values.Count(value => value >= observed) / (double)Replications;
    Console.WriteLine($"  {name,-16} observed {observed,6:F1}, replicated {values.Average(),6:F1} on average, P(replicated >= observed) = {above:F2}");
}

static double StandardDeviation(double[] values)
{
    double mean = values.Average();
    return Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1));
}
