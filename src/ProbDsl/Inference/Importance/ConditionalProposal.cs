using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>One coordinate from its marginal density by Laplace's approximation, the others from their Gaussian given that one; and a defensive share of another proposal.</summary>
/// <remarks>
/// Between the nodes of a <see cref="ConditionalPath"/> means and factors are interpolated linearly, the diagonals of the factors in their logarithms, and the density is that of the interpolated Gaussian, so
/// that weights are exact whatever the interpolation's error. The integrated nested Laplace approximations of Rue, Martino and Chopin (Journal of the Royal Statistical Society B 71, 2009) rest on the same two densities, without weights.
/// The one coordinate is drawn in three shares: from its marginal, from that with half the logarithm, which is wider, and where second moments of the others come from.
/// </remarks>
internal sealed class ConditionalProposal : Proposal
{
    private const double MarginalShare = 0.6;
    private const double OtherShare = 0.2;

    private readonly int _held;
    private readonly ConditionalPath.Node[] _nodes;
    private readonly double[] _places;
    private readonly (double Share, LogLinearDensity Density)[] _marginals;
    private readonly double _defensiveShare;
    private readonly double[][] _logDiagonals;
    private readonly double[] _mean;
    private readonly double[] _factor;
    private readonly double[] _rest;

    /// <summary>Prepares.</summary>
    /// <param name="held">The one coordinate.</param>
    /// <param name="nodes">Gaussians of the others.</param>
    /// <param name="defence">The defensive proposal.</param>
    /// <param name="defensiveShare">Its share, so that no weight can be great where it reaches.</param>
    public ConditionalProposal(int held, ConditionalPath.Node[] nodes, ImportanceProposal defence, double defensiveShare)
        : base(defence.Dimension)
    {
        _held = held;
        _nodes = nodes;
        Defence = defence;
        _defensiveShare = defensiveShare;
        _places = [.. nodes.Select(n => n.Place)];
        ConditionalPath.Node centre = nodes.MaxBy(n => n.LogMarginal)!;
        _marginals =
        [
            (MarginalShare, new LogLinearDensity(_places, [.. nodes.Select(n => n.LogMarginal)])),
            (OtherShare, new LogLinearDensity(_places, [.. nodes.Select(n => 0.5 * n.LogMarginal)])),
            (OtherShare, new LogLinearDensity(_places, [.. nodes.Select(n => n.LogMarginal + n.Growth(centre))])),
        ];
        int free = Dimension - 1;
        _logDiagonals = [.. nodes.Select(n => Enumerable.Range(0, free).Select(k => Math.Log(n.Conditional.Factor[k * free + k])).ToArray())];
        _mean = new double[free];
        _factor = new double[free * free];
        _rest = new double[free];
    }

    /// <summary>The defensive proposal.</summary>
    public ImportanceProposal Defence { get; }

    /// <summary>The same with another defensive proposal.</summary>
    public ConditionalProposal With(ImportanceProposal defence) => new(_held, _nodes, defence, _defensiveShare);

    /// <summary>Positions [coordinate][draw]: pairs of draws with one place of the held coordinate lie on opposite sides of the others' mean.</summary>
    public override double[] Draw(int count, Rng rng)
    {
        int n = Dimension;
        int defended = (int)(_defensiveShare * count);
        double[] positions = new double[n * count];
        double[] places = Places(count - defended, rng);
        double[] noise = new double[n - 1];
        for (int s = 0; s < places.Length; s++)
        {
            if (s % 2 == 0)
            {
                Interpolate(places[s]);
                rng.FillNormal(noise);
                Dense.MultiplyLower(_factor, n - 1, noise, _rest);
            }
            else
                TensorPrimitives.Negate(_rest, _rest);
            for (int k = 0; k < n; k++)
                positions[k * count + s] = k == _held ? places[s] : _mean[k < _held ? k : k - 1] + _rest[k < _held ? k : k - 1];
        }
        double[] others = Defence.Draw(defended, rng);
        for (int k = 0; k < n; k++)
            others.AsSpan(k * defended, defended).CopyTo(positions.AsSpan(k * count + places.Length));
        return positions;
    }

    /// <inheritdoc/>
    public override void LogDensities(ReadOnlySpan<double> positions, int count, Span<double> logDensities)
    {
        int free = Dimension - 1;
        Defence.LogDensities(positions, count, logDensities);
        for (int s = 0; s < count; s++)
        {
            double place = positions[_held * BatchEvaluator.Stride + s];
            Interpolate(place);
            double value = Math.Log(1 - _defensiveShare) + LogMarginal(place) - (0.5 * free * Math.Log(2 * Math.PI));
            for (int k = 0; k < free; k++)
            {
                _rest[k] = positions[(k < _held ? k : k + 1) * BatchEvaluator.Stride + s] - _mean[k];
                value -= Math.Log(_factor[k * free + k]);
            }
            Dense.SolveLower(_factor, free, _rest);
            value -= 0.5 * TensorPrimitives.SumOfSquares<double>(_rest);
            logDensities[s] = Functions.LogSumExp(Math.Log(_defensiveShare) + logDensities[s], value);
        }
    }

    /// <summary>Places of the held coordinate, each twice, one in each of as many parts of equal probability as each share has pairs of draws, in random order.</summary>
    private double[] Places(int count, Rng rng)
    {
        double[] places = new double[(count + 1) / 2];
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
        return [.. places.SelectMany(place => (double[])[place, place]).Take(count)];
    }

    private double LogMarginal(double place)
    {
        double result = double.NegativeInfinity;
        foreach ((double share, LogLinearDensity density) in _marginals)
            result = Functions.LogSumExp(result, Math.Log(share) + density.LogDensity(place));
        return result;
    }

    /// <summary>Sets the Gaussian of the others; beyond the last nodes it is that of the last.</summary>
    private void Interpolate(double place)
    {
        int above = Math.Clamp(LogLinearDensity.SegmentOf(_places, place), 1, _places.Length - 1);
        (ConditionalPath.Node low, ConditionalPath.Node high) = (_nodes[above - 1], _nodes[above]);
        double part = Math.Clamp((place - low.Place) / (high.Place - low.Place), 0, 1);
        Mix(low.Conditional.Mean, high.Conditional.Mean, part, _mean);
        Mix(low.Conditional.Factor, high.Conditional.Factor, part, _factor);
        int free = _mean.Length;
        for (int k = 0; k < free; k++)
            _factor[k * free + k] = Math.Exp(((1 - part) * _logDiagonals[above - 1][k]) + (part * _logDiagonals[above][k]));
    }

    private static void Mix(ReadOnlySpan<double> low, ReadOnlySpan<double> high, double part, Span<double> result)
    {
        TensorPrimitives.Multiply(low, 1 - part, result);
        TensorPrimitives.MultiplyAdd(high, part, result, result);
    }
}
