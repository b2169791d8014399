using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Looks far out along lines through the guide's mean for a log density that does not fall: the mark of an improper posterior.</summary>
/// <remarks>
/// Along a line a density of finite mass falls faster than one over the distance. Tried are each coordinate with the others following by
/// their regression on it, to both sides, and the line through the origin, at 10³ and 10⁶ standard deviations. A direction in which the density
/// is not finite counts as one in which it falls.
/// </remarks>
internal static class TailProbe
{
    private const double Near = 1e3;
    private const double Far = 1e6;

    /// <summary>Half a power of ten less than no fall at all.</summary>
    private const double LeastFall = 1;

    /// <summary>Of a density that has fallen by more than this on the way it is not said that it does not fall, wherever it goes from there.</summary>
    private const double MostFallen = 10;

    /// <summary>Why there is no posterior, or null where nothing speaks against one.</summary>
    public static string? FindImproper(FitSession session, GaussianGuide guide)
    {
        int n = guide.Dimension;
        BatchEvaluator evaluator = session.Evaluator;
        double[] directions = new double[n * BatchEvaluator.Stride];
        double[] positions = new double[n * BatchEvaluator.Stride];
        double[] near = new double[BatchEvaluator.Stride];
        double[] far = new double[BatchEvaluator.Stride];
        int lines = 2 * (n + 1);
        // The last of a batch is the mean itself.
        for (int start = 0; start < lines; start += BatchEvaluator.Stride - 1)
        {
            int count = Math.Min(BatchEvaluator.Stride - 1, lines - start);
            for (int s = 0; s < count; s++)
                SetDirection(guide, (start + s) / 2, (start + s) % 2 == 0 ? 1 : -1, directions, s);
            for (int k = 0; k < n; k++)
                directions[k * BatchEvaluator.Stride + count] = 0;
            Evaluate(evaluator, guide, directions, Far, count + 1, positions, far);
            double centre = far[count];
            if (!far.AsSpan(0, count).ContainsAnyExceptInRange(double.NegativeInfinity, centre - MostFallen))
                continue;
            Evaluate(evaluator, guide, directions, Near, count, positions, near);
            for (int s = 0; s < count; s++)
                if (double.IsFinite(near[s]) && far[s] > centre - MostFallen && far[s] - near[s] > LeastFall - Math.Log(Far / Near))
                    return Describe(evaluator.Model, guide, directions, s);
        }
        return null;
    }

    private static void SetDirection(GaussianGuide guide, int line, double sign, double[] directions, int s)
    {
        int n = guide.Dimension;
        if (line == n)
        {
            // Without a direction where the mean is the origin: not a number, which is passed over.
            double norm = TensorPrimitives.Norm<double>(guide.Mean);
            for (int k = 0; k < n; k++)
                directions[k * BatchEvaluator.Stride + s] = sign * guide.Mean[k] / norm * guide.StandardDeviation(k);
            return;
        }
        if (!guide.IsDense)
        {
            for (int k = 0; k < n; k++)
                directions[k * BatchEvaluator.Stride + s] = k == line ? sign * guide.Scales[k] : 0;
            return;
        }
        // Covariance with the coordinate over its standard deviation: what one standard deviation of it brings with it.
        double deviation = guide.StandardDeviation(line);
        for (int k = 0; k < n; k++)
        {
            int common = Math.Min(k, line) + 1;
            directions[k * BatchEvaluator.Stride + s] = sign * Dense.Dot(guide.Factor.Slice(k * n, common), guide.Factor.Slice(line * n, common)) / deviation;
        }
    }

    private static void Evaluate(BatchEvaluator evaluator, GaussianGuide guide, double[] directions, double distance, int count, double[] positions, double[] values)
    {
        for (int k = 0; k < guide.Dimension; k++)
            for (int s = 0; s < count; s++)
                positions[k * BatchEvaluator.Stride + s] = guide.Mean[k] + distance * directions[k * BatchEvaluator.Stride + s];
        evaluator.Evaluate(positions, count, values);
    }

    /// <summary>Names the value that changes most along the line, for its size.</summary>
    private static string Describe(ILogDensity model, GaussianGuide guide, double[] directions, int s)
    {
        int n = guide.Dimension;
        double[] at = new double[model.ParameterNames.Count];
        double[] out1 = new double[at.Length];
        double[] position = new double[n];
        model.Constrain(guide.Mean, at);
        for (int k = 0; k < n; k++)
            position[k] = guide.Mean[k] + 10 * directions[k * BatchEvaluator.Stride + s];
        model.Constrain(position, out1);
        int most = 0;
        double greatest = -1;
        for (int p = 0; p < at.Length; p++)
        {
            double change = Math.Abs(out1[p] - at[p]) / (Math.Abs(at[p]) + 1e-3);
            if (change > greatest)
                (most, greatest) = (p, change);
        }
        return $"the log density does not fall far out along {model.ParameterNames[most]}, so that the posterior is improper: give every unknown a proper prior";
    }
}
