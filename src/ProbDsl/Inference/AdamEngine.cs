using System.Globalization;
using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Variational inference by Adam in coordinates where the first Gaussian is standard, with iterate averages.</summary>
/// <remarks>
/// x = x0 + P z with P the factor that initialisation found; z = m + C eps, C lower triangular or diagonal. The gradient is
/// that of Roeder, Wu and Duvenaud ("Sticking the landing", NeurIPS 2017): v = Pᵀ ∇ log p(x) + C⁻ᵀ eps, whose noise vanishes as the
/// guide reaches a Gaussian target; m moves along v, C along v epsᵀ C-scaled rows, its diagonal on the log scale. Adam: Kingma and
/// Ba, ICLR 2015. Stages of fixed step size end when split R-hat of the iterates shows no trend; the step size then halves, and
/// the run stops when the averages of two successive stages agree: a short form of Welandawe et al., "A framework for
/// improving the reliability of black-box variational inference", JMLR 25 (2024).
/// </remarks>
internal sealed class AdamEngine
{
    private const double FirstRate = 0.05;
    private const double LeastRate = 0.05 / 256;
    private const double FirstDecay = 0.9;
    private const double SecondDecay = 0.98;
    private const int StageLength = 100;
    private const int Kept = 64;
    private const int MostUnsteady = 15;

    private readonly FitSession _session;
    private readonly GaussianGuide _guide;
    private readonly GaussianGuide _first;
    private readonly StickingTheLanding _gradient;
    private readonly double[] _parameters;
    private readonly double[] _moment;
    private readonly double[] _square;
    private readonly double[] _average;
    private readonly double[] _previousAverage;
    private readonly double[] _history;
    private readonly int[] _tracked;
    private readonly int _mostIterations;
    private double _rate = FirstRate;
    private int _iterations;
    private int _stages;
    private int _unsteady;

    public AdamEngine(FitSession session, GaussianGuide guide)
    {
        _session = session;
        _guide = guide;
        _first = new GaussianGuide(guide.Dimension, guide.IsDense);
        _first.CopyFrom(guide);
        int pairs = session.Options.SamplesPerStep / 2 ?? 8;
        _gradient = new StickingTheLanding(session, _first, pairs);
        _parameters = new double[_gradient.ParameterCount];
        _moment = new double[_parameters.Length];
        _square = new double[_parameters.Length];
        _average = new double[_parameters.Length];
        _previousAverage = new double[_parameters.Length];
        _mostIterations = session.Options.MaxIterations ?? 20_000;
        int tracked = Math.Min(2 * guide.Dimension, Kept);
        _tracked = new int[tracked];
        for (int i = 0; i < tracked; i++)
            _tracked[i] = (int)((long)i * 2 * guide.Dimension / tracked);
        _history = new double[tracked * StageLength];
    }

    /// <summary>Runs until the stopping rule, a limit or cancellation.</summary>
    public EngineOutcome Run()
    {
        string? stop = null;
        while (stop is null)
        {
            bool steady = RunStage(out double elbo, out double error, out stop);
            if (stop is not null)
                break;
            _session.Record(steady ? FitPhase.Averaging : FitPhase.Optimizing, elbo, error);
            if (!steady)
            {
                if (++_unsteady % MostUnsteady == 0)
                    _rate = Math.Max(LeastRate, 0.5 * _rate);
                continue;
            }
            _unsteady = 0;
            double difference = _stages == 0 ? double.PositiveInfinity : LargestDifference();
            _stages++;
            _average.CopyTo(_previousAverage, 0);
            if (_stages > 1 && difference <= 2 * _session.Options.Tolerance)
            {
                _gradient.Write(_average, _guide);
                return new EngineOutcome(true, Invariant($"halving the step size moved no mean or log scale by more than {difference:G2}"));
            }
            _rate *= 0.5;
            if (_rate < LeastRate)
                stop = "the step size became too small while the averages still moved";
        }
        _gradient.Write(_stages > 0 ? _previousAverage : _parameters, _guide);
        return new EngineOutcome(false, stop);
    }

    /// <summary>One stage at a fixed step size; true when its iterates show no trend. Leaves their average.</summary>
    private bool RunStage(out double elbo, out double error, out string? stop)
    {
        Array.Clear(_average);
        double sum = 0;
        double squares = 0;
        elbo = error = double.NaN;
        for (int t = 0; t < StageLength; t++)
        {
            stop = _iterations >= _mostIterations ? Invariant($"the limit of {_mostIterations} iterations was reached") : _session.StopReason();
            if (stop is not null)
                return false;
            Step();
            sum += _gradient.Elbo;
            squares += _gradient.Elbo * _gradient.Elbo;
            TensorPrimitives.MultiplyAdd(_parameters, 1.0 / StageLength, _average, _average);
            for (int i = 0; i < _tracked.Length; i++)
                _history[i * StageLength + t] = _parameters[_tracked[i]];
        }
        stop = null;
        elbo = sum / StageLength;
        error = Math.Sqrt(Math.Max(0, squares / StageLength - elbo * elbo) / StageLength);
        return IsSteady();
    }

    private void Step()
    {
        _iterations++;
        _session.Steps = _iterations;
        if (!_gradient.Measure(_parameters))
        {
            // A step into a region without finite density: shorten the steps and pull the scales in.
            _rate = Math.Max(LeastRate, 0.7 * _rate);
            _gradient.Shrink(_parameters);
            return;
        }
        double first = 1 - Math.Pow(FirstDecay, _iterations);
        double second = 1 - Math.Pow(SecondDecay, _iterations);
        ReadOnlySpan<double> gradient = _gradient.Gradient;
        // Entries off the diagonal act together, D of them on one coordinate.
        int marginal = 2 * _guide.Dimension;
        double crossRate = _rate * Math.Min(1, 2 / Math.Sqrt(_guide.Dimension));
        for (int i = 0; i < _parameters.Length; i++)
        {
            double rate = i < marginal ? _rate : crossRate;
            _moment[i] = FirstDecay * _moment[i] + (1 - FirstDecay) * gradient[i];
            _square[i] = SecondDecay * _square[i] + (1 - SecondDecay) * gradient[i] * gradient[i];
            _parameters[i] += rate * (_moment[i] / first) / (Math.Sqrt(_square[i] / second) + 1e-6);
        }
    }

    /// <summary>Whether split R-hat is near one, or the drift across the stage is below the tolerance, for all tracked parameters.</summary>
    private bool IsSteady()
    {
        for (int i = 0; i < _tracked.Length; i++)
        {
            ReadOnlySpan<double> values = _history.AsSpan(i * StageLength, StageLength);
            (double early, _) = ConvergenceDiagnostics.MeanAndVariance(values[..(StageLength / 2)]);
            (double late, _) = ConvergenceDiagnostics.MeanAndVariance(values[(StageLength / 2)..]);
            if (Math.Abs(late - early) > _session.Options.Tolerance && ConvergenceDiagnostics.SplitRHat(values, 1) > 1.5)
                return false;
        }
        return true;
    }

    private double LargestDifference()
    {
        double largest = 0;
        for (int i = 0; i < 2 * _guide.Dimension; i++)
        {
            // Means in units of the guide's own scale, log scales as they are.
            double unit = i < _guide.Dimension ? Math.Exp(_average[_guide.Dimension + i]) : 1;
            largest = Math.Max(largest, Math.Abs(_average[i] - _previousAverage[i]) / unit);
        }
        return largest;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
