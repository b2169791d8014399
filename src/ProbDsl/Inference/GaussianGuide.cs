using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>A Gaussian over the unconstrained coordinates: x = mean + L eps, with L lower triangular or diagonal.</summary>
/// <remarks>
/// Because every engine works in the coordinates eps, in which the guide is standard normal, it never sees the scales or the
/// correlations of the model: L plays the part of a preconditioner.
/// </remarks>
internal sealed class GaussianGuide
{
    private readonly double[] _factor;
    private readonly double[] _scales;

    public GaussianGuide(int dimension, bool dense)
    {
        Dimension = dimension;
        IsDense = dense;
        Mean = new double[dimension];
        _factor = dense ? new double[dimension * dimension] : [];
        _scales = dense ? [] : new double[dimension];
    }

    /// <summary>The number of coordinates.</summary>
    public int Dimension { get; }

    /// <summary>Whether the factor is a full lower triangle.</summary>
    public bool IsDense { get; }

    /// <summary>The mean.</summary>
    public double[] Mean { get; }

    /// <summary>L, row-major with zeros above the diagonal; empty for a diagonal guide.</summary>
    public Span<double> Factor => _factor;

    /// <summary>The diagonal of L for a diagonal guide; empty for a dense one.</summary>
    public Span<double> Scales => _scales;

    /// <summary>log |det L|.</summary>
    public double LogDeterminant
    {
        get
        {
            double sum = 0;
            for (int k = 0; k < Dimension; k++)
                sum += Math.Log(IsDense ? _factor[k * Dimension + k] : _scales[k]);
            return sum;
        }
    }

    /// <summary>Whether a mean or a scale is beyond any that a model on a sensible scale can have.</summary>
    public bool IsUnbounded
    {
        get
        {
            const double Limit = 1e13;
            for (int k = 0; k < Dimension; k++)
                if (!(Math.Abs(Mean[k]) < Limit && StandardDeviation(k) < Limit))
                    return true;
            return false;
        }
    }

    /// <summary>Sets L to a diagonal.</summary>
    public void SetDiagonal(ReadOnlySpan<double> scales)
    {
        if (!IsDense)
        {
            scales.CopyTo(_scales);
            return;
        }
        Array.Clear(_factor);
        for (int k = 0; k < Dimension; k++)
            _factor[k * Dimension + k] = scales[k];
    }

    /// <summary>Copies another guide of the same shape.</summary>
    public void CopyFrom(GaussianGuide other)
    {
        other.Mean.CopyTo(Mean, 0);
        other._factor.CopyTo(_factor, 0);
        other._scales.CopyTo(_scales, 0);
    }

    /// <summary>The standard deviation of one coordinate.</summary>
    public double StandardDeviation(int k)
    {
        if (!IsDense)
            return _scales[k];
        ReadOnlySpan<double> row = _factor.AsSpan(k * Dimension, k + 1);
        return Math.Sqrt(Dense.Dot(row, row));
    }

    /// <summary>Writes mean + sign L eps for a batch laid out [parameter][sample].</summary>
    public void Transform(ReadOnlySpan<double> noise, int count, double sign, Span<double> positions)
    {
        for (int k = 0; k < Dimension; k++)
        {
            Span<double> row = positions.Slice(k * BatchEvaluator.Stride, count);
            row.Fill(Mean[k]);
            int first = IsDense ? 0 : k;
            for (int j = first; j <= k; j++)
            {
                double weight = sign * (IsDense ? _factor[k * Dimension + j] : _scales[k]);
                if (weight != 0)
                    TensorPrimitives.MultiplyAdd(noise.Slice(j * BatchEvaluator.Stride, count), weight, row, row);
            }
        }
    }

    /// <summary>Replaces noise [coordinate][draw] by mean + L noise.</summary>
    public void TransformInPlace(Span<double> noise, int count)
    {
        // From the last coordinate on: those before it are still noise.
        for (int k = Dimension - 1; k >= 0; k--)
        {
            Span<double> row = noise.Slice(k * count, count);
            TensorPrimitives.Multiply(row, IsDense ? _factor[k * Dimension + k] : _scales[k], row);
            for (int j = 0; IsDense && j < k; j++)
                TensorPrimitives.MultiplyAdd(noise.Slice(j * count, count), _factor[k * Dimension + j], row, row);
            TensorPrimitives.Add(row, Mean[k], row);
        }
    }

    /// <summary>Replaces each difference d = x - mean of a batch laid out [parameter][sample] by L⁻¹ d.</summary>
    public void Whiten(Span<double> differences, int count)
    {
        for (int k = 0; k < Dimension; k++)
        {
            Span<double> row = differences.Slice(k * BatchEvaluator.Stride, count);
            for (int j = 0; IsDense && j < k; j++)
            {
                double weight = _factor[k * Dimension + j];
                if (weight != 0)
                    TensorPrimitives.MultiplyAdd(differences.Slice(j * BatchEvaluator.Stride, count), -weight, row, row);
            }
            TensorPrimitives.Divide(row, IsDense ? _factor[k * Dimension + k] : _scales[k], row);
        }
    }

    /// <summary>Replaces each gradient g of a batch by Lᵀ g, the gradient by eps.</summary>
    public void PullBack(Span<double> gradients, int count)
    {
        for (int k = 0; k < Dimension; k++)
        {
            Span<double> row = gradients.Slice(k * BatchEvaluator.Stride, count);
            TensorPrimitives.Multiply(row, IsDense ? _factor[k * Dimension + k] : _scales[k], row);
            for (int i = k + 1; IsDense && i < Dimension; i++)
            {
                double weight = _factor[i * Dimension + k];
                if (weight != 0)
                    TensorPrimitives.MultiplyAdd(gradients.Slice(i * BatchEvaluator.Stride, count), weight, row, row);
            }
        }
    }

    /// <summary>Writes Lᵀ g for one gradient.</summary>
    public void PullBackOne(ReadOnlySpan<double> gradient, Span<double> result)
    {
        for (int k = 0; k < Dimension; k++)
        {
            double sum = 0;
            if (IsDense)
                for (int i = k; i < Dimension; i++)
                    sum += _factor[i * Dimension + k] * gradient[i];
            else
                sum = _scales[k] * gradient[k];
            result[k] = sum;
        }
    }

    /// <summary>Writes L step for one vector.</summary>
    public void Push(ReadOnlySpan<double> step, Span<double> result)
    {
        if (IsDense)
            Dense.MultiplyLower(_factor, Dimension, step, result);
        else
            TensorPrimitives.Multiply(_scales, step, result);
    }
}
