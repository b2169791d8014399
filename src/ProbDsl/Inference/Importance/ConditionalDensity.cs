namespace ProbDsl.Inference;

/// <summary>A log density as a function of all coordinates but one, which is held.</summary>
internal sealed class ConditionalDensity : ILogDensity
{
    private readonly ILogDensity _model;
    private readonly int _held;
    private readonly double[] _position;
    private readonly double[] _gradient;
    private readonly double[] _positions;
    private readonly double[] _gradients;

    /// <summary>Holds a coordinate.</summary>
    public ConditionalDensity(ILogDensity model, int held)
    {
        _model = model;
        _held = held;
        _position = new double[model.Dimension];
        _gradient = new double[model.Dimension];
        _positions = new double[model.Dimension * model.BlockSize];
        _gradients = new double[_positions.Length];
    }

    /// <summary>The value that the coordinate is held at.</summary>
    public double Value { get; set; }

    /// <inheritdoc/>
    public int Dimension => _model.Dimension - 1;

    /// <summary>None: the values of a model that lacks a coordinate have no names.</summary>
    public IReadOnlyList<string> ParameterNames => [];

    /// <inheritdoc/>
    public int BlockSize => _model.BlockSize;

    /// <summary>All coordinates, from those that are free.</summary>
    public void Insert(ReadOnlySpan<double> free, Span<double> all)
    {
        free[.._held].CopyTo(all);
        all[_held] = Value;
        free[_held..].CopyTo(all[(_held + 1)..]);
    }

    /// <inheritdoc/>
    public double LogDensity(ReadOnlySpan<double> position, bool jacobian = true)
    {
        Insert(position, _position);
        return _model.LogDensity(_position, jacobian);
    }

    /// <inheritdoc/>
    public double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true)
    {
        Insert(position, _position);
        double value = _model.LogDensityAndGradient(_position, _gradient, jacobian);
        _gradient.AsSpan(0, _held).CopyTo(gradient);
        _gradient.AsSpan(_held + 1).CopyTo(gradient[_held..]);
        return value;
    }

    /// <inheritdoc/>
    public void LogDensity(ReadOnlySpan<double> positions, Span<double> logDensities, bool jacobian = true)
    {
        InsertBlock(positions);
        _model.LogDensity(_positions, logDensities, jacobian);
    }

    /// <inheritdoc/>
    public void LogDensityAndGradient(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients, bool jacobian = true)
    {
        InsertBlock(positions);
        _model.LogDensityAndGradient(_positions, logDensities, _gradients, jacobian);
        int row = _held * BlockSize;
        _gradients.AsSpan(0, row).CopyTo(gradients);
        _gradients.AsSpan(row + BlockSize).CopyTo(gradients[row..]);
    }

    /// <summary>Writes nothing: see <see cref="ParameterNames"/>.</summary>
    public void Constrain(ReadOnlySpan<double> position, Span<double> values)
    {
    }

    /// <summary>There is nothing to invert: see <see cref="ParameterNames"/>.</summary>
    public void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => throw new NotSupportedException();

    /// <inheritdoc/>
    public ILogDensity Fork() => new ConditionalDensity(_model.Fork(), _held) { Value = Value };

    private void InsertBlock(ReadOnlySpan<double> positions)
    {
        int row = _held * BlockSize;
        positions[..row].CopyTo(_positions);
        _positions.AsSpan(row, BlockSize).Fill(Value);
        positions[row..].CopyTo(_positions.AsSpan(row + BlockSize));
    }
}
