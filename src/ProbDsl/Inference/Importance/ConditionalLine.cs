namespace ProbDsl.Inference;

/// <summary>The density of the coordinates that are held, one after the other, and the Gaussian of the rest, between the nodes of a <see cref="ConditionalPath"/>.</summary>
/// <remarks>
/// Where more than one is held, each node has a line of its own for those after the first. Between two nodes these have the densities of both, in shares, after they are moved and stretched to the place and width that
/// Laplace's approximation gives them there: so the mass stays one hill where the two lie apart. Densities are exact, of whatever this is: no error of the interpolation is left in a weight.
/// Each coordinate is drawn in three shares: from its marginal, from that with half the logarithm, which is wider, and where second moments of the others come from.
/// </remarks>
internal sealed class ConditionalLine
{
    private const double MarginalShare = 0.6;
    private const double OtherShare = 0.2;

    private readonly ConditionalPath.Node[] _nodes;
    private readonly double[] _places;
    private readonly (double Share, LogLinearDensity Density)[] _marginals;
    private readonly double[][] _logDiagonals;
    private readonly ConditionalLine[] _inner;
    private readonly double[][] _centres;
    private readonly double[][] _logWidths;

    /// <summary>Prepares.</summary>
    /// <param name="nodes">At least two.</param>
    /// <param name="held">The coordinates that are held, as they were for the path.</param>
    public ConditionalLine(ConditionalPath.Node[] nodes, ReadOnlySpan<int> held)
    {
        _nodes = nodes;
        _places = [.. nodes.Select(n => n.Place)];
        ConditionalPath.Node centre = nodes.MaxBy(n => n.LogMarginal)!;
        _marginals =
        [
            (MarginalShare, new LogLinearDensity(_places, [.. nodes.Select(n => n.LogMarginal)])),
            (OtherShare, new LogLinearDensity(_places, [.. nodes.Select(n => 0.5 * n.LogMarginal)])),
            (OtherShare, new LogLinearDensity(_places, [.. nodes.Select(n => n.LogMarginal + n.Growth(centre))])),
        ];
        int[] others = ConditionalPath.Without(held);
        Others = others.Length;
        _inner = others.Length == 0 ? [] : [.. nodes.Select(n => new ConditionalLine(n.Inner, others))];
        _centres = Array.ConvertAll(nodes, n => Array.ConvertAll(others, k => n.Conditional.Mean[k]));
        _logWidths = Array.ConvertAll(nodes, n => Array.ConvertAll(others, k => Math.Log(n.Conditional.StandardDeviation(k))));
        int free = nodes[0].Conditional.Dimension;
        _logDiagonals = others.Length > 0 ? [] : Array.ConvertAll(nodes, n => Enumerable.Range(0, free).Select(k => Math.Log(n.Conditional.Factor[k * free + k])).ToArray());
    }

    /// <summary>How many are held after the first.</summary>
    private int Others { get; }

    /// <summary>Places of the first coordinate, one in each of as many parts of equal probability as each share has places, in random order.</summary>
    public double[] Places(int count, Rng rng)
    {
        double[] places = new double[count];
        int start = 0;
        double cumulated = 0;
        foreach ((double share, LogLinearDensity density) in _marginals)
        {
            cumulated += share;
            int end = Math.Min(places.Length, (int)Math.Round(cumulated * places.Length));
            for (int i = start; i < end; i++)
                places[i] = density.Quantile((i - start + rng.NextDouble()) / (end - start));
            start = end;
        }
        rng.Shuffle<double>(places);
        return places;
    }

    /// <summary>Draws the coordinates that are held after the first, given that one.</summary>
    public void DrawOthers(Span<double> held, Rng rng)
    {
        if (Others == 0)
            return;
        (int above, double part) = Segment(held[0]);
        int node = rng.NextDouble() < part ? above : above - 1;
        Span<double> others = held[1..];
        _inner[node].Draw(others, rng);
        for (int j = 0; j < others.Length; j++)
        {
            (double centre, double logWidth) = Between(above, part, j);
            others[j] = centre + (Math.Exp(logWidth - _logWidths[node][j]) * (others[j] - _centres[node][j]));
        }
    }

    /// <summary>Adds a share of the Gaussian of the rest, and returns the log density of the coordinates that are held.</summary>
    /// <param name="held">Those.</param>
    /// <param name="share">The share.</param>
    /// <param name="rest">Where it is added.</param>
    public double Mix(ReadOnlySpan<double> held, double share, InterpolatedGaussian rest)
    {
        (int above, double part) = Segment(held[0]);
        double logDensity = LogMarginal(held[0]);
        if (Others > 0)
            return logDensity + Functions.LogSumExp(
                MixOthers(above - 1, above, part, 1 - part, held[1..], share, rest), MixOthers(above, above, part, part, held[1..], share, rest));
        rest.Add(_nodes[above - 1].Conditional, _logDiagonals[above - 1], share * (1 - part));
        rest.Add(_nodes[above].Conditional, _logDiagonals[above], share * part);
        return logDensity;
    }

    private double MixOthers(int node, int above, double part, double ownPart, ReadOnlySpan<double> others, double share, InterpolatedGaussian rest)
    {
        if (ownPart == 0)
            return double.NegativeInfinity;
        Span<double> moved = stackalloc double[others.Length];
        double logDensity = Math.Log(ownPart);
        for (int j = 0; j < others.Length; j++)
        {
            (double centre, double logWidth) = Between(above, part, j);
            double stretch = _logWidths[node][j] - logWidth;
            moved[j] = _centres[node][j] + (Math.Exp(stretch) * (others[j] - centre));
            logDensity += stretch;
        }
        return logDensity + _inner[node].Mix(moved, share * ownPart, rest);
    }

    private void Draw(Span<double> held, Rng rng)
    {
        double choice = rng.NextDouble();
        LogLinearDensity density = choice < MarginalShare ? _marginals[0].Density : choice < MarginalShare + OtherShare ? _marginals[1].Density : _marginals[2].Density;
        held[0] = density.Quantile(rng.NextDouble());
        DrawOthers(held, rng);
    }

    private double LogMarginal(double place)
    {
        double result = double.NegativeInfinity;
        foreach ((double share, LogLinearDensity density) in _marginals)
            result = Functions.LogSumExp(result, Math.Log(share) + density.LogDensity(place));
        return result;
    }

    /// <summary>The node above a place, and how far the place is from that before; beyond the last nodes all is as at the last.</summary>
    private (int Above, double Part) Segment(double place)
    {
        int above = Math.Clamp(LogLinearDensity.SegmentOf(_places, place), 1, _places.Length - 1);
        return (above, Math.Clamp((place - _places[above - 1]) / (_places[above] - _places[above - 1]), 0, 1));
    }

    private (double Centre, double LogWidth) Between(int above, double part, int other) =>
        (((1 - part) * _centres[above - 1][other]) + (part * _centres[above][other]), ((1 - part) * _logWidths[above - 1][other]) + (part * _logWidths[above][other]));
}
