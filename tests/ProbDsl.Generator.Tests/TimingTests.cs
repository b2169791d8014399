using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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

    /// <summary>Another process may take the processor in the middle of a measurement.</summary>
    private const int Attempts = 3;

    private const string Usings = """
        using System;
        using System.Linq;
        using MathNet.Numerics.LinearAlgebra;
        using ProbDsl;
        using static ProbDsl.Distributions;
        using static ProbDsl.Functions;

        """;

    /// <summary>A model's first generation, the compiler's own code being warm, and the generation after an edit of the model.</summary>
    [Fact]
    public void EachModelTakesLessThanATenthOfASecond() => Measure(TestModels.All.Select(m => (m.Key, m.Value)));

    /// <summary>The same for every model that stands in the conformance tests.</summary>
    [Fact]
    public void EachConformanceModelTakesLessThanATenthOfASecond() => Measure(ConformanceModels());

    private void Measure(IEnumerable<(string Name, string Source)> models)
    {
        GeneratorRun.Of(Usings + "[Model] public partial class Warm { [Latent] double x; void Generate() { x = ~Normal(0, 1); } }");
        output.WriteLine("model                                   cold ms   warm ms");
        var slow = new List<string>();
        foreach ((string name, string source) in models)
        {
            (double cold, double warm) = Measure(source);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-37}{cold,10:F1}{warm,10:F1}"));
            for (int attempt = 1; attempt < Attempts && cold > MostMilliseconds; attempt++)
                cold = Measure(source).Cold;
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

    /// <summary>Each model class as a file of its own, with the other classes of its file, which it may call.</summary>
    private static IEnumerable<(string Name, string Source)> ConformanceModels([CallerFilePath] string file = "")
    {
        string folder = Path.Combine(Path.GetDirectoryName(file)!, "..", "ProbDsl.Conformance");
        if (!Directory.Exists(folder))
            yield break;
        IEnumerable<string> files = new[] { "Models", "MoreModels", "Language" }.Select(f => Path.Combine(folder, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.GetFiles(f, "*.cs").Order(StringComparer.Ordinal));
        foreach (string path in files)
        {
            SyntaxNode root = ModelCompilation.Parse(File.ReadAllText(path)).GetRoot();
            ClassDeclarationSyntax[] models = [.. root.DescendantNodes().OfType<ClassDeclarationSyntax>().Where(IsModel)];
            foreach (ClassDeclarationSyntax model in models)
            {
                SyntaxNode alone = root.RemoveNodes(models.Where(m => m != model && !model.Ancestors().Contains(m)), SyntaxRemoveOptions.KeepNoTrivia)!;
                yield return (model.Identifier.Text, Usings + alone.ToFullString());
            }
        }
    }

    private static bool IsModel(ClassDeclarationSyntax type) =>
        type.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() is "Model" or "ModelAttribute");
}

/// <summary>Tests that measure time run by themselves.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
