using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Held coordinates from their marginal density by Laplace's approximation, the others from their Gaussian given those; and a defensive share of another proposal.</summary>
/// <remarks>
/// Between the nodes of a <see cref="ConditionalPath"/> means and factors are interpolated linearly, the diagonals of the factors in their logarithms, and the density is that of the interpolated Gaussian, so
/// that weights are exact whatever the interpolation's error. The integrated nested Laplace approximations of Rue, Martino and Chopin (Journal of the Royal Statistical Society B 71, 2009) rest on the same two densities, without weights.
/// </remarks>
internal sealed class ConditionalProposal : Proposal
{
    private readonly int[] _held;
    private readonly int[] _free;
    private readonly ConditionalLine _line;
    private readonly double _defensiveShare;
    private readonly InterpolatedGaussian _others;
    private readonly double[] _rest;

    /// <summary>Prepares.</summary>
    /// <param name="held">The held coordinates, as they were for the path.</param>
    /// <param name="nodes">Gaussians of the others.</param>
    /// <param name="defence">The defensive proposal.</param>
    /// <param name="defensiveShare">Its share, so that no weight can be great where it reaches.</param>
    public ConditionalProposal(int[] held, ConditionalPath.Node[] nodes, ImportanceProposal defence, double defensiveShare)
        : this(held, new ConditionalLine(nodes, held), defence, defensiveShare)
    {
    }

    private ConditionalProposal(int[] held, ConditionalLine line, ImportanceProposal defence, double defensiveShare)
        : base(defence.Dimension)
    {
        _held = held;
        _free = [.. Enumerable.Range(0, Dimension).Except(held)];
        _line = line;
        Defence = defence;
        _defensiveShare = defensiveShare;
        _others = new InterpolatedGaussian(_free.Length);
        _rest = new double[_free.Length];
    }

    /// <summary>The defensive proposal.</summary>
    public ImportanceProposal Defence { get; }

    /// <summary>The same with another defensive proposal.</summary>
    public ConditionalProposal With(ImportanceProposal defence) => new(_held, _line, defence, _defensiveShare);

    /// <summary>Positions [coordinate][draw]: pairs of draws with one place of the held coordinates lie on opposite sides of the others' mean.</summary>
    public override double[] Draw(int count, Rng rng)
    {
        int defended = (int)(_defensiveShare * count);
        int drawn = count - defended;
        double[] positions = new double[Dimension * count];
        double[] places = _line.Places((drawn + 1) / 2, rng);
        double[] held = new double[_held.Length];
        double[] noise = new double[_free.Length];
        for (int s = 0; s < drawn; s++)
        {
            if (s % 2 == 0)
            {
                held[0] = places[s / 2];
                _line.DrawOthers(held, rng);
                Interpolate(held);
                rng.FillNormal(noise);
                Dense.MultiplyLower(_others.Factor, _free.Length, noise, _rest);
            }
            else
                TensorPrimitives.Negate(_rest, _rest);
            for (int j = 0; j < _held.Length; j++)
                positions[_held[j] * count + s] = held[j];
            for (int k = 0; k < _free.Length; k++)
                positions[_free[k] * count + s] = _others.Mean[k] + _rest[k];
        }
        double[] others = Defence.Draw(defended, rng);
        for (int k = 0; k < Dimension; k++)
            others.AsSpan(k * defended, defended).CopyTo(positions.AsSpan(k * count + drawn));
        return positions;
    }

    /// <inheritdoc/>
    public override void LogDensities(ReadOnlySpan<double> positions, int count, Span<double> logDensities)
    {
        int free = _free.Length;
        double[] held = new double[_held.Length];
        Defence.LogDensities(positions, count, logDensities);
        double logScale = 0;
        for (int s = 0; s < count; s++)
        {
            // The draws of a pair have one place of the held coordinates.
            bool isSame = s > 0;
            for (int j = 0; j < _held.Length; j++)
            {
                double place = positions[_held[j] * BatchEvaluator.Stride + s];
                isSame &= place == held[j];
                held[j] = place;
            }
            if (!isSame)
                logScale = Math.Log(1 - _defensiveShare) + Interpolate(held) - (0.5 * free * Math.Log(2 * Math.PI)) - _others.LogDeterminant;
            double value = logScale;
            for (int k = 0; k < free; k++)
                _rest[k] = positions[_free[k] * BatchEvaluator.Stride + s] - _others.Mean[k];
            Dense.SolveLower(_others.Factor, free, _rest);
            value -= 0.5 * TensorPrimitives.SumOfSquares<double>(_rest);
            logDensities[s] = Functions.LogSumExp(Math.Log(_defensiveShare) + logDensities[s], value);
        }
    }

    /// <summary>Sets the Gaussian of the others, and returns the log density of the held coordinates.</summary>
    private double Interpolate(double[] held)
    {
        _others.Clear();
        double logDensity = _line.Mix(held, 1, _others);
        _others.Complete();
        return logDensity;
    }
}
