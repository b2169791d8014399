namespace ProbDsl.Inference;

/// <summary>Variational inference by natural-gradient steps in the guide's own coordinates.</summary>
/// <remarks>
/// At the optimum of a full-rank Gaussian guide E[∇ log p] = 0 and the precision is -E[∇² log p]; of a mean-field guide the same
/// holds of the mean and of the diagonal. A step estimates both expectations from antithetic pairs (<see cref="PairMoments"/>)
/// and moves to the solution of the linearised equations (Khan and Rue, "The Bayesian learning rule", JMLR 24 (2023), with step
/// size one), within a trust region. Near a Gaussian target the moments carry almost no noise, and the run ends after two
/// steps that are small and known to be. Otherwise, once steps drown in noise, iterates are averaged
/// (<see cref="GuideAverage"/>) until the Monte Carlo standard errors of all means and log scales are below the tolerance.
/// </remarks>
internal sealed class NaturalGradientEngine
{
    private const int MostPairs = 8192;
    private const int FirstWindow = 48;
    private const double AveragingRate = 0.25;
    /// <summary>
    /// Gradients after which averaging ends: where so many leave noise, the posterior is far from a Gaussian, and its numbers come from the
    /// importance weights of the draws, for which the guide is good enough. Of the default tolerance; more for a smaller one.
    /// </summary>
    private const long AveragingBudget = 20_000;

    private const double LooseTolerance = 0.25;
    private const int StallLength = 6;
    private const double SignificantDeviation = 2;

    private readonly FitSession _session;
    private readonly PairMoments _moments;
    private readonly GuideStep _step;
    private readonly GaussianGuide _guide;
    private readonly GaussianGuide _previous;
    private readonly GuideAverage _average;
    private readonly Rng _rng;
    private readonly int _mostIterations;
    private readonly double _tolerance;
    private readonly double[] _recent = new double[2 * StallLength];
    private int _pairs;
    private int _quiet;
    private int _transient;
    private int _window;
    private long _averagingSince;
    private int _failures;
    private bool _hasPrevious;
    private double _damping = 1;

    /// <summary>Prepares a run; all memory is allocated here.</summary>
    /// <param name="session">The fit.</param>
    /// <param name="guide">The guide to improve, in place.</param>
    /// <param name="frame">A dense Gaussian near the posterior: the guide itself when it is full-rank.</param>
    public NaturalGradientEngine(FitSession session, GaussianGuide guide, GaussianGuide frame)
    {
        _session = session;
        _guide = guide;
        _moments = new PairMoments(session.Evaluator, control: !guide.IsDense);
        _step = new GuideStep(guide, frame);
        _previous = new GaussianGuide(guide.Dimension, guide.IsDense);
        _rng = new Rng(session.Options.Seed, 2);
        _mostIterations = session.Options.MaxIterations ?? 1000;
        _average = new GuideAverage(guide, Math.Min(_mostIterations, 512));
        _tolerance = session.Options.Tolerance;
        int least = guide.IsDense || guide.Dimension > QuadraticControl.MostDimensions ? 32 : 2 * QuadraticControl.CountFor(guide.Dimension);
        _pairs = session.Options.SamplesPerStep / 2 ?? Math.Max(Math.Max(32, least), 2 * guide.Dimension);
    }

    /// <summary>Whether full steps have become small, and so little noisy that a moderate number of pairs will end the run.</summary>
    public bool IsNearOptimum => !IsAveraging && _step.LargestChange < 0.5;

    /// <summary>The latest estimate of the evidence lower bound.</summary>
    public double Elbo { get; private set; } = double.NegativeInfinity;

    private bool IsAveraging => _window > 0;

    /// <summary>Runs until the stopping rule, a limit or cancellation.</summary>
    public EngineOutcome Run()
    {
        EngineOutcome? outcome = null;
        while (outcome is null)
            outcome = _session.Steps < _mostIterations ? Advance() : Interrupt(VariationalInference.Invariant($"the limit of {_mostIterations} iterations was reached"));
        return outcome.Value;
    }

    /// <summary>Takes a few steps; null when the run is not over.</summary>
    public EngineOutcome? Run(int steps)
    {
        EngineOutcome? outcome = null;
        for (int i = 0; i < steps && outcome is null && _session.Steps < _mostIterations; i++)
            outcome = Advance();
        return outcome;
    }

    /// <summary>One step. Allocates nothing while the run goes on.</summary>
    private EngineOutcome? Advance()
    {
        if (_session.StopReason() is { } stop)
            return Interrupt(stop);
        _session.Steps++;
        if (!_moments.Measure(_guide, _rng, _pairs, IsAveraging, _session.Options.CancellationToken) || !_step.Prepare(_moments, plain: IsAveraging))
            return Retreat();
        Elbo = _moments.Elbo;
        _session.Record(IsAveraging ? FitPhase.Averaging : FitPhase.Optimizing, Elbo, _moments.ElboStandardError);
        if (_step.Cosine < -0.3)
            _damping = Math.Max(0.3, 0.8 * _damping);
        else if (_step.Cosine > 0)
            _damping = Math.Min(1, 1.2 * _damping);
        _previous.CopyFrom(_guide);
        _hasPrevious = true;
        if (!_step.Apply(_moments, IsAveraging ? Math.Min(_damping, AveragingRate) : _damping))
            return Retreat();
        if (_guide.IsUnbounded)
            return new EngineOutcome(false, "the guide grows without bound, as when the posterior is improper: give every unknown a proper prior", IsImproper: true);
        return IsAveraging ? Average() : Settle();
    }

    /// <summary>Before averaging: ends on two small steps, chooses the number of pairs, and tells progress from noise.</summary>
    private EngineOutcome? Settle()
    {
        if (_step.LargestChange > _tolerance && _step.RmsDeviation > SignificantDeviation)
        {
            _quiet = 0;
            if (IsStalled())
                Enlarge(4L * _pairs);
            return null;
        }
        _transient = 0;
        if (_step.LargestError <= 0.7 * _tolerance && _step.LargestChange <= _tolerance)
        {
            _quiet += _step.LargestChange <= 0.5 * _tolerance && _step.LargestError <= 0.2 * _tolerance ? 2 : 1;
            return _quiet < 2 ? null : new EngineOutcome(true,
                VariationalInference.Invariant($"a full step moves no mean or log scale by more than {_step.LargestChange:G2} with a standard error of {_step.LargestError:G2}"),
                Known: _moments.LastDraws(_previous));
        }
        _quiet = 0;
        Enlarge((long)(_moments.Pairs * Squared(_step.LargestError / (0.6 * _tolerance))));
        return null;
    }

    /// <summary>Takes more pairs a step where that suffices to end, else begins to average.</summary>
    private void Enlarge(long needed)
    {
        if (needed <= MostPairs / 4)
        {
            _pairs = (int)Math.Clamp(needed, _pairs, 4L * _pairs);
            return;
        }
        _pairs = (int)Math.Clamp(3 * needed / (2 * FirstWindow), _pairs, Math.Min(MostPairs, 4L * _pairs));
        if (_step.LargestError > 0.15 && _pairs < MostPairs)
            return;
        if (!IsAveraging)
            _averagingSince = _session.Evaluator.Gradients;
        _window = FirstWindow;
        _average.Restart();
    }

    /// <summary>Whether the evidence lower bound has stopped rising although the steps look significant.</summary>
    private bool IsStalled()
    {
        _recent[_transient % _recent.Length] = Elbo;
        if (++_transient % StallLength != 0 || _transient < _recent.Length)
            return false;
        int start = _transient % _recent.Length;
        double older = 0;
        double newer = 0;
        for (int i = 0; i < StallLength; i++)
        {
            older += _recent[(start + i) % _recent.Length] / StallLength;
            newer += _recent[(start + StallLength + i) % _recent.Length] / StallLength;
        }
        return newer - older < 2 * _moments.ElboStandardError / Math.Sqrt(StallLength);
    }

    private EngineOutcome? Average()
    {
        _average.Add();
        if (_average.Count < _window && !_average.IsFull)
            return null;
        long spent = _session.Evaluator.Gradients - _averagingSince;
        if (spent > AveragingBudget * Squared(FitOptions.DefaultTolerance / _tolerance))
        {
            double known = _average.LargestError();
            _average.Write();
            return new EngineOutcome(known <= LooseTolerance, VariationalInference.Invariant(
                $"{spent} gradients of averaging left every mean and log scale known to a standard error of {known:G2}"));
        }
        if (!_average.IsSteady(_tolerance) || _average.IsFull)
        {
            if (_step.LargestError > 0.1)
                _pairs = Math.Min(MostPairs, 2 * _pairs);
            _window = Math.Min(3 * _window / 2, 340);
            _average.Restart();
            return null;
        }
        double error = _average.LargestError();
        if (error > _tolerance)
        {
            _window += _window / 2;
            return null;
        }
        _average.Write();
        return new EngineOutcome(true, VariationalInference.Invariant($"every averaged mean and log scale is known to a standard error of {error:G2}"));
    }

    private EngineOutcome Interrupt(string reason)
    {
        if (IsAveraging && _average.Count >= FirstWindow / 2)
            _average.Write();
        return new EngineOutcome(false, reason);
    }

    /// <summary>Goes back to the previous guide, or shrinks the first one, after a step into a region without finite density.</summary>
    private EngineOutcome? Retreat()
    {
        if (_session.StopReason() is { } stop)
            return Interrupt(stop);
        _window = 0;
        _quiet = 0;
        if (++_failures > 25)
            return new EngineOutcome(false, VariationalInference.Invariant($"the log density or its gradient is not finite at {_moments.Rejected} of {_moments.Rejected + _moments.Pairs} pairs of draws from the guide"));
        if (_hasPrevious && _failures % 3 != 0)
            _guide.CopyFrom(_previous);
        else
            _step.Shrink();
        _damping = Math.Max(0.1, 0.5 * _damping);
        return null;
    }

    private static double Squared(double value) => value * value;
}
