using System.Globalization;

namespace ProbDsl.Inference;

/// <summary>Variational inference by natural-gradient steps in the guide's own coordinates.</summary>
/// <remarks>
/// At the optimum of a full-rank Gaussian guide E[∇ log p] = 0 and the precision is -E[∇² log p]; of a mean-field guide the same
/// holds of the mean and of the diagonal. A step estimates both expectations from antithetic pairs (<see cref="PairMoments"/>)
/// and moves to the solution of the linearised equations (Khan and Rue, "The Bayesian learning rule", JMLR 24 (2023), with step
/// size one), within a trust region. Once the steps drown in Monte Carlo noise they are averaged over all pairs since, and
/// the number of pairs grows, until the standard errors of all means and log scales are below the tolerance: a stopping rule
/// that needs no window and no threshold on the ELBO.
/// </remarks>
internal sealed class NaturalGradientEngine
{
    private const int MostPairs = 8192;
    private const double SignificantDeviation = 2;

    private readonly FitSession _session;
    private readonly PairMoments _moments;
    private readonly GuideStep _step;
    private readonly GaussianGuide _guide;
    private readonly GaussianGuide _previous;
    private readonly Rng _rng;
    private readonly int _mostIterations;
    private int _pairs;
    private long _accumulated;
    private double _damping = 1;
    private double _lastChange = double.PositiveInfinity;
    private int _failures;

    /// <summary>Prepares a run; all memory is allocated here.</summary>
    /// <param name="session">The fit.</param>
    /// <param name="guide">The guide to improve, in place.</param>
    /// <param name="frame">A dense Gaussian near the posterior: the guide itself when it is full-rank.</param>
    public NaturalGradientEngine(FitSession session, GaussianGuide guide, GaussianGuide frame)
    {
        _session = session;
        _guide = guide;
        _moments = new PairMoments(session.Evaluator);
        _step = new GuideStep(guide, frame);
        _previous = new GaussianGuide(guide.Dimension, guide.IsDense);
        _rng = new Rng(session.Options.Seed, 2);
        _mostIterations = session.Options.MaxIterations ?? 400;
        int automatic = Math.Max(32, 2 * guide.Dimension);
        _pairs = session.Options.SamplesPerStep / 2 ?? automatic;
    }

    /// <summary>Steps taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>Runs until the stopping rule, a limit or cancellation.</summary>
    public EngineOutcome Run()
    {
        while (Iterations < _mostIterations)
        {
            if (_session.StopReason() is { } stop)
                return new EngineOutcome(false, stop, Iterations);
            if (Advance(out EngineOutcome outcome))
                return outcome;
        }
        return new EngineOutcome(false, Invariant($"the limit of {_mostIterations} iterations was reached"), Iterations);
    }

    /// <summary>One step; true when the run is over. Allocates nothing while the run goes on.</summary>
    public bool Advance(out EngineOutcome outcome)
    {
        outcome = default;
        Iterations++;
        if (!_moments.Measure(_guide, _rng, _pairs, _session.Options.CancellationToken))
            return Retreat(out outcome);
        _session.Record(_accumulated > 0 ? FitPhase.Averaging : FitPhase.Optimizing, Iterations, _moments.Elbo, _moments.ElboStandardError);
        if (!_step.Prepare(_moments))
            return Retreat(out outcome);
        double tolerance = _session.Options.Tolerance;
        double noiseRatio = _accumulated > 0 ? 1 + (double)_moments.Pairs / _accumulated : 1;
        bool small = _step.LargestChange <= tolerance;
        bool settled = small || _step.RmsDeviation <= SignificantDeviation * Math.Sqrt(noiseRatio);
        if (!settled)
        {
            _accumulated = 0;
            AdaptDamping();
        }
        double rate = settled && _accumulated > 0 ? (double)_moments.Pairs / (_accumulated + _moments.Pairs) : _damping;
        _previous.CopyFrom(_guide);
        if (!_step.Apply(_moments, rate))
            return Retreat(out outcome);
        if (!settled)
            return false;
        _accumulated += _moments.Pairs;
        double error = _step.LargestError * Math.Sqrt((double)_moments.Pairs / _accumulated);
        if (error <= tolerance && rate * _step.LargestChange <= 4 * tolerance)
        {
            outcome = new EngineOutcome(true, Invariant($"every mean and log scale is known to a standard error of {error:G2}"), Iterations);
            return true;
        }
        _pairs = (int)Math.Min(MostPairs, 2L * _pairs);
        return false;
    }

    /// <summary>Shortens the steps while they do not shrink by themselves: they overshoot, or their noise is understated.</summary>
    private void AdaptDamping()
    {
        if (_step.RmsChange > 0.7 * _lastChange)
        {
            _damping = Math.Max(0.2, 0.8 * _damping);
            _pairs = (int)Math.Min(MostPairs, _pairs + _pairs / 2L);
        }
        else
            _damping = Math.Min(1, 1.1 * _damping);
        _lastChange = _step.RmsChange;
    }

    /// <summary>Goes back to the previous guide, or shrinks the first one, after a step into a region without finite density.</summary>
    private bool Retreat(out EngineOutcome outcome)
    {
        outcome = default;
        if (_session.StopReason() is not null)
            return false;
        _accumulated = 0;
        if (++_failures > 25)
        {
            outcome = new EngineOutcome(false, Invariant($"the log density or its gradient is not finite at {_moments.Rejected} of {_moments.Rejected + _moments.Pairs} pairs of draws from the guide"), Iterations);
            return true;
        }
        if (Iterations > 1 && _failures % 3 != 0)
            _guide.CopyFrom(_previous);
        else
            _step.Shrink();
        _damping = Math.Max(0.1, 0.5 * _damping);
        return false;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
