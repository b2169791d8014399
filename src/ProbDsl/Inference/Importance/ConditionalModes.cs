using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>
/// Follows the mode of all other coordinates as one coordinate moves out of the guide, and lays Gaussians where the marginal density of that coordinate, by Laplace's approximation over the
/// others, is much greater than the guide's.
/// </summary>
/// <remarks>
/// In the neck of a funnel the other coordinates have another place and another scale than where the guide is: draws from it, whatever their tails, do not come there, so that weights cannot
/// tell what is missing. The profile of the conditional mode does, at the price of some Newton steps a coordinate (Tierney and Kadane, Journal of the American Statistical Association 81, 1986; Rue, Martino
/// and Chopin, Journal of the Royal Statistical Society B 71, 2009). The Gaussians join the proposal, and the weights judge them.
/// </remarks>
internal sealed class ConditionalModes
{
    private const int Passes = 8;
    private const int MostKept = 6;

    /// <summary>The marginal log density is followed until it has fallen by this.</summary>
    private const double MostFall = 7;

    /// <summary>By so much the marginal log density must exceed that of a Gaussian.</summary>
    private const double LeastExcess = 1;

    private const double Widening = 1.2;

    private static readonly double[] Distances = [1.5, 3, 5, 8, 12];

    private readonly FitSession _session;
    private readonly GaussianGuide _frame;
    private readonly int _dimension;
    private readonly GuideCovariance _covariance;

    /// <summary>Prepares.</summary>
    /// <param name="session">The fit.</param>
    /// <param name="frame">A dense guide.</param>
    public ConditionalModes(FitSession session, GaussianGuide frame)
    {
        _session = session;
        _frame = frame;
        _dimension = frame.Dimension;
        _covariance = new GuideCovariance(frame);
    }

    /// <summary>Gaussians where the guide falls short, those of most mass first.</summary>
    /// <param name="except">A coordinate that is not moved; -1 for none.</param>
    public List<GaussianGuide> Find(int except)
    {
        List<(double LogMass, GaussianGuide Guide)> found = [];
        if (_dimension < 2 || _dimension > ProposalAdaptation.MostCoordinatesOfMixtures)
            return [];
        for (int k = 0; k < _dimension; k++)
        {
            if (k == except)
                continue;
            ConditionalDensity density = new(_session.Evaluator.Model, k);
            BatchEvaluator evaluator = new(density);
            if (_session.StopReason() is not null)
                break;
            Walk(evaluator, density, k, -1, found);
            Walk(evaluator, density, k, 1, found);
            _session.Evaluator.Count(evaluator);
        }
        List<GaussianGuide> kept = [];
        foreach ((double _, GaussianGuide guide) in found.OrderByDescending(f => f.LogMass))
            if (kept.Count < MostKept && !kept.Exists(other => IsNear(other, guide.Mean)))
                kept.Add(guide);
        return kept;
    }

    /// <summary>Goes out along a coordinate.</summary>
    private void Walk(BatchEvaluator evaluator, ConditionalDensity density, int held, int side, List<(double, GaussianGuide)> found)
    {
        int free = _dimension - 1;
        double deviation = _frame.StandardDeviation(held);
        LaplaceRefiner refiner = new(evaluator);
        GaussianGuide conditional = new(free, dense: true);
        density.Value = _frame.Mean[held];
        if (!_covariance.TryCondition(held, conditional) || !refiner.Refine(conditional, Passes, _session.Options.CancellationToken, keepFactor: true))
            return;
        double centre = density.LogDensity(conditional.Mean) + conditional.LogDeterminant;
        double[] slope = _covariance.Regression(held);
        double[] gradient = new double[free];
        double before = 0;
        foreach (double distance in Distances)
        {
            double step = side * (distance - before) * deviation;
            double[] from = [.. conditional.Mean];
            density.Value += step;
            TensorPrimitives.MultiplyAdd(slope, step, conditional.Mean, conditional.Mean);
            if (!double.IsFinite(evaluator.Evaluate(conditional.Mean, gradient)) || !TensorPrimitives.IsFiniteAll<double>(gradient)
                || !refiner.Refine(conditional, Passes, _session.Options.CancellationToken, keepFactor: true))
                return;
            double fall = centre - density.LogDensity(conditional.Mean) - conditional.LogDeterminant;
            if (!(fall < MostFall))
                return;
            for (int k = 0; k < free; k++)
                slope[k] = (conditional.Mean[k] - from[k]) / step;
            double spread = 0.5 * Math.Abs(step);
            if (0.5 * distance * distance - fall > LeastExcess && Join(density, held, conditional, slope, spread) is { } guide)
                found.Add((-fall + Math.Log(spread / deviation), guide));
            before = distance;
        }
    }

    /// <summary>A Gaussian over all coordinates: the conditional one, moved along the path of its mode as the held coordinate varies.</summary>
    private GaussianGuide? Join(ConditionalDensity density, int held, GaussianGuide conditional, double[] slope, double spread)
    {
        int n = _dimension;
        int free = n - 1;
        GaussianGuide joint = new(n, dense: true);
        density.Insert(conditional.Mean, joint.Mean);
        for (int a = 0; a < n; a++)
            for (int b = 0; b <= a; b++)
            {
                (int i, int j) = (a < held ? a : a - 1, b < held ? b : b - 1);
                double along = (a == held ? 1 : slope[i]) * (b == held ? 1 : slope[j]) * spread * spread;
                double across = a == held || b == held ? 0 : Dense.Dot(conditional.Factor.Slice(i * free, j + 1), conditional.Factor.Slice(j * free, j + 1));
                joint.Factor[a * n + b] = along + Widening * across;
            }
        return Dense.TryCholesky(joint.Factor, n) ? joint : null;
    }

    private bool IsNear(GaussianGuide guide, double[] position)
    {
        double[] difference = new double[_dimension];
        TensorPrimitives.Subtract(position, guide.Mean, difference);
        Dense.SolveLower(guide.Factor, _dimension, difference);
        return TensorPrimitives.SumOfSquares<double>(difference) < 1;
    }
}
