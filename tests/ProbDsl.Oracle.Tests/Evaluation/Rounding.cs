namespace ProbDsl.Oracle;

/// <summary>What becomes of each number that a run computes: nothing, or a step of a unit in its last place to a random side.</summary>
/// <remarks>
/// How far results scatter under such steps says how well a sum is determined by numbers of 53 bits (Parker, "Monte Carlo
/// arithmetic", 1997): what is generated computes the same function in another order, and may be that far off.
/// </remarks>
/// <param name="random">The steps; null to leave numbers alone.</param>
internal sealed class Rounding(Random? random)
{
    private const double UnitInLastPlace = 2.220446049250313e-16;

    /// <summary>Whether a number became infinite or as small as numbers are: what follows from it is no limit of right values.</summary>
    public bool HasLeftRange { get; private set; }

    /// <summary>Notes that a value is a limit that nothing reaches: the edge of a constraint, a probability of exactly one.</summary>
    public void Edge() => HasLeftRange = true;

    /// <summary>Whether numbers are moved.</summary>
    public bool Moves => random is not null;

    public double Of(double value)
    {
        double size = Math.Abs(value);
        if (!(size is > 1e-290 and < 1e290))
            HasLeftRange |= size > 0 || double.IsNaN(value);
        return Moved(value);
    }

    /// <summary>As <see cref="Of"/>, of a number that is no value of the text.</summary>
    public double Moved(double value) =>
        random is null ? value : value * (1 + (random.Next(2) == 0 ? UnitInLastPlace : -UnitInLastPlace));
}
