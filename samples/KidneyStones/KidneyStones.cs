using static ProbDsl.Distributions;

namespace ProbDsl.Samples;

/// <summary>Success of two treatments, patients lumped together.</summary>
[Model]
public partial class Pooled
{
    /// <summary>Patients of each treatment.</summary>
    [Data] public required int[] Patients { get; init; }

    /// <summary>How many of them were cured.</summary>
    [Observed] public required int[] Cured { get; set; }

    [Latent(2)] double[] success;

    /// <summary>By how much A's rate exceeds B's.</summary>
    [Derived] public double AdvantageOfA { get; private set; }

    void Generate()
    {
        success = ~Beta(1, 1).Iid(2);
        foreach (int t in Plate(2))
            Cured[t] = ~Binomial(Patients[t], success[t]);
        AdvantageOfA = success[0] - success[1];
    }
}

/// <summary>Success of two treatments for each size of stone, and the effect of treating everybody alike.</summary>
/// <remarks>
/// Doctors gave the harder cases treatment A, so size confounds the comparison. The adjustment formula (Pearl, Causality,
/// section 3.3) averages the advantage within each size over the sizes among all patients.
/// </remarks>
[Model]
public partial class Stratified
{
    /// <summary>Patients by size (small, large) and treatment (A, B).</summary>
    [Data] public required int[,] Patients { get; init; }

    /// <summary>All patients.</summary>
    [Data] public required int AllPatients { get; init; }

    /// <summary>How many patients were cured, by size and treatment.</summary>
    [Observed] public required int[,] Cured { get; set; }

    /// <summary>How many patients had small stones.</summary>
    [Observed] public required int SmallStones { get; set; }

    [Latent(2, 2)] double[,] success;
    [Latent] double shareOfSmall;

    /// <summary>By how much A's rate exceeds B's with small stones.</summary>
    [Derived] public double AdvantageSmall { get; private set; }

    /// <summary>By how much A's rate exceeds B's with large stones.</summary>
    [Derived] public double AdvantageLarge { get; private set; }

    /// <summary>By how much A's rate exceeds B's over the sizes of all patients: the adjusted advantage.</summary>
    [Derived] public double AdvantageOfA { get; private set; }

    void Generate()
    {
        shareOfSmall = ~Beta(1, 1);
        SmallStones = ~Binomial(AllPatients, shareOfSmall);
        foreach (int size in Plate(2))
        {
            foreach (int t in Plate(2))
            {
                success[size, t] = ~Beta(1, 1);
                Cured[size, t] = ~Binomial(Patients[size, t], success[size, t]);
            }
        }
        AdvantageSmall = success[0, 0] - success[0, 1];
        AdvantageLarge = success[1, 0] - success[1, 1];
        AdvantageOfA = shareOfSmall * AdvantageSmall + (1 - shareOfSmall) * AdvantageLarge;
    }
}
