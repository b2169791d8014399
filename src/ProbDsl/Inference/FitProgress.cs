namespace ProbDsl;

/// <summary>One report of a running fit.</summary>
/// <param name="Phase">What the fit is doing.</param>
/// <param name="Iteration">Steps taken in this phase.</param>
/// <param name="Elbo">The latest estimate of the evidence lower bound; NaN before the first.</param>
/// <param name="Gradients">Gradients of the log density evaluated so far.</param>
/// <param name="Elapsed">Time since the fit began.</param>
public readonly record struct FitProgress(FitPhase Phase, int Iteration, double Elbo, long Gradients, TimeSpan Elapsed);
