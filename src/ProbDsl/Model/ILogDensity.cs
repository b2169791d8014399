namespace ProbDsl;

/// <summary>The log density of a model conditioned on its data, over unconstrained coordinates.</summary>
/// <remarks>
/// Engines see a model only through this interface. An instance owns scratch memory and is for one thread at a time;
/// <see cref="Fork"/> makes another that shares the data. A block holds <see cref="BlockSize"/> positions laid out
/// [parameter][lane]: coordinate k of position l is at <c>k * BlockSize + l</c>. No call allocates.
/// </remarks>
public interface ILogDensity
{
    /// <summary>The number of unconstrained coordinates.</summary>
    int Dimension { get; }

    /// <summary>Names of the constrained values that <see cref="Constrain"/> writes, flattened: <c>mu</c>, <c>theta[0]</c>, <c>z[0,1]</c>.</summary>
    IReadOnlyList<string> ParameterNames { get; }

    /// <summary>The number of positions in a block: the hardware's lanes of double.</summary>
    int BlockSize { get; }

    /// <summary>Log density at one position, every constant kept.</summary>
    /// <param name="position">Unconstrained coordinates, <see cref="Dimension"/> of them.</param>
    /// <param name="jacobian">Whether to add the log-Jacobian of the constraining transforms.</param>
    double LogDensity(ReadOnlySpan<double> position, bool jacobian = true);

    /// <summary>Log density and its gradient by the unconstrained coordinates at one position.</summary>
    double LogDensityAndGradient(ReadOnlySpan<double> position, Span<double> gradient, bool jacobian = true);

    /// <summary>Log densities of a block of positions.</summary>
    /// <param name="positions">Positions, [parameter][lane], <c>Dimension * BlockSize</c> values.</param>
    /// <param name="logDensities">Receives <see cref="BlockSize"/> log densities.</param>
    /// <param name="jacobian">Whether to add the log-Jacobian of the constraining transforms.</param>
    void LogDensity(ReadOnlySpan<double> positions, Span<double> logDensities, bool jacobian = true);

    /// <summary>Log densities and gradients of a block of positions; gradients are laid out as the positions are.</summary>
    void LogDensityAndGradient(ReadOnlySpan<double> positions, Span<double> logDensities, Span<double> gradients, bool jacobian = true);

    /// <summary>Maps unconstrained coordinates to the model's own values, in the order of <see cref="ParameterNames"/>.</summary>
    void Constrain(ReadOnlySpan<double> position, Span<double> values);

    /// <summary>The inverse of <see cref="Constrain"/>.</summary>
    /// <exception cref="ArgumentException">A value violates its constraint; the message names it.</exception>
    void Unconstrain(ReadOnlySpan<double> values, Span<double> position);

    /// <summary>What each statement of the model adds to the log density at a position, log-Jacobians included.</summary>
    /// <remarks>For finding the statement behind a NaN or an infinity; slower than the density itself.</remarks>
    /// <param name="position">Unconstrained coordinates, <see cref="Dimension"/> of them.</param>
    /// <returns>One entry a statement; nothing where the density knows no statements.</returns>
    IReadOnlyList<StatementContribution> Explain(ReadOnlySpan<double> position) => [];

    /// <summary>An independent evaluator over the same data, for another thread.</summary>
    ILogDensity Fork();
}
