using System.Reflection;
using MathNet.Numerics.LinearAlgebra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>Compiles sources against the framework, ProbDsl and MathNet, as a user's project would.</summary>
internal static class ModelCompilation
{
    /// <summary>What a project has with implicit usings.</summary>
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview);

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable,
        concurrentBuild: false);

    private static readonly SyntaxTree ImplicitUsingsTree = CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions, "ImplicitUsings.g.cs");

    public static readonly IReadOnlyList<MetadataReference> References = FindReferences();

    public static CSharpCompilation Create(params (string Path, string Text)[] sources) =>
        CSharpCompilation.Create(
            "Models" + Interlocked.Increment(ref count),
            [ImplicitUsingsTree, .. sources.Select(s => Parse(s.Text, s.Path))],
            References,
            Options);

    public static CSharpCompilation Create(string source) => Create(("Model.cs", source));

    /// <summary>The same with what rewritten models call.</summary>
    public static CSharpCompilation WithOracle(CSharpCompilation compilation) =>
        compilation.AddReferences(MetadataReference.CreateFromFile(typeof(Batch.Oracle.GuidedScoring).Assembly.Location)).WithAssemblyName(compilation.AssemblyName + "Rewritten");

    public static SyntaxTree Parse(string text, string path = "Model.cs") => CSharpSyntaxTree.ParseText(text, ParseOptions, path);

    private static int count;

    private static List<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        Assembly[] own = [typeof(Normal).Assembly, typeof(Vector<>).Assembly];
        return [.. trusted.Where(path => Path.GetDirectoryName(path) == framework)
            .Concat(own.Select(assembly => assembly.Location)).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
