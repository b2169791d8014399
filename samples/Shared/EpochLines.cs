namespace ProbDsl.Samples;

/// <summary>Prints a line at the end of an epoch; between them the terminal shows how far the training is.</summary>
/// <param name="every">Epochs a line; the first and the last have one in any case.</param>
internal sealed class EpochLines(int every = 1) : IProgress<TrainingProgress>
{
    private readonly ConsoleProgress _live = new();

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        bool isLine = !value.IsFinished && value.IsEpochEnd && (value.Epoch % every == 0 || value.Epoch == 1 || value.Epoch == value.Epochs);
        _live.Report(value with { IsFinished = value.IsFinished || isLine });
        if (isLine)
            Console.WriteLine($"  epoch {value.Epoch,4}: bound {value.Bound,9:F2}, held out {value.HeldOutBound,9:F2}  ({value.DataPerSecond,7:N0} images/s, {value.Elapsed.TotalSeconds,6:F1} s)");
    }
}
