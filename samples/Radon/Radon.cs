using static ProbDsl.Distributions;

namespace ProbDsl.Samples;

/// <summary>
/// Radon in the houses of Minnesota: the level of a house depends on its floor and its county, that of a county on the
/// uranium in its soil (Gelman and Hill, Data Analysis Using Regression and Multilevel/Hierarchical Models, chapter 12).
/// </summary>
[Model]
public partial class Radon
{
    /// <summary>The county of each house, from 0.</summary>
    [Data] public required int[] County { get; init; }

    /// <summary>0 where the measurement was taken in the basement, 1 on the first floor.</summary>
    [Data] public required double[] Floor { get; init; }

    /// <summary>Log of the soil's uranium in each county.</summary>
    [Data] public required double[] LogUranium { get; init; }

    /// <summary>Log of the radon level of each house.</summary>
    [Observed] public required double[] LogRadon { get; set; }

    [Latent] double intercept;
    [Latent] double uraniumSlope;
    [Latent] double floorSlope;
    [Latent] double sigmaCounty;
    [Latent] double sigmaHouse;

    /// <summary>Non-centred: most counties have few houses, so their levels are told by the prior as much as by the data.</summary>
    [Latent(nameof(LogUranium), NonCentered = true)] double[] level;

    void Generate()
    {
        intercept = ~Normal(0, 5);
        uraniumSlope = ~Normal(0, 5);
        floorSlope = ~Normal(0, 5);
        sigmaCounty = ~HalfNormal(1);
        sigmaHouse = ~HalfNormal(1);
        foreach (int j in Plate(LogUranium.Length))
            level[j] = ~Normal(intercept + uraniumSlope * LogUranium[j], sigmaCounty);
        foreach (int i in Plate(LogRadon.Length))
            LogRadon[i] = ~Normal(level[County[i]] + floorSlope * Floor[i], sigmaHouse);
    }
}
