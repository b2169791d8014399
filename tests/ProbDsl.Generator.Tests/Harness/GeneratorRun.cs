using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>One run of the generator over a compilation.</summary>
internal sealed class GeneratorRun
{
    private GeneratorRun(CSharpCompilation input, Compilation output, GeneratorRunResult result)
    {
        Input = input;
        Output = output;
        Diagnostics = [.. result.Diagnostics];
        Exception = result.Exception;
        Texts = result.GeneratedSources.IsDefault ? [] : [.. result.GeneratedSources.Select(s => (s.HintName, s.SourceText.ToString()))];
        Trees = result.GeneratedSources.IsDefault ? [] : [.. result.GeneratedSources.Select(s => s.SyntaxTree)];
    }

    public CSharpCompilation Input { get; }

    /// <summary>The user's code with the generated code.</summary>
    public Compilation Output { get; }

    public IReadOnlyList<Diagnostic> Diagnostics { get; }

    public Exception? Exception { get; }

    public IReadOnlyList<(string Name, string Text)> Texts { get; }

    public IReadOnlyList<SyntaxTree> Trees { get; }

    public static GeneratorRun Of(string source) => Of(ModelCompilation.Create(source));

    /// <param name="secondsPerFile">The generator hangs where it takes longer on the average.</param>
    public static GeneratorRun Of(CSharpCompilation compilation, double secondsPerFile = 0.2)
    {
        GeneratorDriver driver;
        Compilation output;
        using (Watch(compilation, secondsPerFile))
            driver = Driver().RunGeneratorsAndUpdateCompilation(compilation, out output, out _);
        return new GeneratorRun(compilation, output, driver.GetRunResult().Results.Single());
    }

    public static GeneratorDriver Driver(bool track = false) => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: ModelCompilation.ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    /// <summary>Ends the process when the generator hangs: a loop without end would take the machine's memory with it.</summary>
    private static Timer Watch(CSharpCompilation compilation, double secondsPerFile)
    {
        TimeSpan limit = TimeSpan.FromSeconds(20 + (secondsPerFile * compilation.SyntaxTrees.Length));
        // Of the process's own time, too: a busy machine is not a generator that hangs.
        TimeSpan end = Environment.CpuUsage.TotalTime + limit;
        void Check(object? state)
        {
            if (Environment.CpuUsage.TotalTime > end)
                Environment.FailFast("the generator hangs on\n" + compilation.SyntaxTrees.Last());
        }
        return new Timer(Check, null, limit, TimeSpan.FromSeconds(1));
    }

    /// <summary>Fails unless the generator reported nothing but what is allowed, and all of the code compiles without a warning.</summary>
    public GeneratorRun AssertClean(params string[] allowed)
    {
        if (Exception is not null)
            throw new XunitException("the generator threw " + Exception);
        IEnumerable<string> own = Diagnostics.Where(d => !allowed.Contains(d.Id)).Select(d => d.ToString());
        string[] problems = [.. own, .. CompilerProblems(allowed)];
        if (problems.Length > 0)
            throw new XunitException(string.Join('\n', problems.Take(12)) + Excerpts());
        return this;
    }

    /// <summary>Errors and warnings of the compiler over the user's and the generated code.</summary>
    public IEnumerable<string> CompilerProblems(params string[] allowed) =>
        Output.GetDiagnostics()
            .Where(d => d.Severity >= DiagnosticSeverity.Warning && !allowed.Contains(d.Id))
            .Select(d => d.ToString());

    /// <summary>The generated lines to which the first problems point.</summary>
    private string Excerpts()
    {
        var text = new StringBuilder();
        foreach (Diagnostic problem in Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).Take(4))
            if (problem.Location.SourceTree is { } tree && Trees.Contains(tree))
                text.Append('\n').Append(tree.GetText().Lines[problem.Location.GetLineSpan().StartLinePosition.Line].ToString());
        return text.ToString();
    }
}
