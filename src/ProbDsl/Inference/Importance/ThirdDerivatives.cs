using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>The third derivatives of a log density at a Gaussian's mean, in coordinates where that Gaussian is standard normal.</summary>
/// <remarks>
/// Where some coordinates are held, the others move in the subspace that is orthogonal to their rows of the factor. The squares of the third derivatives there, T, say how far the others are from
/// Gaussian: a term T[z, z, z] / 6 of the log density, less what moves the mean, has the variance |T|² / 6 over standard normal z, which is what is left in the logarithm of the weights of draws from a Gaussian given
/// what is held, whatever the marginal of that. The differences are taken over one standard deviation, where the mass is, not at the mean alone.
/// </remarks>
internal sealed class ThirdDerivatives
{
    /// <summary>Below this variance of log weights there is nothing to be won.</summary>
    private const double LeastVariance = 0.01;

    /// <summary>Coordinates are worth holding where no more than this share of the variance is left.</summary>
    private const double MostLeft = 0.1;

    /// <summary>Two are looked for among pairs with one of so many that leave least alone.</summary>
    private const int First = 5;

    private const int Stride = BatchEvaluator.Stride;

    private readonly GaussianGuide _frame;
    private readonly int _dimension;
    private readonly double[] _tensor;

    private ThirdDerivatives(GaussianGuide frame)
    {
        _frame = frame;
        _dimension = frame.Dimension;
        _tensor = new double[_dimension * _dimension * _dimension];
    }

    /// <summary>Two gradients for every two coordinates; null where one is not finite.</summary>
    /// <param name="evaluator">Evaluates the model.</param>
    /// <param name="frame">A dense guide.</param>
    public static ThirdDerivatives? At(BatchEvaluator evaluator, GaussianGuide frame)
    {
        ThirdDerivatives derivatives = new(frame);
        derivatives.Measure(evaluator);
        return TensorPrimitives.IsFiniteAll<double>(derivatives._tensor) ? derivatives : null;
    }

    /// <summary>One coordinate, or else two, the one that leaves less first, given which the others are much nearer to Gaussian; none where there are no such.</summary>
    /// <remarks>A third would multiply the places at which the others' Gaussian is found by twenty once more.</remarks>
    public int[] Fewest()
    {
        double all = Residual();
        if (all < LeastVariance)
            return [];
        (int Coordinate, double Left)[] singles = [.. Enumerable.Range(0, _dimension).Select(k => (k, Residual(k))).OrderBy(s => s.Item2)];
        if (singles[0].Left <= MostLeft * all)
            return [singles[0].Coordinate];
        (int[] Pair, double Left) best = singles.Take(First)
            .SelectMany((one, rank) => singles.Skip(rank + 1).Select(other => ((int[])[one.Coordinate, other.Coordinate], Residual(one.Coordinate, other.Coordinate))))
            .MinBy(p => p.Item2);
        return best.Left <= MostLeft * all ? best.Pair : [];
    }

    /// <summary>The variance of log weights that is left where coordinates are held.</summary>
    public double Residual(params ReadOnlySpan<int> held)
    {
        int n = _dimension;
        double[] tensor = [.. _tensor];
        double[] inner = new double[n * n];
        foreach (double[] direction in Directions(held))
        {
            for (int a = 0; a < n; a++)
                for (int b = 0; b < n; b++)
                {
                    Span<double> row = tensor.AsSpan((a * n + b) * n, n);
                    TensorPrimitives.MultiplyAdd(direction, -TensorPrimitives.Dot<double>(row, direction), row, row);
                }
            for (int a = 0; a < n; a++)
            {
                Span<double> slice = tensor.AsSpan(a * n * n, n * n);
                Array.Clear(inner, 0, n);
                for (int b = 0; b < n; b++)
                    TensorPrimitives.MultiplyAdd(slice.Slice(b * n, n), direction[b], inner.AsSpan(0, n), inner.AsSpan(0, n));
                for (int b = 0; b < n; b++)
                    TensorPrimitives.MultiplyAdd(inner.AsSpan(0, n), -direction[b], slice.Slice(b * n, n), slice.Slice(b * n, n));
            }
            Array.Clear(inner);
            for (int a = 0; a < n; a++)
                TensorPrimitives.MultiplyAdd(tensor.AsSpan(a * n * n, n * n), direction[a], inner, inner);
            for (int a = 0; a < n; a++)
                TensorPrimitives.MultiplyAdd(inner, -direction[a], tensor.AsSpan(a * n * n, n * n), tensor.AsSpan(a * n * n, n * n));
        }
        return TensorPrimitives.SumOfSquares<double>(tensor) / 6;
    }

    /// <summary>An orthonormal basis of the rows of the factor that belong to coordinates.</summary>
    private List<double[]> Directions(ReadOnlySpan<int> held)
    {
        List<double[]> directions = [];
        foreach (int coordinate in held)
        {
            double[] direction = new double[_dimension];
            _frame.Factor.Slice(coordinate * _dimension, coordinate + 1).CopyTo(direction);
            foreach (double[] other in directions)
                TensorPrimitives.MultiplyAdd(other, -TensorPrimitives.Dot<double>(direction, other), direction, direction);
            TensorPrimitives.Divide(direction, TensorPrimitives.Norm<double>(direction), direction);
            directions.Add(direction);
        }
        return directions;
    }

    /// <summary>Second differences of the gradient along single coordinates and the diagonals between two give the rest by polarisation.</summary>
    private void Measure(BatchEvaluator evaluator)
    {
        int n = _dimension;
        double[] centre = new double[n];
        evaluator.Evaluate(_frame.Mean, centre);
        (int A, int B)[] pairs = [.. Enumerable.Range(0, n).SelectMany(a => Enumerable.Range(0, a + 1).Select(b => (a, b)))];
        double[] noise = new double[n * Stride];
        double[] positions = new double[n * Stride];
        double[] gradients = new double[n * Stride];
        double[] logDensities = new double[Stride];
        double[] local = new double[n];
        double[] middle = new double[n];
        _frame.PullBackOne(centre, middle);
        for (int start = 0; start < pairs.Length; start += Stride / 2)
        {
            int count = Math.Min(Stride / 2, pairs.Length - start);
            Array.Clear(noise);
            for (int j = 0; j < count; j++)
            {
                (int a, int b) = pairs[start + j];
                foreach (int k in (ReadOnlySpan<int>)[a, b])
                {
                    noise[k * Stride + j] = a == b ? 1 : Math.Sqrt(0.5);
                    noise[k * Stride + count + j] = -noise[k * Stride + j];
                }
            }
            _frame.Transform(noise, 2 * count, 1, positions);
            evaluator.Evaluate(positions, 2 * count, logDensities, gradients);
            _frame.PullBack(gradients, 2 * count);
            for (int j = 0; j < count; j++)
            {
                (int a, int b) = pairs[start + j];
                for (int k = 0; k < n; k++)
                    local[k] = gradients[k * Stride + j] + gradients[k * Stride + count + j] - (2 * middle[k]);
                local.CopyTo(_tensor, (a * n + b) * n);
            }
        }
        for (int a = 0; a < n; a++)
            for (int b = 0; b < a; b++)
                for (int k = 0; k < n; k++)
                {
                    double half = 0.5 * (_tensor[(a * n + a) * n + k] + _tensor[(b * n + b) * n + k]);
                    _tensor[(a * n + b) * n + k] -= half;
                    _tensor[(b * n + a) * n + k] = _tensor[(a * n + b) * n + k];
                }
    }
}
