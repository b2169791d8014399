using static ProbDsl.Distributions;

namespace ProbDsl.Samples;

/// <summary>
/// Radon in the houses of Minnesota: a house's level depends on its county and on the floor where it was measured; counties
/// come from a common population (Gelman and Hill, Data Analysis Using Regression and Multilevel/Hierarchical Models, chapter 12).
/// </summary>
[Model]
public partial class Radon
{
    /// <summary>The county of each house, from 0.</summary>
    [Data] public required int[] County { get; init; }

    /// <summary>0 where the measurement was taken in the basement, 1 on the first floor.</summary>
    [Data] public required double[] Floor { get; init; }

    /// <summary>The number of counties.</summary>
    [Data] public required int Counties { get; init; }

    /// <summary>Log of the radon level of each house.</summary>
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double intercept;
    [Latent] double floorSlope;
    [Latent] double sigmaCounty;
    [Latent] double sigmaHouse;

    /// <summary>Non-centred: most counties have few houses, so their levels are told by the prior as much as by the data.</summary>
    [Latent(nameof(Counties), NonCentered = true)] double[] level;

    void Generate()
    {
        intercept = ~Normal(0, 5);
        floorSlope = ~Normal(0, 5);
        sigmaCounty = ~HalfNormal(1);
        sigmaHouse = ~HalfNormal(1);
        foreach (int j in Plate(Counties))
            level[j] = ~Normal(intercept, sigmaCounty);
        foreach (int i in Plate(LogRadon.Length))
            LogRadon[i] = ~Normal(level[County[i]] + floorSlope * Floor[i], sigmaHouse);
    }
}
