using System.Text.Json;

namespace ProbDsl.Conformance;

/// <summary>The folder of real models, data and answers; absent on most machines.</summary>
public static class PosteriorDb
{
    /// <summary>Environment variable that names the folder.</summary>
    public const string Variable = "PROBDSL_POSTERIORDB";

    /// <summary>Why everything that needs the folder is skipped.</summary>
    public const string Absent = "posteriordb is not here: set " + Variable + " or put it in ../shared/posteriordb beside the repository";

    /// <summary>The folder, or null.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>Reads the data of a posterior.</summary>
    public static JsonElement Data(string posterior)
    {
        using JsonDocument index = Read("posteriors.json");
        string name = index.RootElement.GetProperty(posterior).GetProperty("data").GetString()!;
        using JsonDocument data = Read(Path.Combine("data", name + ".json"));
        return data.RootElement.Clone();
    }

    /// <summary>Reads the golden values of a posterior.</summary>
    public static Golden Golden(string posterior)
    {
        using JsonDocument document = Read(Path.Combine("golden", posterior + ".json"));
        return ProbDsl.Conformance.Golden.Parse(document.RootElement);
    }

    /// <summary>Reads the summaries of the reference draws of a posterior: name to mean and standard deviation.</summary>
    public static Dictionary<string, (double Mean, double StandardDeviation)> Reference(string posterior)
    {
        using JsonDocument document = Read(Path.Combine("reference", posterior + ".json"));
        return document.RootElement.GetProperty("parameters").EnumerateObject().ToDictionary(
            p => p.Name,
            p => (p.Value.GetProperty("mean").GetDouble(), p.Value.GetProperty("sd").GetDouble()));
    }

    /// <summary>Whether there are reference draws of a posterior.</summary>
    public static bool HasReference(string posterior) => File.Exists(Path.Combine(Folder ?? throw new InvalidOperationException(Absent), "reference", posterior + ".json"));

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder ?? throw new InvalidOperationException(Absent), file)));

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                continue;
            string beside = Path.Combine(folder.Parent?.FullName ?? "", "shared", "posteriordb");
            return Directory.Exists(beside) ? beside : null;
        }

        return null;
    }
}
