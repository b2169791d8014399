namespace ProbDsl.Inference;

/// <summary>Draws of a Gaussian whose densities are known already: those of the optimiser's last step.</summary>
/// <param name="From">The Gaussian that they were drawn from, which the step moved by little.</param>
/// <param name="Positions">Unconstrained coordinates, [coordinate][draw].</param>
/// <param name="LogDensities">The target's log density at each draw, all finite.</param>
internal sealed record KnownDraws(GaussianGuide From, double[] Positions, double[] LogDensities)
{
    /// <summary>The number of draws.</summary>
    public int Count => LogDensities.Length;
}
