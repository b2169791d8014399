using System.Runtime.CompilerServices;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Samples;
using Xunit;

namespace ProbDsl.Oracle.Repository;

/// <summary>The ordinary models of the samples, on data of their kind.</summary>
public sealed class SampleTests
{
    private static readonly int[,] Patients = { { 87, 270 }, { 263, 80 } };
    private static readonly int[,] Cured = { { 81, 234 }, { 192, 55 } };

    private static readonly Dictionary<string, object> Models = new()
    {
        ["EightSchools"] = new EightSchools { Y = [28, 8, -3, 7, -1, 1, 18, 12], Sigma = [15, 10, 16, 11, 9, 11, 10, 18] },
        ["KidneyStones: pooled"] = new Pooled { Patients = [350, 350], Cured = [273, 289] },
        ["KidneyStones"] = new Stratified { Patients = Patients, AllPatients = 700, Cured = Cured, SmallStones = 357 },
        ["Radon"] = new Radon
        {
            Counties = 4, County = [0, 0, 1, 1, 2, 3, 3, 3], Floor = [0, 1, 0, 0, 1, 0, 1, 0], LogRadon = [0.8, 0.3, 1.2, 1.4, 0.6, 1.0, 0.2, 0.9],
        },
        ["LogisticRegression"] = new LogisticRegression
        {
            Predictors = 2, Outcome = [0, 1, 1, 0, 1, 0], X = Matrix<double>.Build.Dense(6, 2, (i, j) => Math.Sin(1 + (3 * i) + (2 * j))),
        },
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EqualsTheOracle(string name)
    {
        object model = Models[name];
        string folder = Path.Combine(Root, "samples", name.Split(':')[0]);
        if (!Directory.Exists(folder))
            return; // Tests run from packages of binaries have no sources beside them.
        string[] sources = [.. Directory.GetFiles(folder, "*.cs").Select(File.ReadAllText).Where(t => t.Contains("[Model", StringComparison.Ordinal))];
        OracleModels oracles = new(ModelCompilation.Create([("Usings.cs", "global using ProbDsl;"), .. sources.Select((text, k) => ($"Model{k}.cs", text))]));
        new OracleCheck(model, LoadedModels.Condition(model), oracles.Of(model)).AssertEqual();
    }

    private static string Root { get; } = RepositoryRoot();

    private static string RepositoryRoot([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", ".."));
}
