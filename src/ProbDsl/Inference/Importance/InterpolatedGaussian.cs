using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>A Gaussian between others: means and factors are weighted means of theirs, the diagonals of the factors in their logarithms.</summary>
internal sealed class InterpolatedGaussian(int dimension)
{
    private readonly double[] _logDiagonal = new double[dimension];

    /// <summary>The mean.</summary>
    public double[] Mean { get; } = new double[dimension];

    /// <summary>The lower factor, once <see cref="Complete"/>.</summary>
    public double[] Factor { get; } = new double[dimension * dimension];

    /// <summary>The logarithm of the factor's determinant.</summary>
    public double LogDeterminant => TensorPrimitives.Sum<double>(_logDiagonal);

    /// <summary>Begins anew.</summary>
    public void Clear()
    {
        Array.Clear(Mean);
        for (int k = 0; k < dimension; k++)
            Factor.AsSpan(k * dimension, k + 1).Clear();
        Array.Clear(_logDiagonal);
    }

    /// <summary>Adds a share; shares sum to one.</summary>
    public void Add(GaussianGuide guide, double[] logDiagonal, double share)
    {
        TensorPrimitives.MultiplyAdd(guide.Mean, share, Mean, Mean);
        for (int k = 0; k < dimension; k++)
        {
            Span<double> row = Factor.AsSpan(k * dimension, k + 1);
            TensorPrimitives.MultiplyAdd(guide.Factor.Slice(k * dimension, k + 1), share, row, row);
        }
        TensorPrimitives.MultiplyAdd(logDiagonal, share, _logDiagonal, _logDiagonal);
    }

    /// <summary>Sets the factor's diagonal.</summary>
    public void Complete()
    {
        for (int k = 0; k < dimension; k++)
            Factor[k * dimension + k] = Math.Exp(_logDiagonal[k]);
    }
}
