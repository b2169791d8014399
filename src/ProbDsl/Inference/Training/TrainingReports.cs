using System.Diagnostics;

namespace ProbDsl.Inference;

/// <summary>Reports of a training, at most ten a second besides those at an epoch's end.</summary>
internal sealed class TrainingReports(IProgress<TrainingProgress>? progress, int epochs, int steps)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private long begin;
    private long epochBegin;
    private long last;
    private long stepsDone;
    private double countAtBegin = double.NaN;
    private double rate = double.NaN;
    private double bound = double.NaN;

    /// <summary>Time since this run began.</summary>
    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(begin);

    /// <summary>Starts the clock.</summary>
    internal void Begin()
    {
        begin = epochBegin = last = Stopwatch.GetTimestamp();
        (stepsDone, countAtBegin, rate) = (0, double.NaN, double.NaN);
    }

    /// <summary>Reports a step if it is time.</summary>
    internal void Step(int epoch, int step, double bound, double heldOut, double count, int data)
    {
        stepsDone++;
        if (double.IsNaN(countAtBegin))
            countAtBegin = Math.Max(0, count - (data / (double)steps)); // What a run before this one did of the epoch.
        this.bound = bound;
        if (progress is null || step == steps || Stopwatch.GetElapsedTime(last) < _interval)
            return;
        last = Stopwatch.GetTimestamp();
        rate = (count - countAtBegin) / Stopwatch.GetElapsedTime(epochBegin).TotalSeconds;
        Report(epoch + 1, step, heldOut, false);
    }

    /// <summary>Reports the end of an epoch.</summary>
    internal void EndEpoch(int epoch, double bound, double heldOut, double count)
    {
        this.bound = bound;
        rate = (count - countAtBegin) / Stopwatch.GetElapsedTime(epochBegin).TotalSeconds;
        Report(epoch, steps, heldOut, false);
        epochBegin = last = Stopwatch.GetTimestamp();
        countAtBegin = 0;
    }

    /// <summary>Reports the end of the training.</summary>
    internal void End(int epoch, int step, double heldOut) => Report(step > 0 ? epoch + 1 : epoch, step > 0 ? step : steps, heldOut, true);

    private void Report(int epoch, int step, double heldOut, bool finished)
    {
        if (progress is null)
            return;
        long remaining = ((long)(epochs - epoch) * steps) + steps - step;
        TimeSpan? left = stepsDone == 0 ? null : remaining * (Elapsed / stepsDone);
        progress.Report(new TrainingProgress(epoch, epochs, step, steps, bound, heldOut, rate, Elapsed, finished ? TimeSpan.Zero : left, finished));
    }
}
