namespace ProbDsl;

/// <summary>One estimate of the evidence lower bound, E[log p - log q] under the guide.</summary>
/// <param name="Iteration">The step after which it was taken.</param>
/// <param name="Gradients">Gradients evaluated until then.</param>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its Monte Carlo standard error.</param>
public readonly record struct ElboEstimate(int Iteration, long Gradients, double Value, double StandardError);
