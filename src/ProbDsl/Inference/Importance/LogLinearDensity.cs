namespace ProbDsl.Inference;

/// <summary>A density on a line whose logarithm is linear between nodes, and falls on beyond the last ones as it does before them.</summary>
internal sealed class LogLinearDensity
{
    /// <summary>The least fall beyond an end, in units of one over the range of the nodes.</summary>
    private const double LeastFall = 10;

    private readonly double[] _nodes;
    private readonly double[] _logs;
    private readonly double[] _slopes;
    private readonly double[] _cumulated;

    /// <summary>Normalises.</summary>
    /// <param name="nodes">At least two places in ascending order.</param>
    /// <param name="logs">The logarithm of the density there, up to a constant.</param>
    public LogLinearDensity(double[] nodes, double[] logs)
    {
        int segments = nodes.Length + 1;
        _nodes = nodes;
        double greatest = logs.Max();
        _slopes = new double[segments];
        double least = LeastFall / (nodes[^1] - nodes[0]);
        for (int j = 1; j < nodes.Length; j++)
            _slopes[j] = (logs[j] - logs[j - 1]) / (nodes[j] - nodes[j - 1]);
        _slopes[0] = Math.Max(_slopes[1], least);
        _slopes[^1] = Math.Min(_slopes[^2], -least);
        double[] masses = new double[segments];
        masses[0] = Math.Exp(logs[0] - greatest) / _slopes[0];
        masses[^1] = Math.Exp(logs[^1] - greatest) / -_slopes[^1];
        for (int j = 1; j < nodes.Length; j++)
        {
            double rise = logs[j] - logs[j - 1];
            double width = nodes[j] - nodes[j - 1];
            masses[j] = Math.Exp(logs[j - 1] - greatest) * width * (Math.Abs(rise) < 1e-9 ? 1 : Functions.Expm1(rise) / rise);
        }
        double total = masses.Sum();
        LogMass = greatest + Math.Log(total);
        _logs = [.. logs.Select(l => l - greatest - Math.Log(total))];
        _cumulated = new double[segments];
        double sum = 0;
        for (int j = 0; j < segments; j++)
            _cumulated[j] = sum += masses[j] / total;
    }

    /// <summary>The logarithm of the integral before the density was normalised.</summary>
    public double LogMass { get; }

    /// <summary>The logarithm of the density.</summary>
    public double LogDensity(double place)
    {
        int segment = SegmentOf(_nodes, place);
        int node = Math.Max(0, segment - 1);
        return _logs[node] + (_slopes[segment] * (place - _nodes[node]));
    }

    /// <summary>The place below which a probability lies.</summary>
    public double Quantile(double probability)
    {
        int segment = Math.Min(SegmentOf(_cumulated, probability), _slopes.Length - 1);
        double before = segment == 0 ? 0 : _cumulated[segment - 1];
        double slope = _slopes[segment];
        if (segment == 0)
            return _nodes[0] + (Math.Log(probability / _cumulated[0]) / slope);
        if (segment == _slopes.Length - 1)
            return _nodes[^1] + (Math.Log((1 - probability) / (1 - before)) / slope);
        double width = _nodes[segment] - _nodes[segment - 1];
        double part = (probability - before) / (_cumulated[segment] - before);
        double rise = slope * width;
        return _nodes[segment - 1] + (Math.Abs(rise) < 1e-9 ? part * width : Functions.Log1p(part * Functions.Expm1(rise)) / slope);
    }

    /// <summary>How many of ascending numbers are below one.</summary>
    public static int SegmentOf(ReadOnlySpan<double> numbers, double number)
    {
        int index = numbers.BinarySearch(number);
        return index < 0 ? ~index : index;
    }
}
