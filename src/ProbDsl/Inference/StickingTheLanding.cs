using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>The reparameterised gradient of a Gaussian guide z = m + C eps relative to a first Gaussian x = x0 + P z.</summary>
/// <remarks>
/// Parameters: m, the log diagonal s of C, then for a dense guide the rows of the strict lower triangle of U, with
/// C = diag(exp s) U and U unit lower triangular (the scaled form that keeps steps of all scales alike).
/// </remarks>
internal sealed class StickingTheLanding
{
    private const int Stride = BatchEvaluator.Stride;

    private readonly FitSession _session;
    private readonly GaussianGuide _first;
    private readonly GaussianGuide _relative;
    private readonly Rng _rng;
    private readonly int _pairs;
    private readonly int _dimension;
    private readonly double[] _noise;
    private readonly double[] _local;
    private readonly double[] _positions;
    private readonly double[] _scores;
    private readonly double[] _logDensities = new double[Stride];
    private readonly double[] _gradient;

    public StickingTheLanding(FitSession session, GaussianGuide first, int pairs)
    {
        _session = session;
        _first = first;
        _dimension = first.Dimension;
        _pairs = Math.Min(pairs, Stride / 2);
        _relative = new GaussianGuide(_dimension, first.IsDense);
        _rng = new Rng(session.Options.Seed, 2);
        _noise = new double[_dimension * Stride];
        _local = new double[_noise.Length];
        _positions = new double[_noise.Length];
        _scores = new double[_noise.Length];
        int offDiagonal = first.IsDense ? _dimension * (_dimension - 1) / 2 : 0;
        _gradient = new double[2 * _dimension + offDiagonal];
    }

    /// <summary>The number of parameters.</summary>
    public int ParameterCount => _gradient.Length;

    /// <summary>The gradient of the evidence lower bound.</summary>
    public ReadOnlySpan<double> Gradient => _gradient;

    /// <summary>An estimate of the evidence lower bound.</summary>
    public double Elbo { get; private set; }

    /// <summary>Draws samples and estimates the gradient; false when a value is not finite.</summary>
    public bool Measure(ReadOnlySpan<double> parameters)
    {
        SetRelative(parameters);
        int count = 2 * _pairs;
        for (int k = 0; k < _dimension; k++)
        {
            Span<double> row = _noise.AsSpan(k * Stride, _pairs);
            _rng.FillNormal(row);
            TensorPrimitives.Negate(row, _noise.AsSpan(k * Stride + _pairs, _pairs));
        }
        _relative.Transform(_noise, count, 1, _local);
        _first.Transform(_local, count, 1, _positions);
        _session.Evaluator.Evaluate(_positions, count, _logDensities, _scores);
        _first.PullBack(_scores, count);
        MeasureElbo(count);
        if (!double.IsFinite(Elbo))
            return false;
        AddGuideScore(count);
        double sum = 0;
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> score = _scores.AsSpan(k * Stride, count);
            _gradient[k] = TensorPrimitives.Sum(score) / count;
            _gradient[_dimension + k] = RowGradient(k, score, count);
            sum += _gradient[k] + _gradient[_dimension + k];
        }
        return double.IsFinite(sum);
    }

    /// <summary>Reduces every scale by half.</summary>
    public void Shrink(Span<double> parameters) =>
        TensorPrimitives.Subtract(parameters.Slice(_dimension, _dimension), Math.Log(2), parameters.Slice(_dimension, _dimension));

    /// <summary>Writes the guide over x that the parameters describe.</summary>
    public void Write(ReadOnlySpan<double> parameters, GaussianGuide guide)
    {
        SetRelative(parameters);
        _first.Push(_relative.Mean, guide.Mean);
        TensorPrimitives.Add(guide.Mean, _first.Mean, guide.Mean);
        if (!guide.IsDense)
        {
            TensorPrimitives.Multiply(_first.Scales, _relative.Scales, guide.Scales);
            return;
        }
        int n = _dimension;
        guide.Factor.Clear();
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++)
            {
                Span<double> row = guide.Factor.Slice(i * n, n);
                TensorPrimitives.MultiplyAdd(_relative.Factor.Slice(j * n, n), _first.Factor[i * n + j], row, row);
            }
    }

    private void SetRelative(ReadOnlySpan<double> parameters)
    {
        int n = _dimension;
        parameters[..n].CopyTo(_relative.Mean);
        int next = 2 * n;
        for (int k = 0; k < n; k++)
        {
            double scale = Math.Exp(parameters[n + k]);
            if (!_first.IsDense)
            {
                _relative.Scales[k] = scale;
                continue;
            }
            TensorPrimitives.Multiply(parameters.Slice(next, k), scale, _relative.Factor.Slice(k * n, k));
            _relative.Factor[k * n + k] = scale;
            next += k;
        }
    }

    private void MeasureElbo(int count)
    {
        double squares = 0;
        for (int k = 0; k < _dimension; k++)
            squares += TensorPrimitives.SumOfSquares<double>(_noise.AsSpan(k * Stride, count));
        Elbo = (TensorPrimitives.Sum<double>(_logDensities.AsSpan(0, count)) + 0.5 * squares) / count
            + _first.LogDeterminant + _relative.LogDeterminant + 0.5 * _dimension * Math.Log(2 * Math.PI);
    }

    /// <summary>Adds C⁻ᵀ eps, minus the gradient of log q, to each score.</summary>
    private void AddGuideScore(int count)
    {
        int n = _dimension;
        if (!_first.IsDense)
        {
            for (int k = 0; k < n; k++)
                TensorPrimitives.MultiplyAdd(_noise.AsSpan(k * Stride, count), 1 / _relative.Scales[k], _scores.AsSpan(k * Stride, count), _scores.AsSpan(k * Stride, count));
            return;
        }
        _noise.CopyTo(_local, 0);
        for (int i = n - 1; i >= 0; i--)
        {
            Span<double> row = _local.AsSpan(i * Stride, count);
            TensorPrimitives.Divide(row, _relative.Factor[i * n + i], row);
            for (int j = 0; j < i; j++)
            {
                Span<double> other = _local.AsSpan(j * Stride, count);
                TensorPrimitives.MultiplyAdd(row, -_relative.Factor[i * n + j], other, other);
            }
            Span<double> score = _scores.AsSpan(i * Stride, count);
            TensorPrimitives.Add(score, row, score);
        }
    }

    /// <summary>The gradient by one row of C: by its entries off the diagonal, stored, and by the log of its scale, returned.</summary>
    private double RowGradient(int k, ReadOnlySpan<double> score, int count)
    {
        int n = _dimension;
        if (!_first.IsDense)
            return TensorPrimitives.Dot(score, _noise.AsSpan(k * Stride, count)) / count * _relative.Scales[k];
        int start = 2 * n + k * (k - 1) / 2;
        double scale = _relative.Factor[k * n + k];
        double sum = 0;
        for (int j = 0; j <= k; j++)
        {
            double product = TensorPrimitives.Dot(score, _noise.AsSpan(j * Stride, count)) / count;
            sum += product * _relative.Factor[k * n + j];
            if (j < k)
                _gradient[start + j] = scale * product;
        }
        return sum;
    }
}
