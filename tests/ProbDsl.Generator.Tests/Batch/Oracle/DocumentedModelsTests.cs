using System.Text.RegularExpressions;
using MathNet.Numerics.LinearAlgebra;
using ProbDsl.Runtime;
using Xunit;

namespace ProbDsl.Generator.Tests.Batch.Oracle;

/// <summary>The models with networks of the pages and of the samples, in double precision, against their own text run as C#.</summary>
public sealed class DocumentedModelsTests
{
    private const string Usings = "using System;\nusing System.Linq;\nusing MathNet.Numerics.LinearAlgebra;\nusing ProbDsl;\nusing ProbDsl.Networks;\nusing ProbDsl.Runtime;\nusing static ProbDsl.Distributions;\nusing static ProbDsl.Functions;\n";

    /// <summary>A file, a model in it, the arguments of its constructor, the elements of X, and whether those are zeros and ones.</summary>
    public static TheoryData<string, string, int[], int, bool> Models => new()
    {
        { "README.md", "DigitVae", [], 784, true },
        { "docs/networks.md", "DigitVae", [], 784, true },
        { "docs/networks.md", "Classifier", [], 4, false },
        { "docs/networks.md", "Regression", [], 3, false },
        { "samples/DigitVae/DigitVae.cs", "ProbDsl.Samples.DigitVae", [12, 5, 2], 12, true },
        { "samples/ImportanceWeightedAutoencoder/OneLayer.cs", "ProbDsl.Samples.OneLayer", [12, 5, 2], 12, true },
        { "samples/ImportanceWeightedAutoencoder/TwoLayers.cs", "ProbDsl.Samples.TwoLayers", [12, 6, 2], 12, true },
        { "samples/Clustering/Clustering.cs", "ProbDsl.Samples.Clustering", [12, 6, 2, 3], 12, true },
        { "samples/WeightUncertainty/SharedRegression.cs", "ProbDsl.Samples.SharedRegression", [3], 3, false },
        { "samples/WeightUncertainty/LocalRegression.cs", "ProbDsl.Samples.LocalRegression", [3], 3, false },
        { "samples/WeightUncertainty/FlipoutRegression.cs", "ProbDsl.Samples.FlipoutRegression", [3], 3, false },
    };

    [Theory, MemberData(nameof(Models))]
    public void AgreeWithTheirOwnText(string file, string type, int[] arguments, int size, bool isBinary)
    {
        var random = new Random(size);
        var data = new Dictionary<string, object>
        {
            ["X"] = Enumerable.Range(0, 6).Select(_ => Vector<double>.Build.Dense(size, _ => isBinary ? random.Next(2) : (2 * random.NextDouble()) - 1)).ToArray(),
            ["Y"] = new[] { 0.3, -0.2, 1.1, 0.4, -0.9, 0.2 },
            ["Label"] = new[] { 0, 2, 1, 1, 0, 2 },
            ["Region"] = new[] { 0, 11, 3, 5, 7, 2 },
        };
        var oracle = new GuidedOracle(SourceOf(file, type.Split('.')[^1])) { Data = data, Arguments = [.. arguments.Cast<object>()] };
        Assert.Empty(oracle.Refused);
        CompiledBound<double> bound = oracle.Bound(type);
        Assert.Null(oracle.Compare(type, bound, [0, 2, 5, 4], 3, 1, 6) ?? oracle.Compare(type, bound, [3], 2, 0.6, 7));
    }

    private static string SourceOf(string file, string name)
    {
        string root = Path.GetFullPath(Path.Combine(Root(), "..", "..", "..", "..")), text = File.ReadAllText(Path.Combine(root, file));
        if (file.EndsWith(".md", StringComparison.Ordinal))
            text = Regex.Matches(text, "```csharp good\\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).First(block => block.Contains($"partial class {name}\n", StringComparison.Ordinal));
        else
            text = Usings + Regex.Replace(text, "^using .*;$", "", RegexOptions.Multiline);
        if (name == "TwoLayers")
            text += Regex.Match(File.ReadAllText(Path.Combine(root, "samples/ImportanceWeightedAutoencoder/OneLayer.cs")), "internal static Mlp Perceptron.*?;\\n", RegexOptions.Singleline) is { Success: true } helper
                ? $"public static class OneLayer {{ {helper.Value} }}"
                : throw new InvalidOperationException("no helper");
        return text.Replace("(Precision = Precision.Single)", "", StringComparison.Ordinal).Replace("CompiledBound<float>", "CompiledBound<double>", StringComparison.Ordinal).Replace(" : IRegression", "", StringComparison.Ordinal);
    }

    private static string Root([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
