namespace ProbDsl.Inference;

/// <summary>Evaluates a model at many positions, block by block, and counts the gradients.</summary>
/// <remarks>Positions are laid out [parameter][sample] with <see cref="Stride"/> samples a row. Nothing is allocated after construction.</remarks>
internal sealed class BatchEvaluator
{
    /// <summary>Samples in a row of a batch.</summary>
    public const int Stride = 64;

    private readonly ILogDensity _model;
    private readonly int _dimension;
    private readonly int _block;
    private readonly double[] _positions;
    private readonly double[] _gradients;
    private readonly double[] _logDensities;

    public BatchEvaluator(ILogDensity model)
    {
        _model = model;
        _dimension = model.Dimension;
        _block = model.BlockSize;
        _positions = new double[_dimension * _block];
        _gradients = new double[_dimension * _block];
        _logDensities = new double[_block];
    }

    /// <summary>The model.</summary>
    public ILogDensity Model => _model;

    /// <summary>The number of gradients evaluated so far.</summary>
    public long Gradients { get; private set; }

    /// <summary>The number of log densities evaluated so far without a gradient.</summary>
    public long Values { get; private set; }

    /// <summary>Log density and gradient at one position.</summary>
    public double Evaluate(ReadOnlySpan<double> position, Span<double> gradient)
    {
        Gradients++;
        return _model.LogDensityAndGradient(position, gradient);
    }

    /// <summary>Log density at one position.</summary>
    public double Evaluate(ReadOnlySpan<double> position)
    {
        Values++;
        return _model.LogDensity(position);
    }

    /// <summary>Counts what another evaluator of the same model has evaluated.</summary>
    public void Count(BatchEvaluator other)
    {
        Gradients += other.Gradients;
        Values += other.Values;
    }

    /// <summary>Log densities and gradients of the first <paramref name="count"/> samples of a batch.</summary>
    public void Evaluate(ReadOnlySpan<double> positions, int count, Span<double> logDensities, Span<double> gradients)
    {
        for (int start = 0; start < count; start += _block)
        {
            int filled = Gather(positions, Stride, start, count);
            _model.LogDensityAndGradient(_positions, _logDensities, _gradients);
            _logDensities.AsSpan(0, filled).CopyTo(logDensities[start..]);
            for (int k = 0; k < _dimension; k++)
                _gradients.AsSpan(k * _block, filled).CopyTo(gradients[(k * Stride + start)..]);
        }
        Gradients += count;
    }

    /// <summary>Log densities alone of the first <paramref name="count"/> samples of a batch.</summary>
    public void Evaluate(ReadOnlySpan<double> positions, int count, Span<double> logDensities)
    {
        for (int start = 0; start < count; start += _block)
        {
            int filled = Gather(positions, Stride, start, count);
            _model.LogDensity(_positions, _logDensities);
            _logDensities.AsSpan(0, filled).CopyTo(logDensities[start..]);
        }
        Values += count;
    }

    /// <summary>Copies one block; lanes beyond the batch repeat its first sample, so that they cost nothing in surprises.</summary>
    private int Gather(ReadOnlySpan<double> positions, int stride, int start, int count)
    {
        int filled = Math.Min(_block, count - start);
        for (int k = 0; k < _dimension; k++)
        {
            Span<double> row = _positions.AsSpan(k * _block, _block);
            positions.Slice(k * stride + start, filled).CopyTo(row);
            row[filled..].Fill(row[0]);
        }
        return filled;
    }
}
