using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Moments of the local score over antithetic pairs drawn from a Gaussian guide.</summary>
/// <remarks>
/// With x = mean ± L eps and h = Lᵀ ∇log p(x), the even part (h₊ + h₋)/2 estimates E[h] free of the linear part of the score, and
/// the odd part (h₊ - h₋)/2 is regressed on eps: the slope estimates E[Lᵀ ∇² log p L] (Stein's identity), exactly where the
/// target is Gaussian. Salimans and Knowles, "Fixed-form variational posterior approximation through stochastic linear
/// regression", Bayesian Analysis 8 (2013); antithetic pairs and the split into parts are this implementation's.
/// </remarks>
internal sealed class PairMoments
{
    private const int FewestKnownPairs = 32;

    private readonly BatchEvaluator _evaluator;
    private readonly int _dimension;
    private readonly double[] _noise;
    private readonly double[] _positions;
    private readonly double[] _plus;
    private readonly double[] _minus;
    private readonly double[] _logPlus = new double[BatchEvaluator.Stride];
    private readonly double[] _logMinus = new double[BatchEvaluator.Stride];
    private readonly double[] _square = new double[BatchEvaluator.Stride];
    private readonly double[] _even;
    private readonly double[] _evenSquares;
    private readonly double[] _oddSquares;
    private readonly double[] _cross;
    private readonly double[] _gram;
    private readonly double[] _slope;
    private readonly double[] _column;
    private readonly double[] _reference;
    private readonly QuadraticControl? _control;
    private bool _unbiased;
    private int _last;
    private double _elboSum;
    private double _elboSquares;

    /// <summary>Allocates all memory.</summary>
    /// <param name="evaluator">Evaluates the model.</param>
    /// <param name="control">Whether to free the mean score of its quadratic noise, where the dimension allows.</param>
    public PairMoments(BatchEvaluator evaluator, bool control)
    {
        _evaluator = evaluator;
        _dimension = evaluator.Model.Dimension;
        _noise = new double[_dimension * BatchEvaluator.Stride];
        _positions = new double[_noise.Length];
        _plus = new double[_noise.Length];
        _minus = new double[_noise.Length];
        _even = new double[_dimension];
        _evenSquares = new double[_dimension];
        _oddSquares = new double[_dimension];
        _cross = new double[_dimension * _dimension];
        _gram = new double[_dimension * _dimension];
        _slope = new double[_dimension * _dimension];
        _column = new double[_dimension];
        _reference = new double[_dimension * _dimension];
        _control = control && _dimension <= QuadraticControl.MostDimensions ? new QuadraticControl(_dimension) : null;
        MeanCovariance = _control is null ? [] : new double[_dimension * _dimension];
        MeanScore = new double[_dimension];
        MeanVariance = new double[_dimension];
        SlopeVariance = new double[_dimension];
    }

    /// <summary>Pairs in the moments, those with a value that is not finite left out.</summary>
    public int Pairs { get; private set; }

    /// <summary>Pairs left out.</summary>
    public int Rejected { get; private set; }

    /// <summary>The estimate of E[h].</summary>
    public double[] MeanScore { get; }

    /// <summary>Variances of the estimate of E[h].</summary>
    public double[] MeanVariance { get; }

    /// <summary>The covariance of the estimate of E[h] where control variates are used, and then instead of its variances; else empty.</summary>
    public double[] MeanCovariance { get; }

    /// <summary>Variances of an entry of each row of the slope.</summary>
    public double[] SlopeVariance { get; }

    /// <summary>The curvature M, the estimate of -E[Lᵀ ∇² log p L], symmetric.</summary>
    public Span<double> Curvature => _slope;

    /// <summary>The estimate of the evidence lower bound.</summary>
    public double Elbo { get; private set; }

    /// <summary>Its standard error.</summary>
    public double ElboStandardError { get; private set; }

    /// <summary>Draws pairs and computes the moments; false when too few were finite.</summary>
    /// <param name="guide">The guide to draw from.</param>
    /// <param name="rng">The noise.</param>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="unbiased">
    /// Whether the slope is Stein's estimate with the last slope as control variate, free of the bias of least squares on few
    /// draws, as averaging needs; otherwise least squares, which is exact on a Gaussian target from any guide.
    /// </param>
    /// <param name="cancellation">Ends the drawing early.</param>
    public bool Measure(GaussianGuide guide, Rng rng, int pairs, bool unbiased, CancellationToken cancellation)
    {
        Reset();
        _unbiased = unbiased;
        double constant = guide.LogDeterminant + 0.5 * _dimension * Math.Log(2 * Math.PI);
        for (int done = 0; done < pairs && !cancellation.IsCancellationRequested; done += BatchEvaluator.Stride)
        {
            int count = Math.Min(BatchEvaluator.Stride, pairs - done);
            _last = count;
            rng.FillNormal(_noise);
            guide.Transform(_noise, count, 1, _positions);
            _evaluator.Evaluate(_positions, count, _logPlus, _plus);
            guide.Transform(_noise, count, -1, _positions);
            _evaluator.Evaluate(_positions, count, _logMinus, _minus);
            guide.PullBack(_plus, count);
            guide.PullBack(_minus, count);
            RejectNonFinite(count);
            AccumulateElbo(count, constant);
            Accumulate(count);
        }
        if (Pairs < 4 || Rejected > Pairs / 4)
            return false;
        Solve();
        return true;
    }

    /// <summary>The draws of the last batch; null where they are few, or a value was not finite.</summary>
    /// <param name="guide">The guide that they were drawn from.</param>
    public KnownDraws? LastDraws(GaussianGuide guide)
    {
        if (_last < FewestKnownPairs || Rejected > 0)
            return null;
        double[] positions = new double[2 * _last * _dimension];
        double[] logDensities = [.. _logPlus.AsSpan(0, _last), .. _logMinus.AsSpan(0, _last)];
        for (int side = 0; side < 2; side++)
        {
            guide.Transform(_noise, _last, 1 - 2 * side, _positions);
            for (int k = 0; k < _dimension; k++)
                _positions.AsSpan(k * BatchEvaluator.Stride, _last).CopyTo(positions.AsSpan((2 * k + side) * _last));
        }
        return new KnownDraws(guide, positions, logDensities);
    }

    private void Reset()
    {
        Pairs = Rejected = 0;
        _elboSum = _elboSquares = 0;
        Array.Clear(_even);
        Array.Clear(_evenSquares);
        Array.Clear(_oddSquares);
        Array.Clear(_cross);
        Array.Clear(_gram);
        _control?.Reset();
    }

    /// <summary>Sets every quantity of a pair with a value that is not finite to zero and marks its log density NaN.</summary>
    private void RejectNonFinite(int count)
    {
        for (int s = 0; s < count; s++)
        {
            double sum = _logPlus[s] + _logMinus[s];
            for (int k = 0; k < _dimension; k++)
                sum += _plus[k * BatchEvaluator.Stride + s] + _minus[k * BatchEvaluator.Stride + s];
            if (double.IsFinite(sum))
            {
                Pairs++;
                continue;
            }
            Rejected++;
            _logPlus[s] = double.NaN;
            for (int k = 0; k < _dimension; k++)
                _noise[k * BatchEvaluator.Stride + s] = _plus[k * BatchEvaluator.Stride + s] = _minus[k * BatchEvaluator.Stride + s] = 0;
        }
    }

    private void AccumulateElbo(int count, double constant)
    {
        Span<double> square = _square.AsSpan(0, count);
        square.Clear();
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> row = _noise.AsSpan(k * BatchEvaluator.Stride, count);
            TensorPrimitives.MultiplyAdd(row, row, square, square);
        }
        for (int s = 0; s < count; s++)
        {
            if (double.IsNaN(_logPlus[s]))
                continue;
            double value = 0.5 * (_logPlus[s] + _logMinus[s]) + 0.5 * square[s] + constant;
            _elboSum += value;
            _elboSquares += value * value;
        }
    }

    private void Accumulate(int count)
    {
        for (int k = 0; k < _dimension; k++)
        {
            Span<double> plus = _plus.AsSpan(k * BatchEvaluator.Stride, count);
            Span<double> minus = _minus.AsSpan(k * BatchEvaluator.Stride, count);
            for (int s = 0; s < count; s++)
            {
                double even = 0.5 * (plus[s] + minus[s]);
                double odd = 0.5 * (plus[s] - minus[s]);
                plus[s] = odd;
                minus[s] = even;
                _even[k] += even;
                _evenSquares[k] += even * even;
                _oddSquares[k] += odd * odd;
            }
            for (int l = 0; l < _dimension; l++)
                _cross[k * _dimension + l] += TensorPrimitives.Dot(plus, _noise.AsSpan(l * BatchEvaluator.Stride, count));
            ReadOnlySpan<double> noise = _noise.AsSpan(k * BatchEvaluator.Stride, count);
            for (int l = 0; l <= k; l++)
                _gram[k * _dimension + l] += TensorPrimitives.Dot(noise, _noise.AsSpan(l * BatchEvaluator.Stride, count));
        }
        _control?.Add(_noise, _minus, _logPlus, count);
    }

    private void Solve()
    {
        Elbo = _elboSum / Pairs;
        ElboStandardError = Math.Sqrt(Math.Max(0, _elboSquares / Pairs - Elbo * Elbo) / Pairs);
        for (int k = 0; k < _dimension; k++)
        {
            MeanScore[k] = _even[k] / Pairs;
            MeanVariance[k] = Math.Max(0, _evenSquares[k] / Pairs - MeanScore[k] * MeanScore[k]) / (Pairs - 1);
        }
        _control?.Solve(Pairs, _unbiased, MeanScore, MeanCovariance);
        bool regress = !_unbiased && Pairs >= _dimension + 4 + _dimension / 2 && Dense.TryCholesky(_gram, _dimension);
        if (!regress)
            SetReference();
        for (int k = 0; k < _dimension; k++)
            SolveRow(k, regress);
        for (int i = 0; i < _dimension; i++)
            for (int j = 0; j <= i; j++)
            {
                double value = -0.5 * (_slope[i * _dimension + j] + _slope[j * _dimension + i]);
                _slope[i * _dimension + j] = _slope[j * _dimension + i] = value;
            }
    }

    /// <summary>The control variate: the last slope, which is independent of these draws, or -1 before there is any.</summary>
    private void SetReference()
    {
        Dense.MirrorLower(_gram, _dimension);
        TensorPrimitives.Negate(_slope, _reference);
        if (_slope[0] != 0)
            return;
        Array.Clear(_reference);
        for (int k = 0; k < _dimension; k++)
            _reference[k * _dimension + k] = -1;
    }

    /// <summary>One row of the slope: least squares, or B₀ + mean((odd - B₀ eps) epsᵀ) with control variate B₀.</summary>
    private void SolveRow(int k, bool regress)
    {
        ReadOnlySpan<double> cross = _cross.AsSpan(k * _dimension, _dimension);
        Span<double> row = _slope.AsSpan(k * _dimension, _dimension);
        if (regress)
        {
            cross.CopyTo(_column);
            Dense.SolveLower(_gram, _dimension, _column);
            Dense.SolveLowerTransposed(_gram, _dimension, _column);
            _column.CopyTo(row);
            double residual = Math.Max(0, _oddSquares[k] - TensorPrimitives.Dot(cross, row));
            SlopeVariance[k] = residual / (Pairs - _dimension) / Pairs;
            return;
        }
        // Row k of B₀ times the Gram matrix, then residual squares: odd² - 2 B₀·cross + B₀ G B₀ᵀ.
        ReadOnlySpan<double> reference = _reference.AsSpan(k * _dimension, _dimension);
        Array.Clear(_column);
        for (int l = 0; l < _dimension; l++)
            TensorPrimitives.MultiplyAdd(_gram.AsSpan(l * _dimension, _dimension), reference[l], _column, _column);
        double squares = _oddSquares[k] - 2 * TensorPrimitives.Dot(reference, cross) + TensorPrimitives.Dot<double>(_column, reference);
        for (int l = 0; l < _dimension; l++)
            row[l] = reference[l] + (cross[l] - _column[l]) / Pairs;
        SlopeVariance[k] = Math.Max(0, squares / Pairs) / Pairs;
    }
}
