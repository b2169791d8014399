namespace ProbDsl.Tests.Inference;

/// <summary>A log density written by hand: value and gradient at one point; the rest follows.</summary>
internal abstract class HandWrittenDensity : ILogDensity
{
    private readonly double[] _position;
    private readonly double[] _gradient;

    protected HandWrittenDensity(int dimension)
    {
        Dimension = dimension;
        _position = new double[dimension];
        _gradient = new double[dimension];
        ParameterNames = [.. Enumerable.Range(0, dimension).Select(k => $"x[{k}]")];
    }

    public int Dimension { get; }

    public IReadOnlyList<string> ParameterNames { get; protected init; }

    public int BlockSize => 8;

    public abstract double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true);

    public double LogDensity(ReadOnlySpan<double> position, bool jacobian = true) => LogDensityAndGradient(position, _gradient, jacobian);

    public void LogDensity(ReadOnlySpan<double> positions, Span<double> logDensities, bool jacobian = true)
    {
        for (int lane = 0; lane < BlockSize; lane++)
        {
            for (int k = 0; k < Dimension; k++)
                _position[k] = positions[k * BlockSize + lane];
            logDensities[lane] = LogDensityAndGradient(_position, _gradient, jacobian);
        }
    }

    public void LogDensityAndGradient(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients, bool jacobian = true)
    {
        for (int lane = 0; lane < BlockSize; lane++)
        {
            for (int k = 0; k < Dimension; k++)
                _position[k] = positions[k * BlockSize + lane];
            logDensities[lane] = LogDensityAndGradient(_position, _gradient, jacobian);
            for (int k = 0; k < Dimension; k++)
                gradients[k * BlockSize + lane] = _gradient[k];
        }
    }

    public virtual void Constrain(ReadOnlySpan<double> position, Span<double> values) => position.CopyTo(values);

    public virtual void Unconstrain(ReadOnlySpan<double> values, Span<double> position) => values.CopyTo(position);

    public ILogDensity Fork() => (ILogDensity)MemberwiseClone();
}
