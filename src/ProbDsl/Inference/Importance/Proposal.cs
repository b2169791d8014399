namespace ProbDsl.Inference;

/// <summary>A density over the unconstrained coordinates that can be drawn from and evaluated.</summary>
internal abstract class Proposal(int dimension)
{
    /// <summary>The number of coordinates.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>Positions [coordinate][draw].</summary>
    public abstract double[] Draw(int count, Rng rng);

    /// <summary>Log densities at a batch of positions [coordinate][draw] with <see cref="BatchEvaluator.Stride"/> draws a row.</summary>
    public abstract void LogDensities(ReadOnlySpan<double> positions, int count, Span<double> logDensities);
}
