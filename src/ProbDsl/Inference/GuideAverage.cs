using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Averages a guide's iterates over a window and judges, from the iterates alone, whether the average can be trusted.</summary>
/// <remarks>
/// After Dhaka et al., "Robust, accurate stochastic optimization for variational inference", NeurIPS 2020: no trend by split R-hat, and
/// a Monte Carlo standard error from the effective sample size of the autocorrelated iterates, which is what shows that slow
/// progress along a ridge is progress and not noise. Tracked are the means, in standard deviations, and the log scales.
/// </remarks>
internal sealed class GuideAverage
{
    private readonly GaussianGuide _guide;
    private readonly double[] _meanSum;
    private readonly double[] _factorSum;
    private readonly double[] _history;
    private readonly double[] _origin;
    private readonly double[] _unit;
    private readonly int _capacity;

    public GuideAverage(GaussianGuide guide, int capacity)
    {
        _guide = guide;
        _capacity = capacity;
        _meanSum = new double[guide.Dimension];
        _factorSum = new double[guide.IsDense ? guide.Factor.Length : guide.Dimension];
        _history = new double[2 * guide.Dimension * capacity];
        _origin = new double[guide.Dimension];
        _unit = new double[guide.Dimension];
    }

    /// <summary>Iterates in the window.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the window can grow no further.</summary>
    public bool IsFull => Count == _capacity;

    /// <summary>Empties the window; the guide now is the origin and the unit of what is tracked.</summary>
    public void Restart()
    {
        Count = 0;
        Array.Clear(_meanSum);
        Array.Clear(_factorSum);
        for (int k = 0; k < _guide.Dimension; k++)
        {
            _origin[k] = _guide.Mean[k];
            _unit[k] = _guide.StandardDeviation(k);
        }
    }

    /// <summary>Adds the guide as it is now.</summary>
    public void Add()
    {
        Span<double> factor = _guide.IsDense ? _guide.Factor : _guide.Scales;
        TensorPrimitives.Add(_meanSum, _guide.Mean, _meanSum);
        TensorPrimitives.Add(_factorSum, factor, _factorSum);
        for (int k = 0; k < _guide.Dimension; k++)
        {
            _history[2 * k * _capacity + Count] = (_guide.Mean[k] - _origin[k]) / _unit[k];
            _history[(2 * k + 1) * _capacity + Count] = Math.Log(_guide.StandardDeviation(k) / _unit[k]);
        }
        Count++;
    }

    /// <summary>
    /// Whether no tracked quantity shows a trend: the squared difference of the halves' means, which split R-hat compares with the
    /// variance within them, in units of its expectation under autocorrelated noise alone.
    /// </summary>
    public bool IsSteady(double tolerance)
    {
        int half = Count / 2;
        int tracked = 2 * _guide.Dimension;
        double total = 0;
        for (int i = 0; i < tracked; i++)
        {
            ReadOnlySpan<double> values = _history.AsSpan(i * _capacity, Count);
            double ratio = ConvergenceDiagnostics.SplitRHat(values, 1);
            double effective = 0.5 * (ConvergenceDiagnostics.EffectiveSampleSize(values[..half]) + ConvergenceDiagnostics.EffectiveSampleSize(values[^half..]));
            double excess = (ratio * ratio - (half - 1.0) / half) * Math.Min(half, effective);
            if (excess > 12 && Drift(values, half) > tolerance)
                return false;
            total += excess > 12 ? 0 : excess;
        }
        return total <= 3 * tracked;
    }

    /// <summary>The largest Monte Carlo standard error of an average.</summary>
    public double LargestError()
    {
        double largest = 0;
        for (int i = 0; i < 2 * _guide.Dimension; i++)
        {
            ReadOnlySpan<double> values = _history.AsSpan(i * _capacity, Count);
            (_, double variance) = ConvergenceDiagnostics.MeanAndVariance(values);
            double effective = Math.Min(Count, ConvergenceDiagnostics.EffectiveSampleSize(values));
            largest = Math.Max(largest, Math.Sqrt(variance / effective));
        }
        return largest;
    }

    /// <summary>Sets the guide to the average.</summary>
    public void Write()
    {
        TensorPrimitives.Divide(_meanSum, Count, _guide.Mean);
        TensorPrimitives.Divide(_factorSum, Count, _guide.IsDense ? _guide.Factor : _guide.Scales);
    }

    private static double Drift(ReadOnlySpan<double> values, int half)
    {
        (double early, _) = ConvergenceDiagnostics.MeanAndVariance(values[..half]);
        (double late, _) = ConvergenceDiagnostics.MeanAndVariance(values[^half..]);
        return Math.Abs(late - early);
    }
}
