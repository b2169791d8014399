namespace ProbDsl;

/// <summary>One report of a running training.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Epochs">Epochs planned.</param>
/// <param name="Step">Steps of this epoch taken.</param>
/// <param name="Steps">Steps of an epoch.</param>
/// <param name="Bound">The mean bound of this epoch so far, in nats a datum.</param>
/// <param name="HeldOutBound">The last held-out bound; NaN before the first, or without held-out data.</param>
/// <param name="DataPerSecond">Data a second in this epoch; NaN before the first step.</param>
/// <param name="Elapsed">Time since training began.</param>
/// <param name="TimeLeft">Estimate of the time to the last epoch's end; null before there is one.</param>
/// <param name="IsFinished">Whether the training has ended: no report follows.</param>
public readonly record struct TrainingProgress(
    int Epoch, int Epochs, int Step, int Steps, double Bound, double HeldOutBound, double DataPerSecond, TimeSpan Elapsed, TimeSpan? TimeLeft, bool IsFinished)
{
    /// <summary>Whether the epoch has ended, its held-out bound measured.</summary>
    public bool IsEpochEnd => Step == Steps;
}
