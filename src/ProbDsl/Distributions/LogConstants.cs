namespace ProbDsl;

/// <summary>The named constants of the formulas.</summary>
internal static class LogConstants
{
    /// <summary>log(2π) / 2.</summary>
    internal const double HalfLogTwoPi = 0.91893853320467274178;

    /// <summary>log 2.</summary>
    internal const double LogTwo = 0.69314718055994530942;

    /// <summary>log π.</summary>
    internal const double LogPi = 1.14472988584940017414;
}
