namespace ProbDsl;

/// <summary>Why a training ended.</summary>
public enum TrainingStop
{
    /// <summary>All epochs were done.</summary>
    Completed,

    /// <summary>The held-out bound rose no more.</summary>
    EarlyStopping,

    /// <summary>It was cancelled; the weights are those after the last complete step.</summary>
    Cancelled,

    /// <summary>The bound was no finite number; the weights are the last kept whose bound was one.</summary>
    Diverged,
}
