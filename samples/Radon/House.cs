using CsvHelper.Configuration.Attributes;

namespace ProbDsl.Samples;

/// <summary>A row of radon.csv.</summary>
public sealed class House
{
    /// <summary>Number of the county, from 1.</summary>
    [Name("county")] public int County { get; set; }

    /// <summary>0 for the basement, 1 for the first floor.</summary>
    [Name("floor")] public double Floor { get; set; }

    /// <summary>Log of the radon level.</summary>
    [Name("log_radon")] public double LogRadon { get; set; }
}
