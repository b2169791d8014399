namespace ProbDsl;

/// <summary>One unknown in a summary.</summary>
/// <param name="Name">Its name, with indices.</param>
/// <param name="Mean">The posterior mean.</param>
/// <param name="StandardDeviation">The posterior standard deviation.</param>
/// <param name="Q5">The 5 % quantile.</param>
/// <param name="Median">The median.</param>
/// <param name="Q95">The 95 % quantile.</param>
public readonly record struct SummaryRow(string Name, double Mean, double StandardDeviation, double Q5, double Median, double Q95);
