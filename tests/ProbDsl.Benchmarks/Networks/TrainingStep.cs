using System.Diagnostics;
using ProbDsl.Inference;
using ProbDsl.Runtime;
using MathNet.Numerics.LinearAlgebra;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>Training steps of <see cref="DigitVae"/>: gather a batch, bound and gradient, update of Adam.</summary>
internal sealed class TrainingStep
{
    private const int Data = 4096;
    private readonly CompiledBound<float> bound;
    private readonly OptimizerState<float> optimizer;
    private readonly int[] batch;
    private readonly BoundKind kind;
    private readonly int samples;
    private readonly Random random = new(1);
    private ulong step;

    /// <summary>Allocates for batches of one size.</summary>
    /// <param name="size">Images a batch.</param>
    /// <param name="samples">Samples an image; one for the evidence lower bound, more for the importance-weighted bound.</param>
    public TrainingStep(int size, int samples)
    {
        (kind, this.samples) = (samples == 1 ? BoundKind.Elbo : BoundKind.ImportanceWeighted, samples);
        Vector<double>[] images = [.. Enumerable.Range(0, Data).Select(_ => Vector<double>.Build.Dense(784, _ => random.NextDouble() < 0.13 ? 1 : 0))];
        bound = new DigitVae { X = images }.CreateBound();
        optimizer = new Adam(1e-3).CreateState<float>(bound.Parameters.Length);
        batch = new int[size];
        bound.Prepare(size, samples);
    }

    /// <summary>Takes one step.</summary>
    /// <returns>The bound.</returns>
    public double Run()
    {
        foreach (ref int index in batch.AsSpan())
            index = random.Next(Data);
        var request = new BoundRequest { Bound = kind, Samples = samples, Key = step++ };
        double value = bound.Step(batch, request).Bound;
        optimizer.Step(bound.Parameters, 1e-3, bound.Context);
        return value;
    }

    /// <summary>Times a block of steps.</summary>
    /// <param name="times">Receives the milliseconds of each, sorted.</param>
    public void Measure(Span<double> times)
    {
        foreach (ref double time in times)
        {
            long start = Stopwatch.GetTimestamp();
            Run();
            time = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }
        times.Sort();
    }

    /// <summary>Bytes allocated by a step, on all threads: the least of several tries, for the runtime's own threads allocate now and then.</summary>
    public long Bytes()
    {
        long bytes = long.MaxValue;
        for (int i = 0; i < 10; i++)
        {
            long before = GC.GetTotalAllocatedBytes(precise: true);
            Run();
            bytes = Math.Min(bytes, GC.GetTotalAllocatedBytes(precise: true) - before);
        }
        return bytes;
    }
}
