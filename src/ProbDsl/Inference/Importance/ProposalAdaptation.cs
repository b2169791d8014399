using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Moves the Gaussians of a proposal to where the weights of its draws say that the target is.</summary>
/// <remarks>
/// One Gaussian takes the weighted mean and covariance, several are fitted by expectation maximisation with the weights: Cappé, Douc, Guillin,
/// Marin and Robert, "Adaptive importance sampling in general mixture classes", Statistics and Computing 18 (2008). A Gaussian more begins at
/// the draws that weigh most, where the proposal falls short: Hoogerheide, Opschoor and van Dijk, Journal of Econometrics 171 (2012).
/// Everything is done in coordinates where the guide is standard normal. Covariances are drawn towards those before the round by as many
/// draws as there are coordinates.
/// </remarks>
internal sealed class ProposalAdaptation
{
    /// <summary>The most coordinates for which more than one Gaussian is fitted.</summary>
    public const int MostCoordinatesOfMixtures = 40;

    private const int Rounds = 12;
    private const double LeastShare = 0.03;

    /// <summary>Covariances are widened by this, because a proposal that is too wide costs little and one too narrow much.</summary>
    private const double Widening = 1.1;

    private const int MostDraws = 4000;
    private const double TailEmphasis = 0.5;
    private const double MostSquare = 1e4;

    private readonly GaussianGuide _frame;
    private readonly int _dimension;
    private readonly int _count;
    private readonly double[] _weights;
    private readonly double[] _z;
    private readonly List<Part> _parts = [];

    private ProposalAdaptation(GaussianGuide frame, WeightedPool pool)
    {
        _frame = frame;
        _dimension = frame.Dimension;
        double[] emphasis = Emphasis(pool);
        TensorPrimitives.Multiply(emphasis, pool.Weights, emphasis);
        TensorPrimitives.Divide(emphasis, TensorPrimitives.Sum<double>(emphasis), emphasis);
        (int[] kept, _weights) = Thin(emphasis);
        _count = kept.Length;
        _z = new double[_count * _dimension];
        for (int i = 0; i < _count; i++)
        {
            Span<double> row = _z.AsSpan(i * _dimension, _dimension);
            for (int k = 0; k < _dimension; k++)
                row[k] = pool.Positions[k * pool.Count + kept[i]] - frame.Mean[k];
            Dense.SolveLower(frame.Factor, _dimension, row);
        }
    }

    /// <summary>A diagonal Gaussian with the weighted means and standard deviations, for more coordinates than a covariance can be had for.</summary>
    public static ImportanceProposal Diagonal(GaussianGuide guide, WeightedPool pool)
    {
        int n = guide.Dimension;
        GaussianGuide moved = new(n, dense: false);
        for (int k = 0; k < n; k++)
        {
            ReadOnlySpan<double> row = pool.Positions.AsSpan(k * pool.Count, pool.Count);
            double mean = TensorPrimitives.Dot(row, pool.Weights);
            double square = 0;
            for (int s = 0; s < pool.Count; s++)
                square += pool.Weights[s] * (row[s] - mean) * (row[s] - mean);
            moved.Mean[k] = mean;
            moved.Scales[k] = Math.Sqrt(square);
        }
        return new ImportanceProposal([(1, moved)]);
    }

    /// <summary>The next proposal; null where the weights do not suffice for one.</summary>
    /// <param name="frame">A dense guide, whose coordinates are worked in.</param>
    /// <param name="current">The proposal that was drawn from.</param>
    /// <param name="pool">Its draws.</param>
    /// <param name="enlarge">Whether to add a Gaussian.</param>
    public static ImportanceProposal? Next(GaussianGuide frame, ImportanceProposal current, WeightedPool pool, bool enlarge)
    {
        ProposalAdaptation adaptation = new(frame, pool);
        if (adaptation._count < 20)
            return null;
        foreach ((double share, GaussianGuide guide) in current.Components)
            adaptation._parts.Add(adaptation.PartOf(share, guide));
        if (enlarge)
            adaptation.Enlarge();
        int rounds = adaptation._parts.Count == 1 ? 1 : Rounds;
        for (int i = 0; i < rounds; i++)
            adaptation.Round();
        return adaptation.ToProposal();
    }

    /// <summary>Of many draws no more than a few thousand, with weights of sum one: by systematic resampling, copies put together.</summary>
    private static (int[] Kept, double[] Weights) Thin(double[] weights)
    {
        if (weights.Length <= MostDraws)
        {
            int[] positive = [.. Enumerable.Range(0, weights.Length).Where(s => weights[s] > 0)];
            return (positive, Array.ConvertAll(positive, s => weights[s]));
        }
        List<int> kept = [];
        List<double> thinned = [];
        double cumulated = 0;
        double taken = 0;
        for (int s = 0; s < weights.Length; s++)
        {
            cumulated += weights[s];
            double copies = Math.Floor(cumulated * MostDraws + 0.5) - taken;
            if (!(copies > 0))
                continue;
            taken += copies;
            kept.Add(s);
            thinned.Add(copies / MostDraws);
        }
        return ([.. kept], [.. thinned]);
    }

    /// <summary>
    /// Draws count for more where one of the model's values lies far out in its tail: a standard deviation needs the fourth moment known, and a
    /// proposal that is the target itself draws too seldom there.
    /// </summary>
    private static double[] Emphasis(WeightedPool pool)
    {
        double[] emphasis = new double[pool.Count];
        for (int p = 0; p < pool.Columns.Length / pool.Count; p++)
        {
            ReadOnlySpan<double> column = pool.Column(p);
            NumberErrors.Estimate estimate = NumberErrors.Weighted(column, pool.Weights);
            for (int s = 0; s < pool.Count && estimate.Scale > 0; s++)
                emphasis[s] = Math.Max(emphasis[s], (column[s] - estimate.Mean) / estimate.Scale * ((column[s] - estimate.Mean) / estimate.Scale));
        }
        for (int s = 0; s < emphasis.Length; s++)
            emphasis[s] = 1 + TailEmphasis * Math.Min(emphasis[s], MostSquare);
        return emphasis;
    }

    private Part PartOf(double share, GaussianGuide guide)
    {
        double[] mean = new double[_dimension];
        for (int k = 0; k < _dimension; k++)
            mean[k] = guide.Mean[k] - _frame.Mean[k];
        Dense.SolveLower(_frame.Factor, _dimension, mean);
        double[] factor = new double[_dimension * _dimension];
        double[] column = new double[_dimension];
        for (int j = 0; j < _dimension; j++)
        {
            for (int k = 0; k < _dimension; k++)
                column[k] = guide.Factor[k * _dimension + j];
            Dense.SolveLower(_frame.Factor, _dimension, column);
            for (int k = 0; k < _dimension; k++)
                factor[k * _dimension + j] = column[k];
        }
        return new Part(share, mean, factor);
    }

    /// <summary>A new part over the heaviest draws that make up a fifth of the weight.</summary>
    private void Enlarge()
    {
        int[] order = [.. Enumerable.Range(0, _count).OrderByDescending(s => _weights[s])];
        double cumulated = 0;
        double[] responsibilities = new double[_count];
        for (int i = 0; i < _count && (cumulated < 0.2 || i < 2 * _dimension); i++)
        {
            cumulated += _weights[order[i]];
            responsibilities[order[i]] = _weights[order[i]];
        }
        double[] factor = new double[_dimension * _dimension];
        for (int k = 0; k < _dimension; k++)
            factor[k * _dimension + k] = 1;
        Part part = new(0.2, new double[_dimension], factor);
        if (!Fit(part, responsibilities))
            return;
        foreach (Part other in _parts)
            other.Share *= 0.8;
        part.Share = 0.2;
        _parts.Add(part);
    }

    private void Round()
    {
        double[][] responsibilities = [.. _parts.Select(LogDensities)];
        for (int s = 0; s < _count; s++)
        {
            double greatest = responsibilities.Max(r => r[s]);
            double sum = responsibilities.Sum(r => Math.Exp(r[s] - greatest));
            foreach (double[] r in responsibilities)
                r[s] = _weights[s] * Math.Exp(r[s] - greatest) / sum;
        }
        for (int c = 0; c < _parts.Count; c++)
            Fit(_parts[c], responsibilities[c]);
        double total = _parts.Sum(p => p.Share);
        foreach (Part part in _parts)
            part.Share /= total;
        if (_parts.Count > 1)
            _parts.RemoveAll(p => p.Share < LeastShare);
    }

    private double[] LogDensities(Part part)
    {
        double constant = Math.Log(part.Share);
        for (int k = 0; k < _dimension; k++)
            constant -= Math.Log(part.Factor[k * _dimension + k]);
        double[] result = new double[_count];
        double[] difference = new double[_dimension];
        for (int s = 0; s < _count; s++)
        {
            TensorPrimitives.Subtract(_z.AsSpan(s * _dimension, _dimension), part.Mean, difference);
            Dense.SolveLower(part.Factor, _dimension, difference);
            result[s] = constant - 0.5 * TensorPrimitives.SumOfSquares<double>(difference);
        }
        return result;
    }

    /// <summary>Weighted mean and covariance; false, and nothing changed, where the draws do not suffice.</summary>
    private bool Fit(Part part, double[] responsibilities)
    {
        double total = TensorPrimitives.Sum<double>(responsibilities);
        double effective = total * total / TensorPrimitives.SumOfSquares<double>(responsibilities);
        part.Share = total;
        if (!(effective > 4))
            return false;
        double[] mean = new double[_dimension];
        for (int s = 0; s < _count; s++)
            TensorPrimitives.MultiplyAdd(_z.AsSpan(s * _dimension, _dimension), responsibilities[s] / total, mean, mean);
        double prior = _dimension;
        double[] covariance = new double[_dimension * _dimension];
        double[] difference = new double[_dimension];
        for (int s = 0; s < _count; s++)
        {
            double weight = responsibilities[s] / total * effective / (effective + prior);
            if (weight < 1e-12)
                continue;
            TensorPrimitives.Subtract(_z.AsSpan(s * _dimension, _dimension), mean, difference);
            for (int k = 0; k < _dimension; k++)
                TensorPrimitives.MultiplyAdd(difference.AsSpan(0, k + 1), weight * difference[k], covariance.AsSpan(k * _dimension, k + 1), covariance.AsSpan(k * _dimension, k + 1));
        }
        for (int k = 0; k < _dimension; k++)
            for (int l = 0; l <= k; l++)
                covariance[k * _dimension + l] += prior / (effective + prior)
                    * Dense.Dot(part.Factor.AsSpan(k * _dimension, l + 1), part.Factor.AsSpan(l * _dimension, l + 1));
        if (!Dense.TryCholesky(covariance, _dimension))
            return false;
        mean.CopyTo(part.Mean, 0);
        covariance.CopyTo(part.Factor, 0);
        return true;
    }

    private ImportanceProposal ToProposal()
    {
        List<(double, GaussianGuide)> components = [];
        double widening = Math.Sqrt(Widening);
        foreach (Part part in _parts)
        {
            GaussianGuide guide = new(_dimension, dense: true);
            _frame.Push(part.Mean, guide.Mean);
            TensorPrimitives.Add(guide.Mean, _frame.Mean, guide.Mean);
            for (int i = 0; i < _dimension; i++)
                for (int j = 0; j <= i; j++)
                {
                    double sum = 0;
                    for (int k = j; k <= i; k++)
                        sum += _frame.Factor[i * _dimension + k] * part.Factor[k * _dimension + j];
                    guide.Factor[i * _dimension + j] = widening * sum;
                }
            components.Add((part.Share, guide));
        }
        return new ImportanceProposal(components);
    }

    /// <summary>A Gaussian in the frame's coordinates, with the lower factor of its covariance.</summary>
    private sealed class Part(double share, double[] mean, double[] factor)
    {
        public double Share { get; set; } = share;

        public double[] Mean { get; } = mean;

        public double[] Factor { get; } = factor;
    }
}
