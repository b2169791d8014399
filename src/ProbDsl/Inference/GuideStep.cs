using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>One natural-gradient step of a guide, its size and its Monte Carlo error in units a modeller knows.</summary>
/// <remarks>
/// The mean moves by F M⁻¹ Fᵀ E[∇ log p], where the frame F Fᵀ is the running estimate of the inverse of -E[∇² log p] and M that
/// curvature in the frame; a full-rank guide is its own frame. Changes and errors are of means in standard deviations and of log
/// standard deviations.
/// </remarks>
internal sealed class GuideStep
{
    private const double LeastCurvature = 0.25;
    private const double GreatestCurvature = 16;
    private const double WidestRatio = 30;

    private readonly GaussianGuide _guide;
    private readonly GaussianGuide _frame;
    private readonly bool _isFrame;
    private readonly int _dimension;
    private readonly double[] _curvature;
    private readonly double[] _damped;
    private readonly double[] _scratch;
    private readonly double[] _relative;
    private readonly double[] _score;
    private readonly double[] _scoreVariance;
    private readonly double[] _step;
    private readonly double[] _move;
    private readonly double[] _diagonal;
    private readonly double[] _changes;
    private readonly double[] _previousChanges;

    public GuideStep(GaussianGuide guide, GaussianGuide frame)
    {
        _guide = guide;
        _frame = frame;
        _isFrame = ReferenceEquals(guide, frame);
        _dimension = guide.Dimension;
        _curvature = new double[_dimension * _dimension];
        _damped = new double[_dimension * _dimension];
        _scratch = new double[_dimension * _dimension];
        _relative = _isFrame ? [] : new double[_dimension * _dimension];
        _score = new double[_dimension];
        _scoreVariance = new double[_dimension];
        _step = new double[_dimension];
        _move = new double[_dimension];
        _diagonal = new double[_dimension];
        _changes = new double[2 * _dimension];
        _previousChanges = new double[2 * _dimension];
    }

    /// <summary>The largest change that an undamped step makes.</summary>
    public double LargestChange { get; private set; }

    /// <summary>The cosine between this change and the last one: near one on the way, negative where steps overshoot.</summary>
    public double Cosine { get; private set; }

    /// <summary>The root mean square of change over standard error.</summary>
    public double RmsDeviation { get; private set; }

    /// <summary>The largest standard error.</summary>
    public double LargestError { get; private set; }

    /// <summary>Computes the undamped step and its size; false when the moments overflow.</summary>
    /// <param name="moments">The moments of this step.</param>
    /// <param name="plain">
    /// Whether the mean moves by F Fᵀ E[∇ log p] alone, without M⁻¹: slower, but free of the bias that comes of dividing one noisy
    /// estimate by another from the same draws, as averaging needs.
    /// </param>
    public bool Prepare(PairMoments moments, bool plain)
    {
        moments.Curvature.CopyTo(_curvature);
        for (int k = 0; k < _dimension; k++)
            _diagonal[k] = _curvature[k * _dimension + k];
        moments.MeanScore.CopyTo(_score, 0);
        moments.MeanVariance.CopyTo(_scoreVariance, 0);
        if (!_isFrame && !ChangeToFrame(moments.MeanCovariance))
            SetIdentity(_curvature);
        if (plain)
            SetIdentity(_damped);
        else
        {
            _curvature.CopyTo(_damped, 0);
            Regularize(_damped);
        }
        if (!Dense.TryReverseCholesky(_damped, _dimension))
            return false;
        _score.CopyTo(_step, 0);
        Dense.SolveLowerTransposed(_damped, _dimension, _step);
        Dense.SolveLower(_damped, _dimension, _step);
        double decrement = Math.Sqrt(Math.Max(0, TensorPrimitives.Dot(_step, _score)));
        double radius = Math.Max(2, 0.5 * Math.Sqrt(_dimension));
        if (decrement > radius)
            TensorPrimitives.Multiply(_step, radius / decrement, _step);
        _frame.Push(_step, _move);
        Assess(moments);
        return double.IsFinite(LargestChange);
    }

    /// <summary>Takes the step with a damping rate from 0 to 1; false when the result is not finite.</summary>
    public bool Apply(PairMoments moments, double rate)
    {
        TensorPrimitives.MultiplyAdd(_move, rate, _guide.Mean, _guide.Mean);
        for (int i = 0; i < _curvature.Length; i++)
            _damped[i] = rate * _curvature[i];
        for (int k = 0; k < _dimension; k++)
            _damped[k * _dimension + k] += 1 - rate;
        Regularize(_damped);
        if (!Dense.TryReverseCholesky(_damped, _dimension))
            return false;
        Dense.DivideRight(_frame.Factor, _damped, _dimension);
        for (int k = 0; k < _dimension && !_isFrame; k++)
            _guide.Scales[k] /= Math.Sqrt(Math.Clamp(1 - rate + rate * _diagonal[k], LeastCurvature, GreatestCurvature));
        return TensorPrimitives.IsFiniteAll<double>(_guide.Mean) && double.IsFinite(_guide.LogDeterminant);
    }

    /// <summary>Halves every scale.</summary>
    public void Shrink()
    {
        if (_guide.IsDense)
            TensorPrimitives.Multiply(_guide.Factor, 0.5, _guide.Factor);
        else
            TensorPrimitives.Multiply(_guide.Scales, 0.5, _guide.Scales);
    }

    private void SetIdentity(Span<double> matrix)
    {
        matrix.Clear();
        for (int k = 0; k < _dimension; k++)
            matrix[k * _dimension + k] = 1;
    }

    /// <summary>Rewrites score and curvature, which are in coordinates scaled by the mean-field guide, in those of the frame.</summary>
    /// <returns>
    /// False where correlation makes the mean-field guide so much narrower than the posterior that its draws say nothing of the
    /// curvature along the ridge; the frame is then kept as it is.
    /// </returns>
    private bool ChangeToFrame(ReadOnlySpan<double> covariance)
    {
        int n = _dimension;
        double widest = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                _relative[i * n + j] = j <= i ? _frame.Factor[i * n + j] / _guide.Scales[i] : 0;
                widest = Math.Max(widest, Math.Abs(_relative[i * n + j]));
            }
        Array.Clear(_scratch);
        for (int i = 0; i < n; i++)
            for (int k = 0; k < n; k++)
                TensorPrimitives.MultiplyAdd(_relative.AsSpan(k * n, n), _curvature[i * n + k], _scratch.AsSpan(i * n, n), _scratch.AsSpan(i * n, n));
        Array.Clear(_curvature);
        for (int k = 0; k < n; k++)
            for (int i = 0; i <= k; i++)
                TensorPrimitives.MultiplyAdd(_scratch.AsSpan(k * n, n), _relative[k * n + i], _curvature.AsSpan(i * n, n), _curvature.AsSpan(i * n, n));
        _score.CopyTo(_move, 0);
        Array.Clear(_score);
        _scoreVariance.CopyTo(_step, 0);
        Array.Clear(_scoreVariance);
        for (int k = 0; k < n; k++)
            for (int j = 0; j <= k; j++)
            {
                double t = _relative[k * n + j];
                _score[j] += t * _move[k];
                _scoreVariance[j] += t * (covariance.IsEmpty ? t * _step[k] : Covariance(covariance, k, j));
            }
        for (int j = 0; j < n; j++)
            _scoreVariance[j] = Math.Max(0, _scoreVariance[j]);
        return widest <= WidestRatio;
    }

    /// <summary>
    /// The covariance of score k with the score along column j of the frame. Across a ridge the noise of the scores is all but
    /// proportional, and cancels along it.
    /// </summary>
    private double Covariance(ReadOnlySpan<double> covariance, int k, int j)
    {
        double sum = 0;
        for (int l = j; l < _dimension; l++)
            sum += covariance[k * _dimension + l] * _relative[l * _dimension + j];
        return sum;
    }

    /// <summary>Keeps the eigenvalues of a curvature within the trust region; skipped where a norm, or two Cholesky factors, show that they are.</summary>
    private void Regularize(Span<double> curvature)
    {
        double distance = 0;
        for (int i = 0; i < _dimension; i++)
            for (int j = 0; j < _dimension; j++)
            {
                double difference = curvature[i * _dimension + j] - (i == j ? 1 : 0);
                distance += difference * difference;
            }
        if (!(distance <= 0.5) && !Dense.HasEigenvaluesWithin(curvature, _scratch, _dimension, LeastCurvature, GreatestCurvature))
            Dense.ClipEigenvalues(curvature, _scratch, _dimension, LeastCurvature, GreatestCurvature, absolute: false);
    }

    private void Assess(PairMoments moments)
    {
        double largestChange = 0;
        double largestError = 0;
        _changes.CopyTo(_previousChanges, 0);
        double deviations = 0;
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> row = _frame.Factor.Slice(k * _dimension, k + 1);
            double variance = Dense.Dot(row, row);
            double meanError = 0;
            double scaleError = 0;
            for (int j = 0; j <= k; j++)
            {
                meanError += row[j] * row[j] * _scoreVariance[j];
                scaleError += row[j] * row[j] * moments.SlopeVariance[j];
            }
            meanError = Math.Sqrt(meanError / variance);
            scaleError = 0.5 * Math.Sqrt(_isFrame ? scaleError / variance : moments.SlopeVariance[k]);
            double meanChange = _move[k] / Math.Sqrt(variance);
            double scaleChange = ScaleChange(k, row, variance);
            largestChange = Math.Max(largestChange, Math.Max(Math.Abs(meanChange), Math.Abs(scaleChange)));
            largestError = Math.Max(largestError, Math.Max(meanError, scaleError));
            _changes[2 * k] = meanChange;
            _changes[2 * k + 1] = scaleChange;
            deviations += Squared(meanChange / (meanError + 1e-9)) + Squared(scaleChange / (scaleError + 1e-9));
        }
        LargestChange = largestChange;
        LargestError = largestError;
        RmsDeviation = Math.Sqrt(deviations / (2 * _dimension));
        double norms = TensorPrimitives.Norm<double>(_changes) * TensorPrimitives.Norm<double>(_previousChanges);
        Cosine = norms > 0 ? TensorPrimitives.Dot<double>(_changes, _previousChanges) / norms : 0;
    }

    /// <summary>The first-order change of one log standard deviation: the covariance changes by -F (M - 1) Fᵀ.</summary>
    private double ScaleChange(int k, ReadOnlySpan<double> row, double variance)
    {
        if (!_isFrame)
            return 0.5 * (_diagonal[k] - 1);
        double quadratic = 0;
        for (int i = 0; i <= k; i++)
            quadratic += row[i] * Dense.Dot(_curvature.AsSpan(i * _dimension, k + 1), row);
        return 0.5 * (quadratic / variance - 1);
    }

    private static double Squared(double value) => value * value;
}
