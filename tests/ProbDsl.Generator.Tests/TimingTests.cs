using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;
using Xunit.Abstractions;

namespace ProbDsl.Generator.Tests;

/// <summary>How long the generator takes.</summary>
/// <param name="output">Where the times are printed.</param>
[Collection(nameof(Alone))]
public sealed class TimingTests(ITestOutputHelper output)
{
    private const double MostMilliseconds = 100;

    /// <summary>A model's first generation, the compiler's own code being warm, and the generation after an edit of the model.</summary>
    [Fact]
    public void EachModelTakesLessThanATenthOfASecond()
    {
        GeneratorRun.Of("using ProbDsl; using static ProbDsl.Distributions; [Model] public partial class Warm { [Latent] double x; void Generate() { x = ~Normal(0, 1); } }");
        output.WriteLine("model                    cold ms   warm ms");
        var slow = new List<string>();
        foreach ((string name, string source) in TestModels.All)
        {
            (double cold, double warm) = Measure(source);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-22}{cold,10:F1}{warm,10:F1}"));
            if (cold > MostMilliseconds)
                slow.Add(name);
        }
        Assert.Empty(slow);
    }

    private static (double Cold, double Warm) Measure(string source)
    {
        CSharpCompilation compilation = ModelCompilation.Create(source);
        // What the compiler binds of the user's code is not the generator's time.
        _ = compilation.GetDiagnostics();
        GeneratorDriver driver = GeneratorRun.Driver();
        var watch = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        double cold = watch.Elapsed.TotalMilliseconds;
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        string edited = source.Replace("~Normal(", "~Normal(1 - 1 + ", StringComparison.Ordinal);
        CSharpCompilation next = compilation.ReplaceSyntaxTree(tree, ModelCompilation.Parse(edited));
        _ = next.GetDiagnostics();
        watch.Restart();
        _ = driver.RunGenerators(next);
        return (cold, watch.Elapsed.TotalMilliseconds);
    }
}

/// <summary>Tests that measure time run by themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
