using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Draws from a proposal with their importance weights, and the model's own values of each.</summary>
internal sealed class WeightedPool
{
    private const int Stride = BatchEvaluator.Stride;

    private WeightedPool(int count, int dimension, int width)
    {
        Count = count;
        Dimension = dimension;
        Positions = [];
        LogDensities = new double[count];
        LogWeights = new double[count];
        Weights = new double[count];
        Columns = new double[width * count];
    }

    /// <summary>The number of draws.</summary>
    public int Count { get; }

    /// <summary>The number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>Unconstrained coordinates, [coordinate][draw].</summary>
    public double[] Positions { get; private set; }

    /// <summary>The target's log density at each draw.</summary>
    public double[] LogDensities { get; }

    /// <summary>log p - log q, neither normalised nor smoothed.</summary>
    public double[] LogWeights { get; }

    /// <summary>Pareto-smoothed weights of sum one.</summary>
    public double[] Weights { get; }

    /// <summary>The model's own values, [value][draw].</summary>
    public double[] Columns { get; }

    /// <summary>What the weights say of the proposal.</summary>
    public ImportanceDiagnosis Diagnosis { get; private set; }

    /// <summary>The number of draws at which the log density is +∞, where no posterior exists.</summary>
    public int Infinite { get; private set; }

    /// <summary>Effective draws, 1 / Σ w².</summary>
    public double EffectiveDraws => Diagnosis.Efficiency * Count;

    /// <summary>Draws, evaluates and weighs.</summary>
    public static WeightedPool Draw(FitSession session, Proposal proposal, int count, Rng rng)
    {
        ILogDensity model = session.Evaluator.Model;
        WeightedPool pool = new(count, model.Dimension, model.ParameterNames.Count) { Positions = proposal.Draw(count, rng) };
        pool.Weigh(session.Evaluator, proposal, known: 0);
        return pool;
    }

    /// <summary>Weighs draws of known density together with draws from the tails of the Gaussian that they came from, which alone are evaluated.</summary>
    public static WeightedPool Extend(FitSession session, KnownDraws known, int tails, Rng rng)
    {
        ILogDensity model = session.Evaluator.Model;
        int n = model.Dimension;
        int count = known.Count + tails;
        ImportanceProposal proposal = new([(1, known.From)], (double)tails / count);
        double[] drawn = proposal.DrawTails(tails, rng);
        WeightedPool pool = new(count, n, model.ParameterNames.Count) { Positions = new double[n * count] };
        for (int k = 0; k < n; k++)
        {
            known.Positions.AsSpan(k * known.Count, known.Count).CopyTo(pool.Positions.AsSpan(k * count));
            drawn.AsSpan(k * tails, tails).CopyTo(pool.Positions.AsSpan(k * count + known.Count));
        }
        known.LogDensities.CopyTo(pool.LogDensities, 0);
        pool.Weigh(session.Evaluator, proposal, known.Count);
        return pool;
    }

    /// <summary>log p - log q of each draw, with q a Gaussian alone; -∞ where a value is not finite.</summary>
    public double[] GaussianLogWeights(GaussianGuide guide)
    {
        double[] result = new double[Count];
        double[] batch = new double[Dimension * Stride];
        double constant = guide.LogDeterminant + 0.5 * Dimension * Math.Log(2 * Math.PI);
        for (int start = 0; start < Count; start += Stride)
        {
            int size = Math.Min(Stride, Count - start);
            for (int k = 0; k < Dimension; k++)
                TensorPrimitives.Subtract(Positions.AsSpan(k * Count + start, size), guide.Mean[k], batch.AsSpan(k * Stride, size));
            guide.Whiten(batch, size);
            for (int s = 0; s < size; s++)
            {
                double square = 0;
                for (int k = 0; k < Dimension; k++)
                    square += batch[k * Stride + s] * batch[k * Stride + s];
                result[start + s] = LogDensities[start + s] + constant + 0.5 * square;
            }
        }
        return result;
    }

    /// <summary>One value of all draws.</summary>
    public ReadOnlySpan<double> Column(int value) => Columns.AsSpan(value * Count, Count);

    /// <summary>The model's own values; a draw at which one is not finite has weight zero, as one whose density is not a number.</summary>
    private void Constrain(ILogDensity model)
    {
        int width = Columns.Length / Count;
        double[] position = new double[Dimension];
        double[] values = new double[width];
        for (int s = 0; s < Count; s++)
        {
            if (double.IsPositiveInfinity(LogDensities[s]))
                Infinite++;
            if (!double.IsFinite(LogDensities[s]))
            {
                LogWeights[s] = double.NegativeInfinity;
                continue;
            }
            for (int k = 0; k < Dimension; k++)
                position[k] = Positions[k * Count + s];
            model.Constrain(position, values);
            for (int p = 0; p < width; p++)
            {
                if (!double.IsFinite(values[p]))
                    LogWeights[s] = double.NegativeInfinity;
                else
                    Columns[p * Count + s] = values[p];
            }
        }
    }

    /// <summary>Evaluates the draws whose density is not known, and weighs all.</summary>
    private void Weigh(BatchEvaluator evaluator, Proposal proposal, int known)
    {
        double[] batch = new double[Dimension * Stride];
        double[] proposed = new double[Stride];
        int size;
        for (int start = 0; start < Count; start += size)
        {
            size = Math.Min(Stride, (start < known ? known : Count) - start);
            for (int k = 0; k < Dimension; k++)
                Positions.AsSpan(k * Count + start, size).CopyTo(batch.AsSpan(k * Stride));
            if (start >= known)
                evaluator.Evaluate(batch, size, LogDensities.AsSpan(start, size));
            proposal.LogDensities(batch, size, proposed);
            for (int s = 0; s < size; s++)
                LogWeights[start + s] = LogDensities[start + s] - proposed[s];
        }
        Constrain(evaluator.Model);
        Normalize();
    }

    private void Normalize()
    {
        double[] smoothed = [.. LogWeights];
        Diagnosis = ParetoSmoothedImportanceSampling.Judge(smoothed, Dimension);
        for (int s = 0; s < Count; s++)
            Weights[s] = double.IsNaN(smoothed[s]) ? 0 : Math.Exp(smoothed[s]);
    }
}
