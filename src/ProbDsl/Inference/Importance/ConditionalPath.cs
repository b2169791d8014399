using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>The Gaussians of all other coordinates as one is held at a row of places, by Newton steps from each to the next; where more are held, at each place a path of the next one begins.</summary>
/// <remarks>
/// Laplace's approximation over the others also gives the marginal density of the one that is held: Tierney and Kadane, Journal of the American Statistical Association 81 (1986). Where the others
/// are Gaussian given the one, as the effects of a hierarchy are given the logarithm of their scale, both are exact. Where several are held, that is so
/// given all of them, and the marginal density at a place is the sum along the path that begins there: each path has its own steps, so that the places follow wherever the mass lies.
/// </remarks>
internal sealed class ConditionalPath
{
    private const int Passes = 8;
    private const int MostNodes = 64;

    /// <summary>The marginal log density is followed until it has fallen by this, where second moments count for what they grow by.</summary>
    private const double MostFall = 12;

    /// <summary>Steps in the guide's standard deviations: the first, and the least and greatest.</summary>
    private const double FirstStep = 0.5;

    private const double LeastStep = 0.05;
    private const double GreatestStep = 8;

    /// <summary>The marginal log density turns by about this from node to node, so that a straight line between two is off by an eighth of it.</summary>
    private const double AimedTurn = 0.4;

    /// <summary>The logarithm of a conditional width of few others changes by about this; of many by less, because their errors add up.</summary>
    private const double AimedGrowth = 0.8;

    private readonly FitSession _session;
    private readonly GaussianGuide _frame;
    private readonly GuideCovariance _covariance;
    private readonly double[] _gradient;
    private readonly int _held;
    private readonly double _deviation;
    private readonly int[] _others;
    private readonly ConditionalDensity _density;
    private readonly BatchEvaluator _evaluator;
    private readonly LaplaceRefiner _refiner;
    private readonly List<Node> _nodes = [];

    private ConditionalPath(FitSession session, ILogDensity model, GaussianGuide frame, ReadOnlySpan<int> held)
    {
        _session = session;
        _frame = frame;
        _covariance = new GuideCovariance(frame);
        _gradient = new double[frame.Dimension - 1];
        _held = held[0];
        _others = Without(held);
        _deviation = frame.StandardDeviation(_held);
        _density = new ConditionalDensity(model, _held);
        _evaluator = new BatchEvaluator(_density);
        _refiner = new LaplaceRefiner(_evaluator);
    }

    /// <summary>The nodes, in the order of their places; null where there is no mode to follow.</summary>
    /// <param name="session">The fit.</param>
    /// <param name="frame">A dense guide.</param>
    /// <param name="held">The coordinates that are held, fewer than all.</param>
    public static Node[]? Follow(FitSession session, GaussianGuide frame, params ReadOnlySpan<int> held) => Follow(session, session.Evaluator.Model, frame, held);

    /// <summary>Coordinates that are held after the first, as they are numbered without it.</summary>
    public static int[] Without(ReadOnlySpan<int> held)
    {
        int[] others = held[1..].ToArray();
        for (int j = 0; j < others.Length; j++)
            if (others[j] > held[0])
                others[j]--;
        return others;
    }

    private static Node[]? Follow(FitSession session, ILogDensity model, GaussianGuide frame, ReadOnlySpan<int> held)
    {
        ConditionalPath path = new(session, model, frame, held);
        bool found = path.Walk();
        session.Evaluator.Count(path._evaluator);
        return found ? [.. path._nodes.OrderBy(n => n.Place)] : null;
    }

    private bool Walk()
    {
        _density.Value = _frame.Mean[_held];
        GaussianGuide centre = new(_frame.Dimension - 1, dense: true);
        if (!_covariance.TryCondition(_held, centre) || !Refine(centre))
            return false;
        Node first = NodeOf(centre);
        if (!double.IsFinite(first.LogMarginal))
            return false;
        _nodes.Add(first);
        Go(first, -1);
        Go(first, 1);
        return _nodes.Count >= 5;
    }

    private void Go(Node first, int side)
    {
        GaussianGuide conditional = new(first.Conditional.Dimension, dense: true);
        conditional.CopyFrom(first.Conditional);
        double[] slope = _covariance.Regression(_held);
        Node last = first;
        double step = FirstStep;
        double marginalSlope = 0;
        double aimedGrowth = AimedGrowth / Math.Pow(slope.Length, 0.25);
        for (int taken = 0; taken < MostNodes && _session.StopReason() is null; taken++)
        {
            double move = side * step * _deviation;
            _density.Value = last.Place + move;
            TensorPrimitives.MultiplyAdd(slope, move, conditional.Mean, conditional.Mean);
            if (!Refine(conditional))
                return;
            Node node = NodeOf(conditional);
            if (!double.IsFinite(node.LogMarginal))
                return;
            _nodes.Add(node);
            for (int k = 0; k < slope.Length; k++)
                slope[k] = (node.Conditional.Mean[k] - last.Conditional.Mean[k]) / move;
            double turn = Math.Abs(node.LogMarginal - last.LogMarginal - (marginalSlope * move));
            marginalSlope = (node.LogMarginal - last.LogMarginal) / move;
            double growth = node.Widening(last);
            double factor = Math.Min(Math.Sqrt(AimedTurn / (turn + 1e-6)), aimedGrowth / (growth + 1e-6));
            step = Math.Clamp(step * Math.Clamp(factor, 0.5, 2), LeastStep, GreatestStep);
            last = node;
            if (_nodes.Max(n => n.LogMarginal + n.Growth(first)) - node.LogMarginal - node.Growth(first) > MostFall
                && _nodes.Max(n => n.LogMarginal) - node.LogMarginal > MostFall)
                return;
        }
    }

    private bool Refine(GaussianGuide conditional) =>
        double.IsFinite(_evaluator.Evaluate(conditional.Mean, _gradient)) && TensorPrimitives.IsFiniteAll<double>(_gradient)
        && _refiner.Refine(conditional, Passes, _session.Options.CancellationToken, keepFactor: true);

    private Node NodeOf(GaussianGuide conditional)
    {
        GaussianGuide copy = new(conditional.Dimension, dense: true);
        copy.CopyFrom(conditional);
        if (_others.Length == 0)
            return new Node(_density.Value, copy, _density.LogDensity(conditional.Mean) + conditional.LogDeterminant, []);
        Node[] inner = Follow(_session, _density, copy, _others) ?? [];
        double logMass = inner.Length == 0 ? double.NaN : new LogLinearDensity([.. inner.Select(n => n.Place)], [.. inner.Select(n => n.LogMarginal)]).LogMass;
        return new Node(_density.Value, copy, logMass, inner);
    }

    /// <summary>A place of the held coordinate, the Gaussian of the others there, and the log of the marginal density up to a constant.</summary>
    /// <param name="Place">Where it is held.</param>
    /// <param name="Conditional">The Gaussian at the mode of all others.</param>
    /// <param name="LogMarginal">By that Gaussian, or, where more coordinates are held, by the path of the next one.</param>
    /// <param name="Inner">The path of the coordinate that is held next; empty where there is none.</param>
    public sealed record Node(double Place, GaussianGuide Conditional, double LogMarginal, Node[] Inner)
    {
        /// <summary>By how much the logarithm of a width given the coordinates before differs at most from that at another node.</summary>
        public double Widening(Node other)
        {
            double greatest = 0;
            int n = Conditional.Dimension;
            for (int k = 0; k < n; k++)
                greatest = Math.Max(greatest, Math.Abs(Math.Log(Conditional.Factor[k * n + k] / other.Conditional.Factor[k * n + k])));
            return greatest;
        }

        /// <summary>By how much the logarithm of a conditional second moment has grown at most since another node.</summary>
        public double Growth(Node since)
        {
            double greatest = 0;
            for (int k = 0; k < Conditional.Dimension; k++)
                greatest = Math.Max(greatest, 2 * Math.Log(Conditional.StandardDeviation(k) / since.Conditional.StandardDeviation(k)));
            return greatest;
        }
    }
}
