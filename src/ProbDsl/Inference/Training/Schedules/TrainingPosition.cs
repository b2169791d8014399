namespace ProbDsl;

/// <summary>How far a training has come; what schedules are functions of.</summary>
/// <param name="Epoch">Epochs completed, the running one in part: after step 3 of 12 of the first epoch, 0.25.</param>
/// <param name="Epochs">The number of epochs planned.</param>
public readonly record struct TrainingPosition(double Epoch, int Epochs);
