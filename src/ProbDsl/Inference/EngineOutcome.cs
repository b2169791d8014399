namespace ProbDsl.Inference;

/// <summary>How an optimiser ended.</summary>
/// <param name="Converged">Whether its stopping rule was met.</param>
/// <param name="Reason">Why it ended, as the end of a sentence.</param>
/// <param name="IsImproper">Whether it ended because there is no posterior.</param>
internal readonly record struct EngineOutcome(bool Converged, string Reason, bool IsImproper = false);
