namespace ProbDsl;

/// <summary>The distributions by name, for <c>using static ProbDsl.Distributions</c>: <c>x = ~Normal(0, 1);</c>.</summary>
/// <remarks>Nothing is checked here: an invalid parameter shows as a log density of NaN.</remarks>
public static partial class Distributions;
