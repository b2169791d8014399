using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>The bound of data that are not trained on.</summary>
/// <remarks>
/// The divergence of global latents is the price of the training data: it is not charged again, so that for such a model this
/// is a bound of the held-out data's log predictive density.
/// </remarks>
internal sealed class HeldOutBound<E>(CompiledBound<E> bound, int[] data, TrainingOptions options)
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>The mean bound a datum, with the same draws at every call.</summary>
    internal double Measure()
    {
        double total = 0;
        for (int start = 0, batch = 0; start < data.Length; start += options.BatchSize, batch++)
        {
            ReadOnlySpan<int> indices = data.AsSpan(start, Math.Min(options.BatchSize, data.Length - start));
            BoundRequest request = new()
            {
                Bound = options.Bound,
                Samples = options.HeldOutSamples ?? options.Samples,
                GlobalWeight = 0,
                Key = TrainingKeys.OfHeldOut(options.Seed, batch),
                Gradient = false,
                Training = false,
            };
            total += bound.Step(indices, request).Bound * indices.Length;
        }
        return total / data.Length;
    }
}
