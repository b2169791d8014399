using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>The log weights of a batch, drawn in chunks that the model's memory holds and put together datum by datum.</summary>
internal sealed class LogWeightSource<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    private readonly CompiledBound<E> bound;
    private readonly EvidenceOptions options;
    private readonly int chunk;
    private readonly double[] drawn;
    private readonly double[] weights;

    internal LogWeightSource(CompiledBound<E> bound, EvidenceOptions options, int batch)
    {
        (this.bound, this.options) = (bound, options);
        chunk = Math.Clamp(options.MostRows / batch, 1, options.Samples);
        drawn = new double[batch * chunk];
        weights = new double[checked(batch * options.Samples)];
        bound.Prepare(batch, chunk);
    }

    /// <summary>The weights of the d-th datum of the batch that was read last.</summary>
    internal ReadOnlySpan<double> OfDatum(int d) => weights.AsSpan(d * options.Samples, options.Samples);

    /// <summary>Draws for a batch whose first datum has that place among all.</summary>
    internal void Read(ReadOnlySpan<int> batch, int place, CancellationToken cancellation)
    {
        for (int from = 0; from < options.Samples; from += chunk)
        {
            cancellation.ThrowIfCancellationRequested();
            int count = Math.Min(chunk, options.Samples - from);
            ulong key = Philox.Block(options.Seed ^ 0xA24BAED4963EE407, (ulong)from, (ulong)place).First;
            bound.LogWeights(batch, count, key, drawn);
            for (int k = 0; k < count; k++)
                for (int d = 0; d < batch.Length; d++)
                    weights[(d * options.Samples) + from + k] = drawn[(k * batch.Length) + d];
        }
    }
}
