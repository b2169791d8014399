namespace ProbDsl.Inference;

/// <summary>How an optimiser ended.</summary>
/// <param name="Converged">Whether its stopping rule was met.</param>
/// <param name="Reason">Why it ended, as the end of a sentence.</param>
internal readonly record struct EngineOutcome(bool Converged, string Reason);
