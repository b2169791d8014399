using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Draws of equal weight from draws with weights.</summary>
/// <remarks>
/// Resampling is systematic (the number of copies of a draw differs from its expectation by less than one) along the value whose tail is heaviest, so that of
/// draws far out there as many are taken as their weight is due. Of several resamples the one is kept whose means and standard deviations come nearest to the weighted
/// ones: what resampling adds in noise is measured, not assumed.
/// </remarks>
internal sealed class Resampling
{
    /// <summary>Within this factor the standard deviation of a resampled coordinate is corrected.</summary>
    private const double MostCorrection = 1.2;

    private const int MostTries = 16;

    /// <summary>A resample as near as this is kept at once.</summary>
    private const double NearEnough = 0.005;

    private readonly WeightedPool _pool;
    private readonly int _draws;
    private readonly int _width;
    private readonly NumberErrors.Estimate[] _exact;
    private readonly NumberErrors.Estimate[] _coordinates;
    private readonly int[] _order;

    private Resampling(WeightedPool pool, int draws)
    {
        _pool = pool;
        _draws = draws;
        _width = pool.Columns.Length / pool.Count;
        _exact = [.. Enumerable.Range(0, _width).Select(p => NumberErrors.Weighted(pool.Column(p), pool.Weights))];
        _coordinates = [.. Enumerable.Range(0, pool.Dimension).Select(k => NumberErrors.Weighted(pool.Positions.AsSpan(k * pool.Count, pool.Count), pool.Weights))];
        int heaviest = Enumerable.Range(0, _width).MaxBy(p => NumberErrors.Kurtosis(pool.Column(p), pool.Weights));
        double[] keys = pool.Column(heaviest).ToArray();
        _order = [.. Enumerable.Range(0, pool.Count)];
        Array.Sort(keys, _order);
    }

    /// <summary>
    /// The model's own values of resampled draws, [value][draw], in random order, and the greatest difference from the weighted draws: of a mean in standard
    /// deviations, or of a log standard deviation.
    /// </summary>
    /// <param name="model">Maps positions to values.</param>
    /// <param name="pool">The draws with weights.</param>
    /// <param name="draws">How many to take.</param>
    /// <param name="rng">The source of randomness.</param>
    public static (double[] Columns, double Error) Draw(ILogDensity model, WeightedPool pool, int draws, Rng rng)
    {
        Resampling resampling = new(pool, draws);
        double[] positions = new double[pool.Dimension * draws];
        (double[] Columns, double Error) best = ([], double.PositiveInfinity);
        for (int attempt = 0; attempt < MostTries && !(best.Error < NearEnough); attempt++)
        {
            resampling.Place(rng, positions);
            double[] columns = DrawColumns.Constrain(model, positions, draws);
            double error = resampling.ErrorOf(columns);
            if (attempt == 0 || error < best.Error)
                best = (columns, error);
        }
        return best;
    }

    /// <summary>
    /// Unconstrained positions [coordinate][draw], each coordinate moved and stretched by the little that gives it the weighted draws' mean and standard deviation.
    /// </summary>
    private void Place(Rng rng, double[] positions)
    {
        int[] chosen = Choose(rng);
        for (int k = 0; k < _pool.Dimension; k++)
        {
            ReadOnlySpan<double> from = _pool.Positions.AsSpan(k * _pool.Count, _pool.Count);
            Span<double> row = positions.AsSpan(k * _draws, _draws);
            for (int i = 0; i < _draws; i++)
                row[i] = from[chosen[i]];
            (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(row);
            double stretch = _coordinates[k].Scale / Math.Sqrt(variance);
            if (!(stretch is > 1 / MostCorrection and < MostCorrection))
                continue;
            TensorPrimitives.Subtract(row, mean, row);
            TensorPrimitives.Multiply(row, stretch, row);
            TensorPrimitives.Add(row, _coordinates[k].Mean, row);
        }
    }

    private double ErrorOf(double[] columns)
    {
        double greatest = 0;
        for (int p = 0; p < _width; p++)
        {
            if (_exact[p].Scale == 0)
                continue;
            (double mean, double variance) = ConvergenceDiagnostics.MeanAndVariance(columns.AsSpan(p * _draws, _draws));
            greatest = Math.Max(greatest, Math.Abs(mean - _exact[p].Mean) / _exact[p].Scale);
            greatest = Math.Max(greatest, Math.Abs(0.5 * Math.Log(variance) - Math.Log(_exact[p].Scale)));
        }
        return greatest;
    }

    private int[] Choose(Rng rng)
    {
        double[] weights = _pool.Weights;
        int[] chosen = new int[_draws];
        double offset = rng.NextDouble();
        double cumulative = weights[_order[0]];
        int index = 0;
        int last = Array.FindLastIndex(_order, s => weights[s] > 0);
        for (int i = 0; i < _draws; i++)
        {
            double target = (i + offset) / _draws;
            while (cumulative < target && index < last)
                cumulative += weights[_order[++index]];
            chosen[i] = _order[index];
        }
        rng.Shuffle<int>(chosen);
        return chosen;
    }
}
