using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Newton's method for the mode in coordinates that each pass makes rounder; ends as a Laplace approximation.</summary>
/// <remarks>
/// A pass takes central differences of gradients along the columns of the current factor L, so that M = -Lᵀ H L is found at the
/// posterior's own scale, moves the mean by a damped Newton step, and replaces L by L K with K Kᵀ = M⁻¹. Repeating it removes
/// condition numbers far beyond what one Hessian in the original coordinates could resolve.
/// </remarks>
internal sealed class LaplaceRefiner
{
    private const double Width = 1e-3;
    private const double LeastCurvature = 1e-4;
    private const double GreatestCurvature = 1e8;
    private const int PairsPerBatch = BatchEvaluator.Stride / 2;

    private readonly BatchEvaluator _evaluator;
    private readonly int _dimension;
    private readonly double[] _noise;
    private readonly double[] _positions;
    private readonly double[] _gradients;
    private readonly double[] _logDensities = new double[BatchEvaluator.Stride];
    private readonly double[] _curvature;
    private readonly double[] _scratch;
    private readonly double[] _gradient;
    private readonly double[] _local;
    private readonly double[] _step;
    private readonly double[] _move;
    private readonly double[] _trial;

    public LaplaceRefiner(BatchEvaluator evaluator)
    {
        _evaluator = evaluator;
        _dimension = evaluator.Model.Dimension;
        _noise = new double[_dimension * BatchEvaluator.Stride];
        _positions = new double[_dimension * BatchEvaluator.Stride];
        _gradients = new double[_dimension * BatchEvaluator.Stride];
        _curvature = new double[_dimension * _dimension];
        _scratch = new double[_dimension * _dimension];
        _gradient = new double[_dimension];
        _local = new double[_dimension];
        _step = new double[_dimension];
        _move = new double[_dimension];
        _trial = new double[_dimension];
    }

    /// <summary>Refines the guide, whose mean is a point of finite density.</summary>
    /// <param name="guide">A dense guide; its mean is the starting point, its factor is overwritten.</param>
    /// <param name="passes">The most passes.</param>
    /// <param name="cancellation">Ends the refinement between passes.</param>
    /// <param name="keepFactor">Whether the guide's factor is a first guess of the scales.</param>
    /// <returns>Whether the guide ended at a mode with positive definite curvature.</returns>
    public bool Refine(GaussianGuide guide, int passes, CancellationToken cancellation, bool keepFactor = false)
    {
        if (!keepFactor)
            SetFirstFactor(guide);
        double value = _evaluator.Evaluate(guide.Mean, _gradient);
        for (int pass = 0; pass < passes && !cancellation.IsCancellationRequested; pass++)
        {
            MeasureCurvature(guide);
            bool round = Dense.HasEigenvaluesWithin(_curvature, _scratch, _dimension, 0.5, 2);
            if (!round && !Dense.HasEigenvaluesWithin(_curvature, _scratch, _dimension, LeastCurvature, GreatestCurvature))
                Dense.ClipEigenvalues(_curvature, _scratch, _dimension, LeastCurvature, GreatestCurvature, absolute: true);
            if (!Dense.TryReverseCholesky(_curvature, _dimension))
                return false;
            guide.PullBackOne(_gradient, _local);
            double decrement = NewtonStep();
            (value, bool moved) = Move(guide, value, decrement);
            Dense.DivideRight(guide.Factor, _curvature, _dimension);
            if (round && decrement < 0.01)
                return true;
            if (!moved && round)
                return decrement < 1;
        }
        return false;
    }

    /// <summary>Finds the scales at the guide's mean without moving it, and no wider than twice a first guess: away from a mode,
    /// a lack of curvature says nothing of the width of the mass.</summary>
    public void RefineScale(GaussianGuide guide, int passes)
    {
        SetFirstFactor(guide);
        for (int pass = 0; pass < passes; pass++)
        {
            MeasureCurvature(guide);
            Dense.ClipEigenvalues(_curvature, _scratch, _dimension, pass == 0 ? 0.25 : 1, GreatestCurvature, absolute: true);
            if (!Dense.TryReverseCholesky(_curvature, _dimension))
                return;
            Dense.DivideRight(guide.Factor, _curvature, _dimension);
        }
    }

    private void SetFirstFactor(GaussianGuide guide)
    {
        for (int k = 0; k < _dimension; k++)
            _local[k] = 0.1 * Math.Max(1, Math.Abs(guide.Mean[k]));
        guide.SetDiagonal(_local);
    }

    /// <summary>Sets the curvature to -Lᵀ H L; a direction along which the density is not finite counts as steep.</summary>
    private void MeasureCurvature(GaussianGuide guide)
    {
        for (int start = 0; start < _dimension; start += PairsPerBatch)
        {
            int pairs = Math.Min(PairsPerBatch, _dimension - start);
            Array.Clear(_noise);
            for (int j = 0; j < pairs; j++)
            {
                _noise[(start + j) * BatchEvaluator.Stride + j] = Width;
                _noise[(start + j) * BatchEvaluator.Stride + pairs + j] = -Width;
            }
            guide.Transform(_noise, 2 * pairs, 1, _positions);
            _evaluator.Evaluate(_positions, 2 * pairs, _logDensities, _gradients);
            guide.PullBack(_gradients, 2 * pairs);
            for (int j = 0; j < pairs; j++)
                StoreColumn(start + j, j, pairs + j);
        }
        for (int i = 0; i < _dimension; i++)
            for (int j = 0; j < i; j++)
            {
                double mean = 0.5 * (_curvature[i * _dimension + j] + _curvature[j * _dimension + i]);
                _curvature[i * _dimension + j] = _curvature[j * _dimension + i] = mean;
            }
    }

    private void StoreColumn(int column, int plus, int minus)
    {
        bool finite = true;
        for (int k = 0; k < _dimension; k++)
        {
            double slope = (_gradients[k * BatchEvaluator.Stride + minus] - _gradients[k * BatchEvaluator.Stride + plus]) / (2 * Width);
            finite &= double.IsFinite(slope);
            _curvature[k * _dimension + column] = slope;
        }
        for (int k = 0; k < _dimension && !finite; k++)
            _curvature[k * _dimension + column] = k == column ? GreatestCurvature : 0;
    }

    /// <summary>Solves M step = Lᵀ g with the factored M; returns the squared Newton decrement.</summary>
    private double NewtonStep()
    {
        _local.CopyTo(_step, 0);
        Dense.SolveLowerTransposed(_curvature, _dimension, _step);
        Dense.SolveLower(_curvature, _dimension, _step);
        return TensorPrimitives.Dot(_local, _step);
    }

    private (double Value, bool Moved) Move(GaussianGuide guide, double value, double decrement)
    {
        guide.Push(_step, _move);
        double length = 1;
        for (int attempt = 0; attempt < 12; attempt++, length *= 0.4)
        {
            TensorPrimitives.MultiplyAdd(_move, length, guide.Mean, _trial);
            double trial = _evaluator.Evaluate(_trial, _scratch.AsSpan(0, _dimension));
            if (!(trial >= value + 1e-4 * length * decrement) || !TensorPrimitives.IsFiniteAll<double>(_scratch.AsSpan(0, _dimension)))
                continue;
            _trial.CopyTo(guide.Mean, 0);
            _scratch.AsSpan(0, _dimension).CopyTo(_gradient);
            return (trial, true);
        }
        return (value, false);
    }
}
