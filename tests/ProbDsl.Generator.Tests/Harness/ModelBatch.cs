using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>Many models compiled at once: a model that fails fails its own test alone.</summary>
/// <remarks>Each row is a file NAME.cs in the namespace <c>Row.NAME</c> whose model is called NAME.</remarks>
internal sealed class ModelBatch
{
    private readonly Dictionary<string, string> problems = [];
    private readonly LoadedModels models;

    /// <param name="rows">Name and source of each row.</param>
    /// <param name="allowed">Warnings that do not count.</param>
    public ModelBatch(IEnumerable<(string Name, string Source)> rows, params string[] allowed)
    {
        CSharpCompilation compilation = ModelCompilation.Create([.. rows.Select(r => (r.Name + ".cs", r.Source))]);
        GeneratorRun run = GeneratorRun.Of(compilation);
        if (run.Exception is not null)
            throw new XunitException("the generator threw " + run.Exception);
        foreach (Diagnostic diagnostic in run.Diagnostics)
            Note(diagnostic, allowed);
        Compilation output = run.Output;
        while (true)
        {
            Diagnostic[] errors = [.. output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
            foreach (Diagnostic error in errors)
                Note(error, allowed);
            SyntaxTree[] bad = [.. output.SyntaxTrees.Where(t => problems.ContainsKey(RowOf(t)))];
            output = output.RemoveSyntaxTrees(bad);
            if (bad.Length == 0)
                break;
        }
        models = LoadedModels.Load(output);
    }

    public ILogDensity Condition(string name) =>
        problems.TryGetValue(name, out string? problem) ? throw new XunitException(problem) : models.Condition($"Row.{name}.{name}");

    public object Create(string name) => Create(name, name);

    /// <summary>A class beside a row's model.</summary>
    public object Create(string name, string type) =>
        problems.TryGetValue(name, out string? problem) ? throw new XunitException(problem) : models.Create($"Row.{name}.{type}");

    private void Note(Diagnostic diagnostic, string[] allowed)
    {
        if (diagnostic.Severity < DiagnosticSeverity.Warning || allowed.Contains(diagnostic.Id))
            return;
        // A fault of the emitter has no place, but names its model.
        string row = diagnostic.Location.SourceTree is { } tree ? RowOf(tree) : diagnostic.ToString().Split('\'')[1];
        string line = diagnostic.Location.SourceTree?.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString() ?? "";
        problems[row] = (problems.TryGetValue(row, out string? known) ? known + "\n" : "") + diagnostic + "\n    " + line.Trim();
    }

    /// <summary>User files are NAME.cs, generated ones Row.NAME.NAME.g.cs.</summary>
    private static string RowOf(SyntaxTree tree)
    {
        string file = Path.GetFileName(tree.FilePath);
        return file.StartsWith("Row.", StringComparison.Ordinal) ? file.Split('.')[1] : file.Split('.')[0];
    }
}
