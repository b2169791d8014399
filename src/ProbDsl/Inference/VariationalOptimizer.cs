namespace ProbDsl;

/// <summary>How the guide's parameters are moved.</summary>
public enum VariationalOptimizer
{
    /// <summary>Natural gradient up to 256 dimensions, Adam above.</summary>
    Automatic,

    /// <summary>Newton-like natural-gradient steps; few, dense, and without a step size to choose.</summary>
    NaturalGradient,

    /// <summary>Adam on the sticking-the-landing gradient, with iterate averages and a halving step size.</summary>
    Adam,
}
