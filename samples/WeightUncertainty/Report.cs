using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;

namespace ProbDsl.Samples;

/// <summary>What a trained network says of cases, in the units of the data.</summary>
internal sealed class Report(IRegression model, Scaling scaling, int draws, ulong seed)
{
    /// <summary>Mean, spread of the mean over the weights, and noise of each case.</summary>
    public (double Mean, double Spread)[] Predict(IEnumerable<Vector<double>> x)
    {
        Vector<double>[] standard = scaling.Predictors(x);
        PredictiveMeans means = model.Means(standard, draws, seed);
        return [.. standard.Select((_, n) => (scaling.OutcomeMean + (scaling.OutcomeDeviation * means.Mean(n)), scaling.OutcomeDeviation * means.StandardDeviation(n)))];
    }

    /// <summary>The standard deviation of an outcome around its mean.</summary>
    public double Noise => scaling.OutcomeDeviation * model.Noise;

    /// <summary>Root mean squared error of the predictive mean, and the mean log predictive density, the weights' draws averaged over inside the logarithm.</summary>
    public (double Error, double LogDensity) Score(Cases cases)
    {
        PredictiveMeans means = model.Means(scaling.Predictors(cases.X), draws, seed);
        double[] y = scaling.Outcomes(cases.Y);
        double squares = y.Select((value, n) => (value - means.Mean(n)) * (value - means.Mean(n))).Average();
        double[] densities = new double[draws];
        double log = 0;
        for (int n = 0; n < y.Length; n++)
        {
            for (int s = 0; s < draws; s++)
                densities[s] = Distributions.Normal(means[s, n], model.Noise).LogDensity(y[n]);
            log += Functions.LogSumExp(densities) - Math.Log(draws) - Math.Log(scaling.OutcomeDeviation);
        }
        return (scaling.OutcomeDeviation * Math.Sqrt(squares), log / y.Length);
    }

    /// <summary>The bound of all training cases by many draws, and how much the log likelihood by one draw varies.</summary>
    public static (double Bound, double Noise) Bounds(IRegression model)
    {
        CompiledBound<float> bound = model.Bounds();
        int[] all = [.. Enumerable.Range(0, bound.DataCount)];
        double mean = bound.Step(all, new BoundRequest { Samples = 400, Gradient = false, Training = false }).Bound;
        double[] single = [.. Enumerable.Range(0, 200).Select(k =>
            bound.Step(all, new BoundRequest { Key = (ulong)k + 1, Gradient = false, Training = false }).LogLikelihood)];
        double centre = single.Average();
        return (mean, Math.Sqrt(single.Average(value => (value - centre) * (value - centre))));
    }
}
