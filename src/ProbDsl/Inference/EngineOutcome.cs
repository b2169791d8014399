namespace ProbDsl.Inference;

/// <summary>How an optimiser ended.</summary>
/// <param name="Converged">Whether its stopping rule was met.</param>
/// <param name="Reason">Why it ended, as the end of a sentence.</param>
/// <param name="IsImproper">Whether it ended because there is no posterior.</param>
/// <param name="Known">The draws of the last step, where that step moved the guide by little.</param>
internal readonly record struct EngineOutcome(bool Converged, string Reason, bool IsImproper = false, KnownDraws? Known = null);
