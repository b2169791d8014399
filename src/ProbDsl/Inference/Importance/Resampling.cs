using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Draws of equal weight from draws with weights.</summary>
internal static class Resampling
{
    /// <summary>Within this factor the standard deviation of resampled draws is corrected.</summary>
    private const double MostCorrection = 1.2;

    /// <summary>
    /// Unconstrained positions [coordinate][draw] by systematic resampling (the number of copies of a draw differs from its expectation by
    /// less than one), in random order, each coordinate then moved and stretched by the little that gives it the weighted draws' mean and
    /// standard deviation: what resampling adds in noise is taken from the moments again.
    /// </summary>
    public static double[] Draw(WeightedPool pool, int draws, Rng rng)
    {
        int[] chosen = Choose(pool.Weights, draws, rng);
        double[] positions = new double[pool.Dimension * draws];
        for (int k = 0; k < pool.Dimension; k++)
        {
            ReadOnlySpan<double> from = pool.Positions.AsSpan(k * pool.Count, pool.Count);
            Span<double> row = positions.AsSpan(k * draws, draws);
            for (int i = 0; i < draws; i++)
                row[i] = from[chosen[i]];
            NumberErrors.Estimate exact = NumberErrors.Weighted(from, pool.Weights);
            (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(row);
            double stretch = exact.Scale / Math.Sqrt(variance);
            if (!(stretch is > 1 / MostCorrection and < MostCorrection))
                continue;
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.Multiply(row, stretch, row);
            TensorPrimitives.Add(row, exact.Mean, row);
        }
        return positions;
    }

    private static int[] Choose(double[] weights, int draws, Rng rng)
    {
        int[] chosen = new int[draws];
        double offset = rng.NextDouble();
        double cumulative = weights[0];
        int index = 0;
        int last = Array.FindLastIndex(weights, w => w > 0);
        for (int i = 0; i < draws; i++)
        {
            double target = (i + offset) / draws;
            while (cumulative < target && index < last)
                cumulative += weights[++index];
            chosen[i] = index;
        }
        rng.Shuffle<int>(chosen);
        return chosen;
    }
}
