using System.Globalization;
using System.Numerics.Tensors;

namespace ProbDsl.Inference;

/// <summary>Turns the log weights of one datum after the other into estimates.</summary>
internal sealed class EvidenceAccumulator
{
    private readonly EvidenceOptions options;
    private readonly JackknifeEstimator[] estimators;
    private readonly double[] evidence;
    private readonly double[][] bounds;
    private readonly double[][] jackknife;
    private readonly double[] scratch;
    private double effective;

    internal EvidenceAccumulator(EvidenceOptions options, int data)
    {
        this.options = options;
        estimators = [.. options.JackknifeOrders.Select(order => new JackknifeEstimator(options.JackknifeSamples ?? options.Samples, order))];
        evidence = new double[data];
        bounds = [.. options.Bounds.Select(_ => new double[data])];
        jackknife = [.. estimators.Select(_ => new double[data])];
        scratch = new double[options.Samples];
    }

    internal EvidenceEstimate Evidence => Estimate(BoundName(options.Samples), options.Samples, evidence);

    internal EvidenceEstimate[] Bounds => [.. options.Bounds.Select((k, i) => Estimate(BoundName(k), k, bounds[i]))];

    internal EvidenceEstimate[] Jackknife => [.. estimators.Select((estimator, i) =>
        Estimate(string.Create(CultureInfo.InvariantCulture, $"JVI-{estimator.Order} ({estimator.Samples})"), estimator.Samples, jackknife[i]))];

    internal double EffectiveSamples => effective / evidence.Length;

    /// <summary>Adds a datum.</summary>
    internal void Add(int datum, ReadOnlySpan<double> logWeights)
    {
        evidence[datum] = Bound(logWeights);
        double sum = TensorPrimitives.Sum<double>(scratch);
        effective += sum * sum / TensorPrimitives.SumOfSquares<double>(scratch);
        for (int i = 0; i < bounds.Length; i++)
            bounds[i][datum] = GroupMean(logWeights, options.Bounds[i], null);
        for (int i = 0; i < estimators.Length; i++)
            jackknife[i][datum] = GroupMean(logWeights, estimators[i].Samples, estimators[i]);
    }

    private double GroupMean(ReadOnlySpan<double> logWeights, int size, JackknifeEstimator? estimator)
    {
        double sum = 0;
        int groups = logWeights.Length / size;
        for (int g = 0; g < groups; g++)
        {
            ReadOnlySpan<double> group = logWeights.Slice(g * size, size);
            sum += estimator is not null ? estimator.Estimate(group) : size == 1 ? group[0] : Bound(group);
        }
        return sum / groups;
    }

    /// <summary>log of the mean weight; leaves the weights over the largest in <see cref="scratch"/>.</summary>
    private double Bound(ReadOnlySpan<double> logWeights)
    {
        double largest = TensorPrimitives.Max(logWeights);
        if (!double.IsFinite(largest))
            return largest;
        Span<double> weights = scratch.AsSpan(0, logWeights.Length);
        TensorPrimitives.Subtract(logWeights, largest, weights);
        TensorPrimitives.Exp(weights, weights);
        return largest + Math.Log(TensorPrimitives.Sum<double>(weights) / logWeights.Length);
    }

    private static EvidenceEstimate Estimate(string name, int samples, double[] values)
    {
        double mean = values.Average();
        double squares = values.Sum(value => (value - mean) * (value - mean));
        double error = values.Length > 1 ? Math.Sqrt(squares / (values.Length - 1.0) / values.Length) : double.NaN;
        return new EvidenceEstimate(name, samples, mean, error, values);
    }

    private static string BoundName(int samples) => string.Create(CultureInfo.InvariantCulture, $"L{samples}");
}
