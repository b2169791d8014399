namespace ProbDsl.Oracle.RandomModels;

/// <summary>What is wrong with a random model.</summary>
/// <param name="Kind">The kind: two failures of one kind count as the same while a model is made smaller.</param>
/// <param name="Text">What was expected, and what was there.</param>
internal sealed record Failure(string Kind, string Text);
