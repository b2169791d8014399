using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>What draws are proposed from: Gaussians in shares, each with heavier tails along one coordinate at a time.</summary>
/// <remarks>
/// A share of each Gaussian's draws is moved along one coordinate: its standardised value is replaced by a Cauchy variable, and the others
/// follow by their regression on it. With z the standardised coordinates the density is that of the Gaussian times 1 - a + a mean(Cauchy(z_j) /
/// normal(z_j)), so that no tail of the target along a coordinate, up to that of the Cauchy, leaves a weight without bound, in any dimension. A
/// defensive mixture after Hesterberg, Technometrics 37 (1995); draws are allotted to the parts in fixed numbers and weighed by the density
/// of all parts together (the balance heuristic of Veach and Guibas, SIGGRAPH 1995).
/// </remarks>
internal sealed class ImportanceProposal : Proposal
{
    /// <summary>The share of draws with heavier tails, where no other is asked for.</summary>
    private const double UsualTailShare = 0.2;

    private const int Stride = BatchEvaluator.Stride;
    private const double TailScale = 1.5;

    private readonly double _tailShare;
    private readonly double[] _logShares;
    private readonly double[][] _deviations;
    private readonly double[] _difference;
    private readonly double[] _greatest = new double[Stride];
    private readonly double[] _sum = new double[Stride];
    private readonly double[] _component = new double[Stride];

    /// <summary>Shares, which sum to one, and Gaussians.</summary>
    public ImportanceProposal(IReadOnlyList<(double Share, GaussianGuide Guide)> components, double tailShare = UsualTailShare)
        : base(components[0].Guide.Dimension)
    {
        _tailShare = tailShare;
        Components = components;
        _logShares = [.. components.Select(c => Math.Log(c.Share))];
        _deviations = [.. components.Select(c => Enumerable.Range(0, Dimension).Select(c.Guide.StandardDeviation).ToArray())];
        _difference = new double[Dimension * Stride];
    }

    /// <summary>The parts.</summary>
    public IReadOnlyList<(double Share, GaussianGuide Guide)> Components { get; }

    /// <summary>Positions [coordinate][draw] of draws: of each part first those of the Gaussian, with matched moments, then those of its tails.</summary>
    public override double[] Draw(int count, Rng rng)
    {
        double[] positions = new double[Dimension * count];
        int start = 0;
        double cumulated = 0;
        for (int c = 0; c < Components.Count; c++)
        {
            cumulated += Components[c].Share;
            int end = c == Components.Count - 1 ? count : (int)Math.Round(cumulated * count);
            int plain = GaussianCount(end - start);
            GaussianGuide guide = Components[c].Guide;
            double[] noise = MatchedNoise.Draw(guide, plain, rng);
            Place(guide, noise, plain, positions, count, start);
            double[] tails = TailNoise(c, end - start - plain, rng);
            Place(guide, tails, end - start - plain, positions, count, start + plain);
            start = end;
        }
        return positions;
    }

    /// <summary>How many of a part's draws follow its Gaussian.</summary>
    public int GaussianCount(int count) => count - (int)(_tailShare * count);

    /// <summary>Positions [coordinate][draw] of draws from the tails of the first part alone.</summary>
    public double[] DrawTails(int count, Rng rng)
    {
        double[] positions = new double[Dimension * count];
        Place(Components[0].Guide, TailNoise(0, count, rng), count, positions, count, 0);
        return positions;
    }

    /// <inheritdoc/>
    public override void LogDensities(ReadOnlySpan<double> positions, int count, Span<double> logDensities)
    {
        for (int c = 0; c < Components.Count; c++)
        {
            ComponentLogDensities(c, positions, count);
            for (int s = 0; s < count; s++)
            {
                double value = _component[s] + _logShares[c];
                logDensities[s] = c == 0 ? value : Functions.LogSumExp(logDensities[s], value);
            }
        }
    }

    private void ComponentLogDensities(int component, ReadOnlySpan<double> positions, int count)
    {
        GaussianGuide guide = Components[component].Guide;
        double[] deviations = _deviations[component];
        _greatest.AsSpan(0, count).Fill(double.NegativeInfinity);
        _sum.AsSpan(0, count).Clear();
        for (int k = 0; k < Dimension; k++)
        {
            Span<double> row = _difference.AsSpan(k * Stride, count);
            TensorPrimitives.Subtract(positions.Slice(k * Stride, count), guide.Mean[k], row);
            for (int s = 0; s < count; s++)
            {
                double square = row[s] / deviations[k] * (row[s] / deviations[k]);
                double logRatio = 0.5 * square - Math.Log(1 + square / (TailScale * TailScale));
                if (logRatio > _greatest[s])
                {
                    _sum[s] = _sum[s] * Math.Exp(_greatest[s] - logRatio) + 1;
                    _greatest[s] = logRatio;
                }
                else
                    _sum[s] += Math.Exp(logRatio - _greatest[s]);
            }
        }
        // The Cauchy density 1 / (pi s (1 + z²/s²)) over the normal one.
        double tail = Math.Log(_tailShare / Dimension) - Math.Log(Math.PI * TailScale) + 0.5 * Math.Log(2 * Math.PI);
        guide.Whiten(_difference, count);
        Span<double> density = _component.AsSpan(0, count);
        density.Fill(-guide.LogDeterminant - 0.5 * Dimension * Math.Log(2 * Math.PI));
        for (int k = 0; k < Dimension; k++)
        {
            ReadOnlySpan<double> row = _difference.AsSpan(k * Stride, count);
            for (int s = 0; s < count; s++)
                density[s] -= 0.5 * row[s] * row[s];
        }
        for (int s = 0; s < count; s++)
            density[s] += Functions.LogSumExp(Math.Log(1 - _tailShare), tail + _greatest[s] + Math.Log(_sum[s]));
    }

    /// <summary>Noise [coordinate][draw] whose standardised coordinate j is a Cauchy variable, j running over the coordinates.</summary>
    /// <remarks>
    /// Distances are stratified, one in each of as many parts of equal probability as there are pairs of draws, and the two of a pair lie on opposite
    /// sides of the mean: each draw has the density that it would have by itself, and estimates are less noisy.
    /// </remarks>
    private double[] TailNoise(int component, int count, Rng rng)
    {
        GaussianGuide guide = Components[component].Guide;
        double[] noise = new double[Dimension * count];
        rng.FillNormal(noise);
        int first = count == 0 ? 0 : rng.NextInt(Dimension);
        int pairs = (count + 1) / 2;
        int[] strata = [.. Enumerable.Range(0, pairs)];
        rng.Shuffle<int>(strata);
        for (int s = 0; s < count; s++)
        {
            if (s % 2 == 1)
            {
                for (int k = 0; k < Dimension; k++)
                    noise[k * count + s] = -noise[k * count + s - 1];
                continue;
            }
            int j = (first + (int)((long)(s / 2) * Math.Max(1, Dimension / pairs))) % Dimension;
            double target = TailScale * Math.Tan(0.5 * Math.PI * (strata[s / 2] + rng.NextDouble()) / pairs) * (rng.NextDouble() < 0.5 ? -1 : 1);
            if (!guide.IsDense)
            {
                noise[j * count + s] = target;
                continue;
            }
            ReadOnlySpan<double> row = guide.Factor.Slice(j * Dimension, j + 1);
            double current = 0;
            for (int k = 0; k <= j; k++)
                current += row[k] / _deviations[component][j] * noise[k * count + s];
            for (int k = 0; k <= j; k++)
                noise[k * count + s] += (target - current) * row[k] / _deviations[component][j];
        }
        return noise;
    }

    /// <summary>Writes mean + L noise, [coordinate][draw], from a draw on.</summary>
    private static void Place(GaussianGuide guide, double[] noise, int noiseCount, double[] positions, int count, int start)
    {
        int n = guide.Dimension;
        double[] batchNoise = new double[n * Stride];
        double[] batch = new double[n * Stride];
        for (int done = 0; done < noiseCount; done += Stride)
        {
            int size = Math.Min(Stride, noiseCount - done);
            for (int k = 0; k < n; k++)
                noise.AsSpan(k * noiseCount + done, size).CopyTo(batchNoise.AsSpan(k * Stride));
            guide.Transform(batchNoise, size, 1, batch);
            for (int k = 0; k < n; k++)
                batch.AsSpan(k * Stride, size).CopyTo(positions.AsSpan(k * count + start + done));
        }
    }
}
