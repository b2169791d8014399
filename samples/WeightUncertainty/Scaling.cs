using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Samples;

/// <summary>Puts predictors and outcome to mean zero and standard deviation one, as the training cases have them.</summary>
public sealed class Scaling
{
    private readonly (double Mean, double Deviation)[] _predictors;

    /// <summary>Measures cases.</summary>
    public Scaling(Cases cases)
    {
        _predictors = [.. Enumerable.Range(0, cases.X[0].Count).Select(k => Moments(cases.X.Select(x => x[k])))];
        (OutcomeMean, OutcomeDeviation) = Moments(cases.Y);
    }

    /// <summary>The mean of the outcome.</summary>
    public double OutcomeMean { get; }

    /// <summary>The standard deviation of the outcome.</summary>
    public double OutcomeDeviation { get; }

    /// <summary>Predictors in standard deviations from their means, and a last one that is one.</summary>
    public Vector<double>[] Predictors(IEnumerable<Vector<double>> x) =>
        [.. x.Select(row => Vector<double>.Build.Dense(row.Count + 1, k => k == row.Count ? 1 : (row[k] - _predictors[k].Mean) / _predictors[k].Deviation))];

    /// <summary>Outcomes in standard deviations from their mean.</summary>
    public double[] Outcomes(IEnumerable<double> y) => [.. y.Select(value => (value - OutcomeMean) / OutcomeDeviation)];

    private static (double Mean, double Deviation) Moments(IEnumerable<double> values)
    {
        double[] all = [.. values];
        double mean = all.Average(), deviation = Math.Sqrt(all.Average(value => (value - mean) * (value - mean)));
        return (mean, deviation > 0 ? deviation : 1);
    }
}
