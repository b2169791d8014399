namespace ProbDsl.Conformance.Exact;

/// <summary>Posterior means and standard deviations by the trapezoidal rule over a box of the unconstrained space.</summary>
/// <remarks>For densities that vanish at the edges of the box the rule converges faster than any power of the number of points.</remarks>
internal static class Quadrature
{
    /// <summary>Of the answers by all points and by every second one of each coordinate, in standard deviations: the error of the former is far smaller.</summary>
    private const double MostDifference = 0.05;

    /// <summary>Mean and standard deviation of every constrained value.</summary>
    /// <param name="model">A model of one to three coordinates.</param>
    /// <param name="box">The box, an interval a coordinate.</param>
    /// <exception cref="InvalidOperationException">The density has not vanished at an edge of the box, or half of the points give another answer.</exception>
    public static IReadOnlyDictionary<string, Moments> Integrate(ILogDensity model, params (double Lower, double Upper)[] box)
    {
        int points = box.Length switch { 1 => 4001, 2 => 321, _ => 91 };
        return Integrate(model, [.. box.Select(side => (side.Lower, side.Upper, points))]);
    }

    /// <summary>The same with a number of points, which is odd, for each coordinate.</summary>
    public static IReadOnlyDictionary<string, Moments> Integrate(ILogDensity model, params (double Lower, double Upper, int Points)[] box)
    {
        int dimension = box.Length;
        double[] position = new double[dimension];
        double[] values = new double[model.ParameterNames.Count];
        WeightedMoments moments = new(values.Length);
        WeightedMoments coarse = new(values.Length);
        double greatestInside = double.NegativeInfinity;
        double greatestAtEdge = double.NegativeInfinity;
        int[] index = new int[dimension];
        for (bool more = true; more; more = Next(index, box))
        {
            bool edge = false;
            bool even = true;
            for (int k = 0; k < dimension; k++)
            {
                position[k] = box[k].Lower + (box[k].Upper - box[k].Lower) * index[k] / (box[k].Points - 1);
                edge |= index[k] == 0 || index[k] == box[k].Points - 1;
                even &= index[k] % 2 == 0;
            }

            double logDensity = model.LogDensity(position);
            if (edge)
                greatestAtEdge = Math.Max(greatestAtEdge, logDensity);
            else
                greatestInside = Math.Max(greatestInside, logDensity);
            model.Constrain(position, values);
            moments.Add(logDensity, values);
            if (even)
                coarse.Add(logDensity, values);
        }

        if (!(greatestAtEdge < greatestInside - 14))
            throw new InvalidOperationException($"the log density at an edge is only {greatestInside - greatestAtEdge:F1} below its maximum");
        IReadOnlyDictionary<string, Moments> result = moments.ByName(model.ParameterNames);
        double difference = coarse.ByName(model.ParameterNames).Max(c => result[c.Key].DistanceTo(c.Value));
        return difference < MostDifference ? result : throw new InvalidOperationException($"with half of the points a mean or standard deviation is off by {difference:F2}");
    }

    private static bool Next(int[] index, (double Lower, double Upper, int Points)[] box)
    {
        for (int k = 0; k < index.Length; k++)
        {
            if (++index[k] < box[k].Points)
                return true;
            index[k] = 0;
        }

        return false;
    }
}

/// <summary>A posterior mean and standard deviation.</summary>
public readonly record struct Moments(double Mean, double StandardDeviation)
{
    /// <summary>The greater of the differences of means, in standard deviations, and of standard deviations, relative.</summary>
    public double DistanceTo(Moments other) =>
        Math.Max(Math.Abs(other.Mean - Mean) / StandardDeviation, Math.Abs(other.StandardDeviation / StandardDeviation - 1));
}

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
