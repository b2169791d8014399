namespace ProbDsl.Conformance.Exact;

/// <summary>Posterior means and standard deviations by the trapezoidal rule over a box of the unconstrained space.</summary>
/// <remarks>For densities that vanish at the edges of the box the rule converges faster than any power of the number of points.</remarks>
internal static class Quadrature
{
    /// <summary>Mean and standard deviation of every constrained value.</summary>
    /// <param name="model">A model of one to three coordinates.</param>
    /// <param name="box">The box, an interval a coordinate.</param>
    /// <exception cref="InvalidOperationException">The density has not vanished at an edge of the box.</exception>
    public static IReadOnlyDictionary<string, Moments> Integrate(ILogDensity model, params (double Lower, double Upper)[] box)
    {
        int dimension = box.Length;
        int points = dimension switch { 1 => 4001, 2 => 321, _ => 91 };
        double[] position = new double[dimension];
        double[] values = new double[model.ParameterNames.Count];
        WeightedMoments moments = new(values.Length);
        double greatestInside = double.NegativeInfinity;
        double greatestAtEdge = double.NegativeInfinity;
        int[] index = new int[dimension];
        for (bool more = true; more; more = Next(index, points))
        {
            bool edge = false;
            for (int k = 0; k < dimension; k++)
            {
                position[k] = box[k].Lower + (box[k].Upper - box[k].Lower) * index[k] / (points - 1);
                edge |= index[k] == 0 || index[k] == points - 1;
            }

            double logDensity = model.LogDensity(position);
            if (edge)
                greatestAtEdge = Math.Max(greatestAtEdge, logDensity);
            else
                greatestInside = Math.Max(greatestInside, logDensity);
            model.Constrain(position, values);
            moments.Add(logDensity, values);
        }

        return greatestAtEdge < greatestInside - 14
            ? moments.ByName(model.ParameterNames)
            : throw new InvalidOperationException($"the log density at an edge is only {greatestInside - greatestAtEdge:F1} below its maximum");
    }

    private static bool Next(int[] index, int points)
    {
        for (int k = 0; k < index.Length; k++)
        {
            if (++index[k] < points)
                return true;
            index[k] = 0;
        }

        return false;
    }
}

/// <summary>A posterior mean and standard deviation.</summary>
public readonly record struct Moments(double Mean, double StandardDeviation);

/// <summary>Sums with weights of which only logarithms are known, and conditional variances where the values are themselves means.</summary>
internal sealed class WeightedMoments(int count)
{
    private readonly double[] sums = new double[count];
    private readonly double[] squares = new double[count];
    private double greatest = double.NegativeInfinity;
    private double total;

    /// <summary>Adds a point.</summary>
    public void Add(double logWeight, ReadOnlySpan<double> values, ReadOnlySpan<double> variances = default)
    {
        if (double.IsNegativeInfinity(logWeight))
            return;
        if (logWeight > greatest)
        {
            double shrink = Math.Exp(greatest - logWeight);
            total *= shrink;
            for (int k = 0; k < sums.Length; k++)
            {
                sums[k] *= shrink;
                squares[k] *= shrink;
            }

            greatest = logWeight;
        }

        double weight = Math.Exp(logWeight - greatest);
        if (weight == 0)
            return;
        total += weight;
        for (int k = 0; k < sums.Length; k++)
        {
            sums[k] += weight * values[k];
            squares[k] += weight * (values[k] * values[k] + (variances.IsEmpty ? 0 : variances[k]));
        }
    }

    /// <summary>The moments of the named values.</summary>
    public IReadOnlyDictionary<string, Moments> ByName(IReadOnlyList<string> names) => names.Select((name, k) =>
    {
        double mean = sums[k] / total;
        return (name, new Moments(mean, Math.Sqrt(squares[k] / total - mean * mean)));
    }).ToDictionary(p => p.name, p => p.Item2);
}
