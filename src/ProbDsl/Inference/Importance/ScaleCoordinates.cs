namespace ProbDsl.Inference;

/// <summary>Finds the coordinates on which the width of others depends: logarithms of scales, above all.</summary>
/// <remarks>
/// The gradient at two points on both sides of the mean along coordinate i, less twice that at the mean, is the derivative by every coordinate k of the curvature along i. Two gradients a coordinate give
/// that for all pairs.
/// </remarks>
internal static class ScaleCoordinates
{
    /// <summary>The least change of curvatures, relative and over all other coordinates, along a standard deviation of the coordinate.</summary>
    private const double LeastChange = 0.3;

    private const int Stride = BatchEvaluator.Stride;

    /// <summary>Those coordinates, the one that most depends on first.</summary>
    /// <param name="evaluator">Evaluates the model.</param>
    /// <param name="frame">A dense guide.</param>
    public static int[] Find(BatchEvaluator evaluator, GaussianGuide frame)
    {
        int n = frame.Dimension;
        double[] centre = new double[n];
        double[] positions = new double[n * Stride];
        double[] gradients = new double[n * Stride];
        double[] logDensities = new double[Stride];
        double[] changes = new double[n];
        evaluator.Evaluate(frame.Mean, centre);
        for (int start = 0; start < n; start += Stride / 2)
        {
            int pairs = Math.Min(Stride / 2, n - start);
            for (int k = 0; k < n; k++)
                positions.AsSpan(k * Stride, Stride).Fill(frame.Mean[k]);
            for (int j = 0; j < pairs; j++)
            {
                double width = ConditionalDeviation(frame, start + j);
                positions[(start + j) * Stride + j] += width;
                positions[(start + j) * Stride + pairs + j] -= width;
            }
            evaluator.Evaluate(positions, 2 * pairs, logDensities, gradients);
            for (int k = 0; k < n; k++)
                for (int j = 0; j < pairs; j++)
                {
                    double change = frame.StandardDeviation(k) * (gradients[k * Stride + j] + gradients[k * Stride + pairs + j] - 2 * centre[k]);
                    if (start + j != k && double.IsFinite(change))
                        changes[k] += change * change;
                }
        }
        return [.. Enumerable.Range(0, n).Where(k => changes[k] > LeastChange * LeastChange).OrderByDescending(k => changes[k])];
    }

    /// <summary>Of one coordinate given all others, 1 / |L⁻¹ e|.</summary>
    private static double ConditionalDeviation(GaussianGuide frame, int coordinate)
    {
        double[] unit = new double[frame.Dimension];
        unit[coordinate] = 1;
        Dense.SolveLower(frame.Factor, frame.Dimension, unit);
        return 1 / Math.Sqrt(Dense.Dot(unit, unit));
    }
}
