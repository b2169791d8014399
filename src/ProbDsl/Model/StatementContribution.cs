namespace ProbDsl;

/// <summary>What one statement of a model adds to its log density.</summary>
/// <param name="Statement">The statement's own text.</param>
/// <param name="LogDensity">Its part, in nats.</param>
public readonly record struct StatementContribution(string Statement, double LogDensity);
