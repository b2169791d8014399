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

    public double Of(double value)
    {
        double size = Math.Abs(value);
        if (!(size is > 1e-290 and < 1e290))
            HasLeftRange |= size > 0 || double.IsNaN(value);
        return random is null ? value : value * (1 + (random.Next(2) == 0 ? UnitInLastPlace : -UnitInLastPlace));
    }
}
