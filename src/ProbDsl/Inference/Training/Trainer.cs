using System.Diagnostics;
using System.Numerics;
using ProbDsl.Runtime;

namespace ProbDsl.Inference;

/// <summary>Raises a compiled bound by gradient steps on batches of the data.</summary>
/// <remarks>
/// The order of an epoch's data depends on seed and epoch alone, the draws of a step on seed, epoch and step alone. Between
/// epochs nothing but the epoch's record is allocated, between steps nothing. An instance is for one thread at a time.
/// </remarks>
/// <typeparam name="E">float or double.</typeparam>
public sealed class Trainer<E>
    where E : unmanaged, IBinaryFloatingPointIeee754<E>
{
    /// <summary>Steps between two copies of weights that are known to give a finite bound.</summary>
    private const int KeepEvery = 64;

    private readonly CompiledBound<E> bound;
    private readonly TrainingOptions options;
    private readonly HeldOutBound<E>? heldOut;
    private readonly OptimizerState<E> optimizer;
    private readonly TrainingState<E> state = new();
    private readonly int[] data;
    private readonly int[] order;
    private readonly int steps;
    private readonly AlignedBuffer<E> kept;
    private readonly TrainingReports reports;
    private long keptStep = -1;
    private double learningRate;
    private double klWeight;
    private long epochStart;
    private bool hasLooked;
    private TrainingResult? ended;

    /// <summary>Makes a trainer and allocates what it needs.</summary>
    /// <param name="bound">The bound, of which every datum is trained on that the options do not hold out.</param>
    /// <param name="options">The settings.</param>
    /// <param name="heldOut">A bound of other data over the same parameters, measured after each epoch; null for none.</param>
    /// <exception cref="ArgumentException">An option is out of its range, there are no data, or the held-out bound has other parameters.</exception>
    public Trainer(CompiledBound<E> bound, TrainingOptions options, CompiledBound<E>? heldOut = null)
    {
        ArgumentNullException.ThrowIfNull(bound);
        ArgumentNullException.ThrowIfNull(options);
        if (bound.DataCount < 1)
            throw new ArgumentException("A training needs at least one datum, but the model has none.", nameof(bound));
        if (heldOut is not null && heldOut.Parameters != bound.Parameters)
            throw new ArgumentException("The held-out bound must be over the trained bound's own parameter store, but has another.", nameof(heldOut));
        if (heldOut is { DataCount: 0 })
            throw new ArgumentException("The held-out bound must have at least one datum, but has none.", nameof(heldOut));
        options.Validate(bound.DataCount, heldOut is not null);
        (this.bound, this.options) = (bound, options);
        (data, int[] apart) = TrainingKeys.Part(options.Seed, bound.DataCount, options.HeldOutCount(bound.DataCount));
        order = new int[data.Length];
        steps = (data.Length - 1) / options.BatchSize + 1;
        int samples = Math.Max(options.Samples, options.HeldOutSamples ?? 1);
        bound.Prepare(Math.Min(options.BatchSize, Math.Max(data.Length, apart.Length)), samples);
        if (heldOut is not null)
        {
            apart = Enumerable.Range(0, heldOut.DataCount).ToArray();
            heldOut.Prepare(Math.Min(options.BatchSize, apart.Length), samples);
        }
        if (apart.Length > 0)
            this.heldOut = new HeldOutBound<E>(heldOut ?? bound, apart, options);
        optimizer = options.Optimizer.CreateState<E>(bound.Parameters.Length);
        kept = new AlignedBuffer<E>(bound.Parameters.Length);
        reports = new TrainingReports(options.Progress, options.Epochs, steps);
        if (options.EarlyStopping is { KeepBest: true })
            state.Best = new AlignedBuffer<E>(bound.Parameters.Length);
    }

    /// <summary>Steps taken, those of before a resumption included.</summary>
    public long Steps => optimizer.Steps;

    /// <summary>Trains until all epochs are done, the held-out bound rises no more, the bound diverges or the token says stop, then writes the weights back to the model.</summary>
    /// <remarks>A cancelled training goes on when it is called again.</remarks>
    /// <param name="cancellation">Ends the training after the running step.</param>
    /// <exception cref="WeightFileException">The checkpoint to resume from cannot be read or is of another training; nothing has changed.</exception>
    public TrainingResult Train(CancellationToken cancellation = default)
    {
        if (ended is not null)
            return ended;
        if (!hasLooked && options.Checkpoint is { Resume: true } file && File.Exists(file.Path))
            Resume(file.Path);
        hasLooked = true;
        reports.Begin();
        while (state.Epoch < options.Epochs && !HasStalled())
        {
            epochStart = Stopwatch.GetTimestamp();
            TrainingKeys.Shuffle(options.Seed, state.Epoch, data, order);
            while (state.Step < steps)
            {
                if (cancellation.IsCancellationRequested)
                    return Cancel();
                double value = TakeStep();
                if (!double.IsFinite(value))
                    return Diverge(value);
                reports.Step(state.Epoch, state.Step, state.MeanBound, LastHeldOut(), state.Sums[3], data.Length);
            }
            if (!GradientNorm.IsFinite(bound.Parameters.Values))
                return Diverge(double.NaN);
            EndEpoch();
        }
        return Complete();
    }

    /// <summary>Goes on from a checkpoint of the same model, data and options.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="WeightFileException">It cannot be read, or is of another training; the message says what differs. Nothing has changed.</exception>
    public void Resume(string path)
    {
        TrainingCheckpoint.Load(path, bound, options, optimizer, state);
        (hasLooked, ended, keptStep) = (true, null, -1);
    }

    /// <summary>One step; its bound, or the first number of it that is not finite, in which case nothing is moved.</summary>
    private double TakeStep()
    {
        ReadOnlySpan<int> batch = order.AsSpan(state.Step * options.BatchSize, Math.Min(options.BatchSize, data.Length - (state.Step * options.BatchSize)));
        TrainingPosition position = new(state.Epoch + (state.Step / (double)steps), options.Epochs);
        learningRate = options.Optimizer.LearningRate * options.Schedule.Factor(position);
        klWeight = options.KlWeight.Weight(position);
        double globalWeight = options.GlobalKlWeight?.Weight(position) ?? klWeight;
        BoundRequest request = new()
        {
            Bound = options.Bound,
            Samples = options.Samples,
            Estimator = options.Estimator,
            KlWeight = klWeight,
            GlobalWeight = globalWeight * MinibatchShare.Of(options.MinibatchWeights, state.Step, steps, batch.Length / (double)data.Length),
            FreeBits = options.FreeBits,
            Key = TrainingKeys.OfStep(options.Seed, state.Epoch, state.Step),
        };
        BoundValue value = bound.Step(batch, request);
        if (!double.IsFinite(value.Bound))
            return value.Bound;
        if (optimizer.Steps % KeepEvery == 0 || keptStep < 0)
        {
            bound.Parameters.Values.Span.CopyTo(kept.Span);
            keptStep = optimizer.Steps;
        }
        GradientScale scale = GradientScale.None;
        if (options.GradientClipping.LargestNorm is double limit)
        {
            double norm = GradientNorm.Of(bound.Parameters.Gradients);
            if (!double.IsFinite(norm))
                return norm;
            scale = new(norm > limit ? limit / norm : 1, double.PositiveInfinity);
        }
        else if (options.GradientClipping.LargestValue is double size)
        {
            scale = new(1, size);
        }
        optimizer.Step(bound.Parameters, learningRate, scale, bound.Context);
        state.Add(value, batch.Length);
        return value.Bound;
    }

    private void EndEpoch()
    {
        double measured = heldOut?.Measure() ?? double.NaN;
        double atLeast = state.BestBound + (options.EarlyStopping?.LeastImprovement ?? 0);
        if (measured > atLeast)
        {
            (state.BestEpoch, state.BestBound) = (state.Epoch + 1, measured);
            if (state.Best is not null)
                bound.Parameters.Values.Span.CopyTo(state.Best.Span);
        }
        double mean = state.MeanBound, count = state.Sums[3];
        state.EndEpoch(measured, learningRate, klWeight, Stopwatch.GetElapsedTime(epochStart).TotalSeconds);
        if (options.Checkpoint is { } file && (state.Epoch % file.EveryEpochs == 0 || state.Epoch == options.Epochs || HasStalled()))
            Save();
        reports.EndEpoch(state.Epoch, mean, measured, count);
    }

    /// <summary>Whether the held-out bound has been no better for as long as one is patient.</summary>
    private bool HasStalled() => options.EarlyStopping is { } rule && state.Epoch - state.BestEpoch >= rule.Patience;

    private double LastHeldOut() => state.Records.Count > 0 ? state.Records[^1].HeldOutBound : double.NaN;

    private void Save() => TrainingCheckpoint.Save(options.Checkpoint!.Path, bound, options, optimizer, state);

    private TrainingResult Complete()
    {
        bool best = options.EarlyStopping is { KeepBest: true } && state.BestEpoch > 0;
        if (best)
            state.Best!.Span.CopyTo(bound.Parameters.Values.Span);
        int epoch = best ? state.BestEpoch : state.Epoch;
        bool stalled = state.Epoch < options.Epochs;
        ended = Finish(stalled ? TrainingStop.EarlyStopping : TrainingStop.Completed, TrainingText.Complete(state.Records, epoch, options, stalled), epoch);
        return ended;
    }

    private TrainingResult Cancel()
    {
        if (state.Step > 0)
            state.EarlierSeconds += Stopwatch.GetElapsedTime(epochStart).TotalSeconds;
        if (options.Checkpoint is not null)
            Save();
        return Finish(TrainingStop.Cancelled, TrainingText.Cancelled(state.Epoch, state.Step, steps), state.Step == 0 && state.Epoch > 0 ? state.Epoch : null);
    }

    private TrainingResult Diverge(double value)
    {
        if (keptStep >= 0)
            kept.Span.CopyTo(bound.Parameters.Values.Span);
        ended = Finish(TrainingStop.Diverged, TrainingText.Diverged(value, state.Epoch, state.Step, steps, keptStep, options), null);
        return ended;
    }

    private TrainingResult Finish(TrainingStop stop, string reason, int? weightsOfEpoch)
    {
        bound.WriteBack();
        reports.End(state.Epoch, state.Step, LastHeldOut());
        return new TrainingResult(state.Records)
        {
            Stopped = stop,
            Reason = reason,
            Steps = optimizer.Steps,
            BestEpoch = state.BestEpoch > 0 ? state.BestEpoch : null,
            WeightsOfEpoch = weightsOfEpoch,
            Elapsed = reports.Elapsed,
        };
    }
}
