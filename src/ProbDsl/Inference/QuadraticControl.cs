using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Control variates for the mean score: the products ε_i ε_j - δ_ij, whose expectations under the guide are zero.</summary>
/// <remarks>
/// The even part of the score over an antithetic pair is, to the third order of the log density, a quadratic form of the noise.
/// Regressing it on the products leaves only the fifth order and above in the estimate of E[h]. A mean-field guide needs that where
/// correlation is strong: the ridge is longer than the guide by a factor of 1 / sqrt(1 - ρ²), and a step along the ridge magnifies the
/// noise of the score by that factor. Control variates by regression: Owen, "Monte Carlo theory, methods and examples" (2013), section 8.9.
/// </remarks>
internal sealed class QuadraticControl
{
    /// <summary>The largest dimension whose products are few enough.</summary>
    public const int MostDimensions = 20;

    private readonly int _dimension;
    private readonly int _count;
    private readonly double[] _features;
    private readonly double[] _gram;
    private readonly double[] _factor;
    private readonly double[] _cross;
    private readonly double[] _products;
    private readonly double[] _coefficients;
    private readonly double[] _images;
    private readonly double[] _residuals;
    private readonly double[] _column;
    private bool _hasCoefficients;

    /// <summary>Allocates all memory.</summary>
    /// <param name="dimension">The number of coordinates, at most <see cref="MostDimensions"/>.</param>
    public QuadraticControl(int dimension)
    {
        _dimension = dimension;
        _count = CountFor(dimension);
        _features = new double[_count * BatchEvaluator.Stride];
        _gram = new double[_count * _count];
        _factor = new double[_count * _count];
        _cross = new double[dimension * _count];
        _products = new double[dimension * dimension];
        _coefficients = new double[dimension * _count];
        _images = new double[dimension * _count];
        _residuals = new double[dimension];
        _column = new double[_count];
    }

    /// <summary>A constant and the distinct products.</summary>
    public static int CountFor(int dimension) => 1 + dimension * (dimension + 1) / 2;

    /// <summary>Forgets the pairs, but not the coefficients.</summary>
    public void Reset()
    {
        Array.Clear(_gram);
        Array.Clear(_cross);
        Array.Clear(_products);
    }

    /// <summary>Adds a batch.</summary>
    /// <param name="noise">The noise, [coordinate][pair].</param>
    /// <param name="even">The even parts of the score, in the same layout.</param>
    /// <param name="logDensities">NaN for each pair to leave out, whose noise and score are zero.</param>
    /// <param name="count">The number of pairs.</param>
    public void Add(ReadOnlySpan<double> noise, ReadOnlySpan<double> even, ReadOnlySpan<double> logDensities, int count)
    {
        const int Stride = BatchEvaluator.Stride;
        Span<double> valid = _features.AsSpan(0, count);
        for (int s = 0; s < count; s++)
            valid[s] = double.IsNaN(logDensities[s]) ? 0 : 1;
        int place = 1;
        for (int i = 0; i < _dimension; i++)
            for (int j = 0; j <= i; j++, place++)
            {
                Span<double> row = _features.AsSpan(place * Stride, count);
                TensorPrimitives.Multiply(noise.Slice(i * Stride, count), noise.Slice(j * Stride, count), row);
                if (i == j)
                    TensorPrimitives.Subtract(row, valid, row);
            }
        for (int k = 0; k < _dimension; k++)
            for (int l = 0; l <= k; l++)
                _products[k * _dimension + l] += TensorPrimitives.Dot(even.Slice(k * Stride, count), even.Slice(l * Stride, count));
        for (int f = 0; f < _count; f++)
        {
            ReadOnlySpan<double> row = _features.AsSpan(f * Stride, count);
            for (int g = 0; g <= f; g++)
                _gram[f * _count + g] += TensorPrimitives.Dot(row, _features.AsSpan(g * Stride, count));
            for (int k = 0; k < _dimension; k++)
                _cross[k * _count + f] += TensorPrimitives.Dot(row, even.Slice(k * Stride, count));
        }
    }

    /// <summary>Estimates E[h] with the covariance of the estimate.</summary>
    /// <param name="pairs">The number of pairs; where they are too few for a regression, their plain mean is the estimate.</param>
    /// <param name="unbiased">Whether to use the coefficients of the last pairs, which are independent of these, where there are any.</param>
    /// <param name="mean">Receives the estimates.</param>
    /// <param name="covariance">Receives their covariance, row-major.</param>
    public void Solve(int pairs, bool unbiased, Span<double> mean, Span<double> covariance)
    {
        Dense.MirrorLower(_gram, _count);
        Dense.MirrorLower(_products, _dimension);
        _gram.CopyTo(_factor, 0);
        bool regress = pairs >= 2 * _count && Dense.TryCholesky(_factor, _count);
        bool given = !regress || (unbiased && _hasCoefficients);
        if (!regress)
            Array.Clear(_coefficients);
        if (given)
            Correct(pairs, mean, covariance);
        if (!regress)
            return;
        Regress();
        _hasCoefficients = true;
        if (!given)
            WriteRegression(pairs, mean, covariance);
    }

    private void Regress()
    {
        _cross.CopyTo(_coefficients, 0);
        for (int k = 0; k < _dimension; k++)
        {
            Span<double> row = _coefficients.AsSpan(k * _count, _count);
            Dense.SolveLower(_factor, _count, row);
            Dense.SolveLowerTransposed(_factor, _count, row);
        }
    }

    /// <summary>Least squares: the constants are the estimates.</summary>
    private void WriteRegression(int pairs, Span<double> mean, Span<double> covariance)
    {
        Array.Clear(_column);
        _column[0] = 1;
        Dense.SolveLower(_factor, _count, _column);
        double scale = TensorPrimitives.Dot<double>(_column, _column) / (pairs - _count);
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> row = Row(_coefficients, k);
            mean[k] = row[0];
            for (int l = 0; l <= k; l++)
            {
                double residual = _products[k * _dimension + l] - TensorPrimitives.Dot(row, Row(_cross, l));
                covariance[k * _dimension + l] = covariance[l * _dimension + k] = scale * (k == l ? Math.Max(0, residual) : residual);
            }
        }
    }

    /// <summary>The mean of y - bᵀ f with the coefficients b as they are, whose first is a constant that is added again.</summary>
    private void Correct(int pairs, Span<double> mean, Span<double> covariance)
    {
        Array.Clear(_images);
        for (int k = 0; k < _dimension; k++)
        {
            ReadOnlySpan<double> row = Row(_coefficients, k);
            Span<double> image = _images.AsSpan(k * _count, _count);
            for (int f = 0; f < _count; f++)
                TensorPrimitives.MultiplyAdd(_gram.AsSpan(f * _count, _count), row[f], image, image);
            _residuals[k] = (_cross[k * _count] - image[0]) / pairs;
            mean[k] = row[0] + _residuals[k];
        }
        for (int k = 0; k < _dimension; k++)
            for (int l = 0; l <= k; l++)
            {
                double sum = _products[k * _dimension + l] - TensorPrimitives.Dot(Row(_coefficients, k), Row(_cross, l))
                    - TensorPrimitives.Dot(Row(_coefficients, l), Row(_cross, k)) + TensorPrimitives.Dot(Row(_coefficients, l), Row(_images, k));
                double value = (sum / pairs - _residuals[k] * _residuals[l]) / (pairs - 1);
                covariance[k * _dimension + l] = covariance[l * _dimension + k] = k == l ? Math.Max(0, value) : value;
            }
    }

    private ReadOnlySpan<double> Row(double[] matrix, int k) => matrix.AsSpan(k * _count, _count);
}
