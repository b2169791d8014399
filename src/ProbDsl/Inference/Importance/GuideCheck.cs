namespace ProbDsl.Inference;

/// <summary>What draws with weights say of the guide's own numbers: its bound, its moments, and by how much they differ from the target's.</summary>
/// <remarks>
/// The target and the guide are weighed by the same draws, so that their differences are known far better than either where their densities are all but proportional. The draws need not come
/// from the guide itself: a Gaussian near it, with tails, does as well.
/// </remarks>
internal sealed class GuideCheck
{
    /// <summary>The guide's own numbers are reported where they are off by less than this, twice the standard error included.</summary>
    private const double LeastShift = 0.04;

    /// <summary>The same of probabilities to lie below a quantile.</summary>
    private const double LeastQuantileShift = 0.015;

    private readonly int _width;
    private readonly double _efficiency;
    private readonly double[] _logRatios;
    private readonly double[] _plainWeights;
    private readonly double[] _weights;
    private readonly double[] _quantileShifts;
    private readonly NumberErrors.Estimate[] _estimates;

    /// <summary>Measures.</summary>
    /// <param name="guide">The guide.</param>
    /// <param name="pool">Draws from a proposal all around it.</param>
    /// <param name="gaussian">How many of them, the first ones, came from the guide or a Gaussian near it without tails.</param>
    /// <param name="leastEfficiency">The efficiency of the guide's own draws below which nothing is right.</param>
    public GuideCheck(GaussianGuide guide, WeightedPool pool, int gaussian, double leastEfficiency)
    {
        Pool = pool;
        _width = pool.Columns.Length / pool.Count;
        _logRatios = pool.GaussianLogWeights(guide);
        // The guide's weights are those of the target less the ratio of the two.
        _plainWeights = Normalized(s => double.IsFinite(_logRatios[s]) ? pool.LogWeights[s] - _logRatios[s] : double.NegativeInfinity, pool.Count);
        _weights = Normalized(s => pool.LogWeights[s], pool.Count);
        MeasureBound(gaussian);
        Plain = new NumberErrors.Estimate[_width];
        _estimates = new NumberErrors.Estimate[_width];
        _quantileShifts = new double[_width];
        _efficiency = Efficiency(gaussian);
        IsRight = _efficiency > leastEfficiency && pool.Diagnosis.IsWeighable;
        for (int p = 0; p < _width; p++)
            IsRight &= IsRightAt(p);
    }

    /// <summary>The draws.</summary>
    public WeightedPool Pool { get; }

    /// <summary>The evidence lower bound of the guide.</summary>
    public double Elbo { get; private set; }

    /// <summary>Its standard error.</summary>
    public double ElboStandardError { get; private set; }

    /// <summary>The guide's moments of each value.</summary>
    public NumberErrors.Estimate[] Plain { get; }

    /// <summary>Whether every mean, standard deviation and quantile of the guide is right.</summary>
    public bool IsRight { get; }

    /// <summary>The errors of the guide's numbers.</summary>
    /// <param name="names">Names of the values.</param>
    public ReportedError[] Errors(IReadOnlyList<string> names) =>
        [.. _estimates.Select((estimate, p) => ReportedError.Of(names[p], Plain[p], estimate, _quantileShifts[p]))];

    /// <summary>What the weights say of the guide, rather than of the proposal with tails that the draws came from.</summary>
    /// <remarks>The efficiency is that of the guide's own draws: one from the tails, far out where the guide has all but no density and no number hangs on it, would make it nothing.</remarks>
    public ImportanceDiagnosis Diagnosis
    {
        get
        {
            double divergence = 0;
            for (int s = 0; s < _weights.Length; s++)
            {
                if (!(_weights[s] > 0 && _plainWeights[s] > 0))
                    continue;
                double ratio = _weights[s] / _plainWeights[s];
                // The terms w - v sum to zero: with them each is at least zero, and none is lost to rounding.
                divergence += (_weights[s] * Math.Log(ratio)) - _weights[s] + _plainWeights[s];
            }
            return Pool.Diagnosis with { Efficiency = Math.Min(1, _efficiency), Divergence = Math.Max(0, divergence) };
        }
    }

    private bool IsRightAt(int value)
    {
        ReadOnlySpan<double> column = Pool.Column(value);
        NumberErrors.Estimate plain = Plain[value] = NumberErrors.Weighted(column, _plainWeights);
        NumberErrors.Estimate estimate = _estimates[value] = NumberErrors.WeightedLessPlain(column, _weights, _plainWeights);
        if (estimate.Scale == 0)
            return true;
        _quantileShifts[value] = NumberErrors.QuantileShift(column, _weights, _plainWeights);
        return (Math.Abs(plain.Mean - estimate.Mean) / estimate.Scale) + (2 * estimate.MeanError) < LeastShift
            && Math.Abs(Math.Log(plain.Scale / estimate.Scale)) + (2 * estimate.ScaleError) < LeastShift
            && _quantileShifts[value] < LeastQuantileShift;
    }

    /// <summary>Effective draws over draws by the guide's own draws alone.</summary>
    private double Efficiency(int gaussian)
    {
        double plain = 0;
        double sum = 0;
        double squares = 0;
        for (int s = 0; s < gaussian; s++)
        {
            plain += _plainWeights[s];
            sum += _weights[s];
            squares += _plainWeights[s] > 0 ? _weights[s] * _weights[s] / _plainWeights[s] : 0;
        }
        return squares > 0 ? sum * sum / (squares * plain) : 0;
    }

    /// <summary>The bound over the guide's own draws whose density is finite, where nearly all are; -∞ where the guide reaches beyond the support.</summary>
    private void MeasureBound(int gaussian)
    {
        double total = 0;
        double mean = 0;
        int finite = 0;
        for (int s = 0; s < gaussian; s++)
        {
            if (!double.IsFinite(_logRatios[s]))
                continue;
            finite++;
            total += _plainWeights[s];
            mean += _plainWeights[s] * _logRatios[s];
        }
        bool nearlyAll = finite >= 0.99 * gaussian;
        Elbo = nearlyAll ? mean / total : double.NegativeInfinity;
        double variance = 0;
        for (int s = 0; s < gaussian; s++)
            if (double.IsFinite(_logRatios[s]))
                variance += _plainWeights[s] / total * (_plainWeights[s] / total) * (_logRatios[s] - Elbo) * (_logRatios[s] - Elbo);
        ElboStandardError = nearlyAll ? Math.Sqrt(variance) : double.NaN;
    }

    private static double[] Normalized(Func<int, double> logWeight, int count)
    {
        double[] weights = new double[count];
        double greatest = double.NegativeInfinity;
        for (int s = 0; s < count; s++)
        {
            weights[s] = logWeight(s);
            greatest = weights[s] > greatest ? weights[s] : greatest;
        }
        double sum = 0;
        for (int s = 0; s < count; s++)
            sum += weights[s] = double.IsFinite(greatest) && !double.IsNaN(weights[s]) ? Math.Exp(weights[s] - greatest) : 0;
        for (int s = 0; s < count && sum > 0; s++)
            weights[s] /= sum;
        return weights;
    }
}
