using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>A few climbs from dispersed points, to find modes that the guide does not cover.</summary>
/// <remarks>A climb ends as soon as it comes among the guide's own draws, so that it costs little where there is one mode.</remarks>
internal sealed class OtherModes
{
    private const int Climbs = 6;
    private const int MostSteps = 60;
    private const int LaplacePasses = 10;

    /// <summary>Half of the climbs begin around the guide, at this many of its standard deviations.</summary>
    private const double Dispersion = 5;

    /// <summary>Modes of less mass than this part of the guide's are of no interest.</summary>
    private const double LeastMass = 1e-3;

    private readonly FitSession _session;
    private readonly GaussianGuide _guide;
    private readonly int _dimension;
    private readonly double[] _difference;

    public OtherModes(FitSession session, GaussianGuide guide)
    {
        _session = session;
        _guide = guide;
        _dimension = guide.Dimension;
        _difference = new double[_dimension];
    }

    /// <summary>Laplace approximations at modes apart from the guide, with no more than negligible overlap.</summary>
    /// <param name="elbo">The guide's evidence lower bound, to compare masses with.</param>
    public List<GaussianGuide> Find(double elbo)
    {
        List<GaussianGuide> found = [];
        if (_dimension > FitOptions.FullRankLimit || !_guide.IsDense || _session.Options.InitialPosition is not null)
            return found;
        Rng rng = new(_session.Options.Seed, 8);
        for (int climb = 0; climb < Climbs && _session.StopReason() is null; climb++)
        {
            double[] start = Start(rng, climb);
            if (!Climb(start, found))
                continue;
            GaussianGuide mode = new(_dimension, dense: true);
            start.CopyTo(mode.Mean, 0);
            LaplaceRefiner refiner = new(_session.Evaluator);
            if (!refiner.Refine(mode, LaplacePasses, _session.Options.CancellationToken) || IsKnown(mode.Mean, found))
                continue;
            double logMass = _session.Evaluator.Evaluate(mode.Mean, new double[_dimension]) + mode.LogDeterminant + 0.5 * _dimension * Math.Log(2 * Math.PI);
            if (logMass > elbo + Math.Log(LeastMass))
                found.Add(mode);
        }
        return found;
    }

    /// <summary>By turns uniform within ±2 of the origin, as the first search is, and around the guide.</summary>
    private double[] Start(Rng rng, int climb)
    {
        double[] start = new double[_dimension];
        if (climb % 2 == 0)
        {
            for (int k = 0; k < _dimension; k++)
                start[k] = 4 * rng.NextDouble() - 2;
            return start;
        }
        for (int k = 0; k < _dimension; k++)
            _difference[k] = Dispersion * rng.NextNormal();
        _guide.Push(_difference, start);
        TensorPrimitives.Add(start, _guide.Mean, start);
        return start;
    }

    /// <summary>Climbs in place; false where the climb came to a known place, or did not arrive.</summary>
    private bool Climb(double[] position, List<GaussianGuide> found)
    {
        double[] gradient = new double[_dimension];
        if (!double.IsFinite(_session.Evaluator.Evaluate(position, gradient)) || !TensorPrimitives.IsFiniteAll<double>(gradient))
            return false;
        Lbfgs climber = new(_session.Evaluator);
        climber.Start(position);
        double earlier = climber.Value;
        while (climber.Iterations < MostSteps && _session.StopReason() is null && climber.Step())
        {
            if (IsKnown(climber.Position, found))
                return false;
            if (climber.Iterations % 5 != 0)
                continue;
            if (climber.Value - earlier < 0.01)
                break;
            earlier = climber.Value;
        }
        climber.Position.CopyTo(position, 0);
        return climber.Iterations < MostSteps && !IsKnown(position, found);
    }

    /// <summary>Whether a point is where draws of the guide, or of a mode found before, lie.</summary>
    private bool IsKnown(double[] position, List<GaussianGuide> found)
    {
        double limit = _dimension + 5 * Math.Sqrt(2 * _dimension) + 5;
        return SquaredDistance(_guide, position) < limit || found.Exists(other => SquaredDistance(other, position) < limit);
    }

    private double SquaredDistance(GaussianGuide guide, double[] position)
    {
        TensorPrimitives.Subtract(position, guide.Mean, _difference);
        Dense.SolveLower(guide.Factor, _dimension, _difference);
        return TensorPrimitives.SumOfSquares<double>(_difference);
    }
}
