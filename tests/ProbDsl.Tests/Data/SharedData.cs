namespace ProbDsl.Tests;

/// <summary>Real data beside the repository; absent on most machines.</summary>
internal static class SharedData
{
    public const string Variable = "PROBDSL_DATA";

    public const string Absent = "the data are not here: set " + Variable + " or put them in ../shared/data beside the repository";

    /// <summary>The path of a file of a set, or null.</summary>
    public static string? Find(string set, string file) =>
        Folder() is { } folder && Path.Combine(folder, set, file) is { } path && File.Exists(path) ? path : null;

    private static string? Folder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return named;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                return Path.Combine(folder.Parent?.FullName ?? "", "shared", "data");
        return null;
    }
}
