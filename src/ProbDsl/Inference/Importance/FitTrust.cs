namespace ProbDsl;

/// <summary>What is known of the numbers that a fit reports.</summary>
public enum FitTrust
{
    /// <summary>Nothing was measured: the fit was cancelled.</summary>
    Unmeasured,

    /// <summary>The draws are the guide's own, and the weights find no mean or standard deviation off by more than little.</summary>
    Guide,

    /// <summary>The draws follow the importance weights, and their Monte Carlo errors are small.</summary>
    Weighted,

    /// <summary>The draws are the guide's own, and the weights find some of their numbers off.</summary>
    GuideIsOff,

    /// <summary>The draws follow the importance weights, but too few of them count for small Monte Carlo errors.</summary>
    FewEffectiveDraws,

    /// <summary>The draws follow the importance weights, but those that are reported are too few for the tails of some values.</summary>
    FewDraws,

    /// <summary>Climbs from dispersed points still ended at modes not seen before when the search was given up: some mass is missing in all likelihood.</summary>
    MissingModes,

    /// <summary>The importance weights are so uneven that they can neither mend nor measure the guide, whose own draws are reported.</summary>
    Unweighable,

    /// <summary>There is no posterior: the log density is infinite, or the guide grew without bound.</summary>
    Improper,
}
