namespace ProbDsl;

/// <summary>What one epoch of a training gave. Bounds are in nats a datum.</summary>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Bound">The mean of the bound that was raised over the epoch's batches, each measured before its step; with the weights of the divergence that were in force.</param>
/// <param name="LogLikelihood">The mean expected log likelihood (the reconstruction term).</param>
/// <param name="Divergence">The mean divergence of guide and prior.</param>
/// <param name="HeldOutBound">The bound of the held-out data after the epoch, the divergence fully weighted; NaN without held-out data.</param>
/// <param name="LearningRate">The step size at the epoch's last step.</param>
/// <param name="KlWeight">The weight of the divergence at the epoch's last step.</param>
/// <param name="Seconds">Time it took, the held-out bound included.</param>
public readonly record struct TrainingEpoch(
    int Epoch, double Bound, double LogLikelihood, double Divergence, double HeldOutBound, double LearningRate, double KlWeight, double Seconds);
