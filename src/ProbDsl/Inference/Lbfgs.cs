using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Climbs to a mode by limited-memory BFGS with a bracketing weak-Wolfe line search.</summary>
/// <remarks>
/// Two-loop recursion: Nocedal and Wright, Numerical Optimization, algorithm 7.4. Line search: Lewis and Overton,
/// Mathematical Programming 141 (2013), which needs no interpolation and copes with infinite values.
/// </remarks>
internal sealed class Lbfgs
{
    private const int Memory = 10;
    private const int MaxSearch = 40;

    /// <summary>Where the quadratic model promises a rise of less than half of this, nothing is to be gained, and rounding would only lengthen the search.</summary>
    private const double LeastRise = 1e-5;

    private readonly BatchEvaluator _evaluator;
    private readonly int _dimension;
    private readonly double[][] _steps = new double[Memory][];
    private readonly double[][] _changes = new double[Memory][];
    private readonly double[] _inverseCurvatures = new double[Memory];
    private readonly double[] _alphas = new double[Memory];
    private readonly double[] _direction;
    private readonly double[] _trial;
    private readonly double[] _trialGradient;
    private int _pairs;
    private int _next;

    public Lbfgs(BatchEvaluator evaluator)
    {
        _evaluator = evaluator;
        _dimension = evaluator.Model.Dimension;
        for (int i = 0; i < Memory; i++)
        {
            _steps[i] = new double[_dimension];
            _changes[i] = new double[_dimension];
        }
        _direction = new double[_dimension];
        _trial = new double[_dimension];
        _trialGradient = new double[_dimension];
        Position = new double[_dimension];
        Gradient = new double[_dimension];
    }

    /// <summary>The current position.</summary>
    public double[] Position { get; }

    /// <summary>The gradient there.</summary>
    public double[] Gradient { get; }

    /// <summary>The log density there.</summary>
    public double Value { get; private set; }

    /// <summary>Steps taken.</summary>
    public int Iterations { get; private set; }

    /// <summary>Begins at a position whose log density is finite.</summary>
    public void Start(ReadOnlySpan<double> position)
    {
        position.CopyTo(Position);
        Value = _evaluator.Evaluate(Position, Gradient);
        _pairs = 0;
        _next = 0;
        Iterations = 0;
    }

    /// <summary>Takes one step; false when no ascent was found.</summary>
    public bool Step()
    {
        FindDirection();
        double slope = TensorPrimitives.Dot(_direction, Gradient);
        if (!(slope > 0))
        {
            _pairs = 0;
            FindDirection();
            slope = TensorPrimitives.Dot(_direction, Gradient);
            if (!(slope > 0))
                return false;
        }
        return !(_pairs > 0 && slope < LeastRise) && Search(slope);
    }

    private bool Search(double slope)
    {
        double low = 0;
        double high = double.PositiveInfinity;
        double length = 1;
        for (int attempt = 0; attempt < MaxSearch; attempt++)
        {
            TensorPrimitives.MultiplyAdd(_direction, length, Position, _trial);
            double value = _evaluator.Evaluate(_trial, _trialGradient);
            double trialSlope = TensorPrimitives.Dot(_direction, _trialGradient);
            bool ascends = double.IsFinite(value) && double.IsFinite(trialSlope) && value >= Value + 1e-4 * length * slope;
            if (!ascends)
                high = length;
            else if (trialSlope > 0.9 * slope && attempt < MaxSearch / 2)
                low = length;
            else
            {
                Accept(value);
                return true;
            }
            length = double.IsInfinity(high) ? 2 * length : 0.5 * (low + high);
        }
        return false;
    }

    private void Accept(double value)
    {
        double[] step = _steps[_next];
        double[] change = _changes[_next];
        TensorPrimitives.Subtract(_trial, Position, step);
        TensorPrimitives.Subtract(Gradient, _trialGradient, change);
        double curvature = TensorPrimitives.Dot(step, change);
        if (curvature > 1e-12 * TensorPrimitives.Norm<double>(step) * TensorPrimitives.Norm<double>(change))
        {
            _inverseCurvatures[_next] = 1 / curvature;
            _next = (_next + 1) % Memory;
            _pairs = Math.Min(_pairs + 1, Memory);
        }
        _trial.CopyTo(Position, 0);
        _trialGradient.CopyTo(Gradient, 0);
        Value = value;
        Iterations++;
    }

    private void FindDirection()
    {
        Gradient.CopyTo(_direction, 0);
        if (_pairs == 0)
        {
            // A first step of length 0.1; the search doubles it where the scale is larger.
            double norm = TensorPrimitives.Norm<double>(_direction);
            TensorPrimitives.Multiply(_direction, norm > 0 ? 0.1 / norm : 0, _direction);
            return;
        }
        for (int i = 1; i <= _pairs; i++)
        {
            int index = (_next - i + Memory) % Memory;
            _alphas[index] = _inverseCurvatures[index] * TensorPrimitives.Dot(_steps[index], _direction);
            TensorPrimitives.MultiplyAdd(_changes[index], -_alphas[index], _direction, _direction);
        }
        int last = (_next - 1 + Memory) % Memory;
        double scale = 1 / (_inverseCurvatures[last] * TensorPrimitives.Dot(_changes[last], _changes[last]));
        TensorPrimitives.Multiply(_direction, scale, _direction);
        for (int i = _pairs; i >= 1; i--)
        {
            int index = (_next - i + Memory) % Memory;
            double beta = _inverseCurvatures[index] * TensorPrimitives.Dot(_changes[index], _direction);
            TensorPrimitives.MultiplyAdd(_steps[index], _alphas[index] - beta, _direction, _direction);
        }
    }
}
