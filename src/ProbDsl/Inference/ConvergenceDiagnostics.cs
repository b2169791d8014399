namespace ProbDsl.Inference;

/// <summary>Diagnostics of sequences of draws or iterates, as pure functions.</summary>
public static class ConvergenceDiagnostics
{
    /// <summary>Split R-hat: how much the spread of all halves of all chains exceeds the spread within them; 1 at convergence.</summary>
    /// <param name="chains">Chains of equal length, laid one after another.</param>
    /// <param name="count">The number of chains.</param>
    /// <returns>R-hat; NaN for fewer than four values a chain; 1 for constant chains with equal values.</returns>
    /// <remarks>Gelman et al., Bayesian Data Analysis, third edition, section 11.4. The middle value of an odd length is left out.</remarks>
    public static double SplitRHat(ReadOnlySpan<double> chains, int count)
    {
        int length = chains.Length / count;
        int half = length / 2;
        if (half < 2)
            return double.NaN;
        double within = 0;
        double mean = 0;
        double squares = 0;
        for (int piece = 0; piece < 2 * count; piece++)
        {
            int start = piece / 2 * length + (piece % 2 == 0 ? 0 : length - half);
            (double pieceMean, double variance) = MeanAndVariance(chains.Slice(start, half));
            within += variance / (2 * count);
            double delta = pieceMean - mean;
            mean += delta / (piece + 1);
            squares += delta * (pieceMean - mean);
        }
        double between = squares / (2 * count - 1);
        if (within == 0)
            return between == 0 ? 1 : double.PositiveInfinity;
        return Math.Sqrt((half - 1.0) / half + between / within);
    }

    /// <summary>Effective sample size of one sequence for its mean.</summary>
    /// <param name="values">The sequence.</param>
    /// <returns>n / (1 + 2 Σ ρ), between 1 and n log10 n; n for a constant sequence; NaN for fewer than four values.</returns>
    /// <remarks>Geyer's initial monotone sequence (Statistical Science 7, 1992), as in the Stan reference manual, section 16.4.</remarks>
    public static double EffectiveSampleSize(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < 4)
            return double.NaN;
        (double mean, double variance) = MeanAndVariance(values);
        if (variance == 0)
            return n;
        double biased = variance * (n - 1) / n;
        double sum = -1;
        double previous = double.PositiveInfinity;
        for (int lag = 0; lag + 1 < n; lag += 2)
        {
            double pair = (Autocovariance(values, mean, lag) + Autocovariance(values, mean, lag + 1)) / biased;
            if (!(pair > 0))
                break;
            previous = Math.Min(pair, previous);
            sum += 2 * previous;
        }
        return Math.Clamp(n / Math.Max(sum, 1e-12), 1, n * Math.Log10(n));
    }

    /// <summary>Mean and unbiased variance.</summary>
    internal static (double Mean, double Variance) MeanAndVariance(ReadOnlySpan<double> values)
    {
        double mean = 0;
        foreach (double value in values)
            mean += value;
        mean /= values.Length;
        double squares = 0;
        foreach (double value in values)
            squares += (value - mean) * (value - mean);
        return (mean, values.Length > 1 ? squares / (values.Length - 1) : 0);
    }

    private static double Autocovariance(ReadOnlySpan<double> values, double mean, int lag)
    {
        double sum = 0;
        for (int i = lag; i < values.Length; i++)
            sum += (values[i] - mean) * (values[i - lag] - mean);
        return sum / values.Length;
    }
}
