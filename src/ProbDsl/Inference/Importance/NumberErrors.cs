namespace ProbDsl.Inference;

/// <summary>Means and standard deviations of each of a model's values, unweighted or weighted, with their errors.</summary>
internal static class NumberErrors
{
    /// <summary>Differences within this many standard errors are noise.</summary>
    private const double Explained = 3;

    /// <summary>A mean, a standard deviation, and their Monte Carlo standard errors in units of the standard deviation.</summary>
    public readonly record struct Estimate(double Mean, double Scale, double MeanError, double ScaleError);

    /// <summary>Weighted moments; the errors are those of ratio estimators by the delta method.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">Weights of sum one.</param>
    public static Estimate Weighted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights) => Difference(values, weights, []);

    /// <summary>An estimate whose errors are greater by what it differs from an independent one, beyond what the errors of both explain.</summary>
    public static Estimate WithDisagreement(Estimate estimate, Estimate other)
    {
        if (!(estimate.Scale > 0 && other.Scale > 0))
            return estimate;
        double mean = Math.Abs(estimate.Mean - other.Mean) / estimate.Scale - Explained * Math.Sqrt((estimate.MeanError * estimate.MeanError) + (other.MeanError * other.MeanError));
        double scale = Math.Abs(Math.Log(estimate.Scale / other.Scale)) - Explained * Math.Sqrt((estimate.ScaleError * estimate.ScaleError) + (other.ScaleError * other.ScaleError));
        return estimate with { MeanError = estimate.MeanError + Math.Max(0, mean), ScaleError = estimate.ScaleError + Math.Max(0, scale) };
    }

    /// <summary>
    /// Weighted moments, and the standard errors of their differences from those that other weights of the same draws give, which are far smaller where
    /// the weights are nearly equal.
    /// </summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">Weights of sum one.</param>
    /// <param name="plain">The other weights, of sum one.</param>
    public static Estimate WeightedLessPlain(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, ReadOnlySpan<double> plain) => Difference(values, weights, plain);

    /// <summary>The greatest difference, over the 5 %, 50 % and 95 % quantiles by plain weights, between the two weights of values up to there.</summary>
    /// <param name="values">The values.</param>
    /// <param name="weights">Weights of sum one.</param>
    /// <param name="plain">The plain weights, of sum one.</param>
    public static double QuantileShift(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, double[] plain)
    {
        double[] keys = values.ToArray();
        int[] order = new int[keys.Length];
        for (int s = 0; s < order.Length; s++)
            order[s] = s;
        Array.Sort(keys, order);
        ReadOnlySpan<double> probabilities = [0.05, 0.5, 0.95];
        double greatest = 0;
        double below = 0;
        double shift = 0;
        int next = 0;
        for (int i = 0; i < order.Length && next < probabilities.Length; i++)
        {
            below += plain[order[i]];
            shift += weights[order[i]] - plain[order[i]];
            if (below < probabilities[next] || (i + 1 < order.Length && keys[i + 1] == keys[i]))
                continue;
            greatest = Math.Max(greatest, Math.Abs(shift));
            while (next < probabilities.Length && below >= probabilities[next])
                next++;
        }
        return greatest;
    }

    /// <summary>
    /// The greatest difference, over the 5 %, 50 % and 95 % quantiles of values of equal weight, between this probability and the weight of
    /// values below.
    /// </summary>
    /// <param name="plain">Values of equal weight.</param>
    /// <param name="values">Values with weights.</param>
    /// <param name="weights">Their weights, of sum one.</param>
    public static double QuantileShift(ReadOnlySpan<double> plain, ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        double[] sorted = plain.ToArray();
        Array.Sort(sorted);
        double greatest = 0;
        foreach (double probability in (ReadOnlySpan<double>)[0.05, 0.5, 0.95])
        {
            double place = probability * (sorted.Length - 1);
            int below = (int)place;
            double quantile = sorted[below] + ((place - below) * (sorted[Math.Min(below + 1, sorted.Length - 1)] - sorted[below]));
            double weight = 0;
            for (int s = 0; s < values.Length; s++)
                if (values[s] <= quantile)
                    weight += weights[s];
            greatest = Math.Max(greatest, Math.Abs(weight - probability));
        }
        return greatest;
    }

    /// <summary>The fourth central moment over the square of the variance, 3 for a normal distribution; 0 for a constant.</summary>
    public static double Kurtosis(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Estimate moments = Weighted(values, weights);
        double sum = 0;
        for (int s = 0; s < values.Length && moments.Scale > 0; s++)
        {
            double square = (values[s] - moments.Mean) / moments.Scale * ((values[s] - moments.Mean) / moments.Scale);
            sum += weights[s] * square * square;
        }
        return sum;
    }

    private static Estimate Difference(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, ReadOnlySpan<double> plain)
    {
        double mean = 0;
        for (int s = 0; s < values.Length; s++)
            if (weights[s] > 0)
                mean += weights[s] * values[s];
        double variance = 0;
        double meanError = 0;
        for (int s = 0; s < values.Length; s++)
        {
            double excess = plain.IsEmpty ? weights[s] : weights[s] - plain[s];
            double distance = values[s] - mean;
            // Far out a weight of all but zero meets a value whose square is beyond all numbers.
            if (weights[s] > 0)
                variance += weights[s] * distance * distance;
            if (excess != 0)
                meanError += excess * distance * (excess * distance);
        }
        if (variance <= 1e-24 * mean * mean)
            return new Estimate(mean, 0, 0, 0);
        double scaleError = 0;
        for (int s = 0; s < values.Length; s++)
        {
            double excess = plain.IsEmpty ? weights[s] : weights[s] - plain[s];
            double distance = values[s] - mean;
            double contribution = excess == 0 ? 0 : (excess * distance * distance) - (excess * variance);
            scaleError += contribution * contribution;
        }
        return double.IsFinite(variance) && double.IsFinite(meanError + scaleError)
            ? new Estimate(mean, Math.Sqrt(variance), Math.Sqrt(meanError / variance), Math.Sqrt(scaleError) / (2 * variance))
            : new Estimate(mean, Math.Sqrt(variance), double.PositiveInfinity, double.PositiveInfinity);
    }
}
