using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Pareto-smoothed importance sampling: smoothed log weights and the tail shape k-hat that says whether to trust them.</summary>
/// <remarks>
/// Vehtari, Simpson, Gelman, Yao and Gabry, "Pareto smoothed importance sampling", JMLR 25 (2024). The generalised Pareto tail is
/// fitted by Zhang and Stephens, Technometrics 51 (2009), with the JMLR paper's weak prior towards 1/2 of ten observations' worth.
/// </remarks>
public static class ParetoSmoothedImportanceSampling
{
    /// <summary>Above this, importance weighted estimates and the approximation itself are not to be relied on.</summary>
    public const double ReliableLimit = 0.7;

    /// <summary>Smooths log weights in place, normalises them to sum to one, and returns k-hat.</summary>
    /// <param name="logWeights">Log importance ratios up to a constant; NaN counts as weight zero.</param>
    /// <returns>
    /// The estimated shape of the weights' tail; 0 where all weights are equal up to rounding; +infinity where the tail has fewer
    /// than five draws or a weight is infinite.
    /// </returns>
    public static double Smooth(Span<double> logWeights)
    {
        int count = logWeights.Length;
        for (int i = 0; i < count; i++)
            if (double.IsNaN(logWeights[i]))
                logWeights[i] = double.NegativeInfinity;
        double greatest = count == 0 ? double.NegativeInfinity : TensorPrimitives.Max<double>(logWeights);
        if (!double.IsFinite(greatest))
            return double.PositiveInfinity;
        TensorPrimitives.Subtract(logWeights, greatest, logWeights);
        double shape = SmoothTail(logWeights);
        double sum = 0;
        foreach (double value in logWeights)
            sum += Math.Exp(value);
        TensorPrimitives.Subtract(logWeights, Math.Log(sum), logWeights);
        return shape;
    }

    /// <summary>The tail shape alone; the weights are left as they are.</summary>
    /// <param name="logWeights">Log importance ratios up to a constant.</param>
    public static double TailShape(ReadOnlySpan<double> logWeights) => Smooth(logWeights.ToArray());

    /// <summary>Judges a guide by the log weights of its draws, which are left as they are.</summary>
    /// <param name="logWeights">Log importance ratios up to a constant; NaN counts as weight zero.</param>
    /// <param name="dimension">The number of the guide's coordinates.</param>
    public static ImportanceDiagnosis Diagnose(ReadOnlySpan<double> logWeights, int dimension) => Judge(logWeights.ToArray(), dimension);

    /// <summary>The same, of log weights that are smoothed in place.</summary>
    /// <remarks>Where the tail is found to be bounded although its shape is large, which then is none, the weights stay as they are.</remarks>
    internal static ImportanceDiagnosis Judge(double[] smoothed, int dimension)
    {
        double[] plain = [.. smoothed];
        double largestShare = Normalize(plain);
        double shape = Smooth(smoothed);
        if (largestShare < ImportanceDiagnosis.MostLargestShare && shape > ReliableLimit)
            plain.CopyTo(smoothed, 0);
        int count = smoothed.Length;
        if (count == 0 || !double.IsFinite(smoothed[TensorPrimitives.IndexOfMax<double>(smoothed)]))
            return new() { KHat = shape, Efficiency = 0, Divergence = double.PositiveInfinity, Dimension = dimension, Draws = count };
        double divergence = 0;
        double logCount = Math.Log(count);
        foreach (double value in smoothed)
        {
            // w log (S w) with w = (1 + r) / S, less the terms r that sum to zero: each is then at least zero, and none is lost to rounding.
            double logRatio = value + logCount;
            divergence += double.IsNegativeInfinity(logRatio) ? 1 : Math.Exp(logRatio) * logRatio - Functions.Expm1(logRatio);
        }
        return new() { KHat = shape, Efficiency = EffectiveDraws(smoothed) / count, Divergence = divergence / count, LargestShare = largestShare, Dimension = dimension, Draws = count };
    }

    /// <summary>Fits a generalised Pareto distribution with location zero to exceedances.</summary>
    /// <param name="exceedances">Positive values in ascending order.</param>
    /// <returns>Shape k (positive means a heavy tail) and scale sigma, without the prior on the shape.</returns>
    /// <remarks>Density (1 + k x / sigma)^(-1/k - 1) / sigma. The profile likelihood in theta = -k / sigma is averaged over a grid.</remarks>
    public static (double Shape, double Scale) FitGeneralizedPareto(ReadOnlySpan<double> exceedances)
    {
        int count = exceedances.Length;
        int grid = 30 + (int)Math.Sqrt(count);
        double quartile = exceedances[Math.Max(0, (int)(count / 4.0 + 0.5) - 1)];
        double largest = exceedances[count - 1];
        double[] thetas = new double[grid];
        double[] profile = new double[grid];
        for (int j = 0; j < grid; j++)
        {
            double theta = 1 / largest + (1 - Math.Sqrt(grid / (j + 0.5))) / (3 * quartile);
            double k = MeanLog1p(exceedances, theta);
            thetas[j] = theta;
            profile[j] = count * (Math.Log(-theta / k) - k - 1);
        }
        double top = double.NegativeInfinity;
        foreach (double value in profile)
            top = value > top ? value : top;
        double weights = 0;
        double weighted = 0;
        for (int j = 0; j < grid; j++)
        {
            double weight = Math.Exp(profile[j] - top);
            if (double.IsNaN(weight))
                continue;
            weights += weight;
            weighted += weight * thetas[j];
        }
        double best = weighted / weights;
        double shape = MeanLog1p(exceedances, best);
        return (shape, -shape / best);
    }

    /// <summary>Normalises log weights to sum to one; returns the largest square over the sum of squares, 1 where there is none.</summary>
    private static double Normalize(Span<double> logWeights)
    {
        double greatest = double.NegativeInfinity;
        foreach (double value in logWeights)
            greatest = value > greatest ? value : greatest;
        if (!double.IsFinite(greatest))
            return 1;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < logWeights.Length; i++)
        {
            logWeights[i] = double.IsNaN(logWeights[i]) ? double.NegativeInfinity : logWeights[i] - greatest;
            sum += Math.Exp(logWeights[i]);
            squares += Math.Exp(2 * logWeights[i]);
        }
        TensorPrimitives.Subtract(logWeights, Math.Log(sum), logWeights);
        return 1 / squares;
    }

    /// <summary>The effective number of draws of normalised weights, 1 / sum of squares.</summary>
    /// <param name="normalizedLogWeights">Log weights that sum to one on the natural scale.</param>
    public static double EffectiveDraws(ReadOnlySpan<double> normalizedLogWeights)
    {
        double squares = 0;
        foreach (double value in normalizedLogWeights)
            squares += Math.Exp(2 * value);
        return 1 / squares;
    }

    private static double MeanLog1p(ReadOnlySpan<double> values, double theta)
    {
        double sum = 0;
        foreach (double value in values)
            sum += Functions.Log1p(-theta * value);
        return sum / values.Length;
    }

    /// <summary>Replaces the largest of the log weights, whose maximum is zero, by quantiles of the fitted tail.</summary>
    private static double SmoothTail(Span<double> logWeights)
    {
        int count = logWeights.Length;
        int tail = (int)Math.Ceiling(Math.Min(0.2 * count, 3 * Math.Sqrt(count)));
        if (tail < 5)
            return double.PositiveInfinity;
        double[] sorted = logWeights.ToArray();
        int[] order = new int[count];
        for (int i = 0; i < count; i++)
            order[i] = i;
        Array.Sort(sorted, order);
        double cutoff = sorted[count - tail - 1];
        if (-cutoff < 1e-9)
            return 0;
        double weightCutoff = Math.Exp(cutoff);
        Span<double> exceedances = sorted.AsSpan(count - tail);
        for (int i = 0; i < tail; i++)
            exceedances[i] = Math.Exp(exceedances[i]) - weightCutoff;
        int positive = 0;
        while (positive < tail && !(exceedances[positive] > 0))
            positive++;
        exceedances = exceedances[positive..];
        if (exceedances.Length < 5)
            return double.PositiveInfinity;
        (double shape, double scale) = FitGeneralizedPareto(exceedances);
        int fitted = exceedances.Length;
        shape = (fitted * shape + 5) / (fitted + 10);
        if (!double.IsFinite(shape))
            return double.PositiveInfinity;
        for (int i = 0; i < fitted; i++)
        {
            double probability = (i + 0.5) / fitted;
            double log1mp = Functions.Log1p(-probability);
            double quantile = Math.Abs(shape) < 1e-12 ? -scale * log1mp : scale * Functions.Expm1(-shape * log1mp) / shape;
            logWeights[order[count - fitted + i]] = Math.Min(0, Math.Log(weightCutoff + quantile));
        }
        return shape;
    }
}
