using System.Globalization;
using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Finds a point of finite density, climbs towards a mode and lays a first Gaussian there.</summary>
internal sealed class Initialization
{
    private const int Tries = 112;
    private const int TriesPerBatch = 16;
    private const int LaplacePasses = 14;

    private readonly FitSession _session;
    private readonly BatchEvaluator _evaluator;
    private readonly int _dimension;
    private readonly bool _dense;
    private readonly List<double[]> _path = [];

    public Initialization(FitSession session, bool dense)
    {
        _session = session;
        _evaluator = session.Evaluator;
        _dimension = _evaluator.Model.Dimension;
        _dense = dense;
    }

    /// <summary>Points of the climb at powers of two, the first and the last among them.</summary>
    public IReadOnlyList<double[]> Path => _path;

    /// <summary>Whether the climb ended at a mode with positive definite curvature.</summary>
    public bool IsMode { get; private set; }

    /// <summary>The Gaussian to start from: a Laplace approximation where that can be had, else a diagonal guess.</summary>
    public GaussianGuide Run()
    {
        GaussianGuide guide = new(_dimension, _dense);
        FindStart().CopyTo(guide.Mean, 0);
        Climb(guide);
        if (_dense)
            IsMode = new LaplaceRefiner(_evaluator).Refine(guide, LaplacePasses, _session.Options.CancellationToken);
        else
            SetDiagonalScales(guide);
        return guide;
    }

    private double[] FindStart()
    {
        if (_session.Options.InitialPosition is { } given)
            return CheckGiven([.. given]);
        Rng rng = new(_session.Options.Seed, 1);
        double[] positions = new double[_dimension * BatchEvaluator.Stride];
        double[] gradients = new double[positions.Length];
        double[] logDensities = new double[BatchEvaluator.Stride];
        int badDensities = 0;
        for (int batch = 0; batch < Tries / TriesPerBatch; batch++)
        {
            // The first batch holds the origin and points around it; later ones alternate between the wide and the near.
            double width = batch % 2 == 0 ? 2 : 0.5;
            for (int s = 0; s < TriesPerBatch; s++)
                for (int k = 0; k < _dimension; k++)
                    positions[k * BatchEvaluator.Stride + s] = batch == 0 && s == 0 ? 0 : width * (2 * rng.NextDouble() - 1);
            _evaluator.Evaluate(positions, TriesPerBatch, logDensities, gradients);
            int best = -1;
            for (int s = 0; s < TriesPerBatch; s++)
            {
                if (!double.IsFinite(logDensities[s]))
                    badDensities++;
                else if (HasFiniteGradient(gradients, s) && (best < 0 || logDensities[s] > logDensities[best]))
                    best = s;
            }
            if (best >= 0)
                return ColumnOf(positions, best);
        }
        throw new InitializationException(string.Create(CultureInfo.InvariantCulture,
            $"No starting point was found in {Tries} tries within ±2 of the origin of the unconstrained space: the log density was not finite at {badDensities} of them and its gradient at {Tries - badDensities}. ") +
            NotFinite(new double[_dimension]) +
            "Check the data for values outside the support of their distributions and the priors for impossible parameters, or give FitOptions.InitialPosition.");
    }

    /// <summary>A sentence that names the statements whose part of the log density is not finite at a position.</summary>
    private string NotFinite(double[] position)
    {
        List<StatementContribution> bad = [.. _evaluator.Model.Explain(position).Where(part => !double.IsFinite(part.LogDensity))];
        if (bad.Count == 0)
            return "";
        string first = string.Join(", ", bad.Take(3).Select(part => string.Create(CultureInfo.InvariantCulture, $"'{part.Statement}' ({part.LogDensity})")));
        string place = position.All(u => u == 0) ? "At the origin" : "There";
        return $"{place} the log density is not finite in {first}{(bad.Count > 3 ? $" and {bad.Count - 3} more" : "")}. ";
    }

    private double[] CheckGiven(double[] position)
    {
        double[] gradient = new double[_dimension];
        double value = _evaluator.Evaluate(position, gradient);
        if (double.IsFinite(value) && TensorPrimitives.IsFiniteAll<double>(gradient))
            return position;
        int bad = Array.FindIndex(gradient, g => !double.IsFinite(g));
        throw new InitializationException(double.IsFinite(value)
            ? string.Create(CultureInfo.InvariantCulture, $"At FitOptions.InitialPosition the gradient is {gradient[bad]} at unconstrained coordinate {bad}; give another position.")
            : string.Create(CultureInfo.InvariantCulture, $"At FitOptions.InitialPosition the log density is {value}. {NotFinite(position)}Give another position, or check the data."));
    }

    private bool HasFiniteGradient(double[] gradients, int sample)
    {
        for (int k = 0; k < _dimension; k++)
            if (!double.IsFinite(gradients[k * BatchEvaluator.Stride + sample]))
                return false;
        return true;
    }

    private double[] ColumnOf(double[] positions, int sample)
    {
        double[] column = new double[_dimension];
        for (int k = 0; k < _dimension; k++)
            column[k] = positions[k * BatchEvaluator.Stride + sample];
        return column;
    }

    /// <summary>Climbs until the log density rises by less than matters to a posterior, keeping points of the path at powers of two.</summary>
    private void Climb(GaussianGuide guide)
    {
        Lbfgs climber = new(_evaluator);
        climber.Start(guide.Mean);
        _path.Add([.. climber.Position]);
        int most = _dense ? 300 : 1000;
        double threshold = _dense ? 0.01 : 1e-4;
        double earlier = climber.Value;
        while (climber.Iterations < most && _session.StopReason() is null && climber.Step())
        {
            int taken = climber.Iterations;
            if ((taken & (taken - 1)) == 0 && taken >= 4)
                _path.Add([.. climber.Position]);
            if (taken % 10 != 0)
                continue;
            _session.Report(FitPhase.Initializing, taken, double.NaN);
            if (climber.Value - earlier < threshold)
                break;
            earlier = climber.Value;
        }
        _path.Add([.. climber.Position]);
        climber.Position.CopyTo(guide.Mean, 0);
    }

    /// <summary>Scales from the curvature along each coordinate, by Hutchinson's probes of random signs: one pair of gradients a probe.</summary>
    private void SetDiagonalScales(GaussianGuide guide)
    {
        const int Probes = 16;
        Rng rng = new(_session.Options.Seed, 4);
        double[] curvature = new double[_dimension];
        double[] widths = new double[_dimension];
        double[] signs = new double[_dimension];
        double[] point = new double[_dimension];
        double[] plus = new double[_dimension];
        double[] minus = new double[_dimension];
        for (int k = 0; k < _dimension; k++)
            widths[k] = 1e-4 * Math.Max(1, Math.Abs(guide.Mean[k]));
        for (int probe = 0; probe < Probes && _session.StopReason() is null; probe++)
        {
            for (int k = 0; k < _dimension; k++)
            {
                signs[k] = rng.NextDouble() < 0.5 ? -1 : 1;
                point[k] = guide.Mean[k] + signs[k] * widths[k];
            }
            _evaluator.Evaluate(point, plus);
            for (int k = 0; k < _dimension; k++)
                point[k] = guide.Mean[k] - signs[k] * widths[k];
            _evaluator.Evaluate(point, minus);
            for (int k = 0; k < _dimension; k++)
                curvature[k] += signs[k] * (minus[k] - plus[k]) / (2 * widths[k] * Probes);
        }
        for (int k = 0; k < _dimension; k++)
            widths[k] = curvature[k] > 0 && double.IsFinite(curvature[k]) ? 1 / Math.Sqrt(curvature[k]) : 0.1;
        guide.SetDiagonal(widths);
    }
}
