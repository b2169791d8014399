using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Oracle.RandomModels;

/// <summary>Random models, generated, compiled and compared with the oracle together.</summary>
internal sealed class RandomBatch
{
    private static readonly string[] Warnings = ["CS0414", "CS0169", "CS0649", "CS0219", "CS1718", "CS8618", "CS0168", "CS1717"];

    private readonly Dictionary<string, Failure> failures = [];
    private readonly Dictionary<string, RandomModel> models;

    private RandomBatch(IEnumerable<(string Name, RandomModel Model)> rows) => models = rows.ToDictionary(r => r.Name, r => r.Model);

    /// <summary>The first failure of each model, null where nothing is wrong; the kind <c>invalid</c> where the text is no C#.</summary>
    public static Failure?[] Check(IReadOnlyList<RandomModel> models)
    {
        RandomBatch batch = new(models.Select((m, k) => ($"R{k}", m)));
        batch.Run();
        return [.. models.Select((_, k) => batch.failures.GetValueOrDefault($"R{k}"))];
    }

    private void Run()
    {
        CSharpCompilation input = Valid(ModelCompilation.Create([.. models.Select(m => (m.Key + ".cs", m.Value.Source(m.Key)))]));
        GeneratorRun run = GeneratorRun.Of(input);
        if (run.Exception is not null)
            throw new InvalidOperationException("the generator threw " + run.Exception);
        foreach (Diagnostic diagnostic in run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
            Note(RowOf(diagnostic), new Failure(diagnostic.Id, diagnostic.ToString() + Line(diagnostic)));
        Compilation output = Compiling(run.Output);
        LoadedModels loaded = LoadedModels.Load(output);
        OracleModels oracles = new(input);
        foreach (string name in models.Keys.Where(n => !failures.ContainsKey(n)))
        {
            try
            {
                if (ModelCheck.Of(loaded.Create($"Row.{name}.{name}"), oracles) is { } failure)
                    failures[name] = failure;
            }
            catch (Exception thrown)
            {
                failures[name] = new Failure("thrown " + thrown.GetType().Name, thrown.ToString());
            }
        }
    }

    /// <summary>Without the models that are no C#.</summary>
    private CSharpCompilation Valid(CSharpCompilation input)
    {
        foreach (Diagnostic error in input.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
            Note(RowOf(error), new Failure("invalid", error.ToString() + Line(error)));
        return input.RemoveSyntaxTrees(input.SyntaxTrees.Where(IsBad));
    }

    /// <summary>Without the models whose generated half does not compile.</summary>
    private Compilation Compiling(Compilation output)
    {
        while (true)
        {
            foreach (Diagnostic problem in output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error
                || (d.Severity == DiagnosticSeverity.Warning && !Warnings.Contains(d.Id))))
                Note(RowOf(problem), new Failure("uncompilable " + problem.Id, problem.ToString() + Line(problem)));
            SyntaxTree[] bad = [.. output.SyntaxTrees.Where(IsBad)];
            if (bad.Length == 0)
                return output;
            output = output.RemoveSyntaxTrees(bad);
        }
    }

    private bool IsBad(SyntaxTree tree) => failures.ContainsKey(RowOf(tree));

    private void Note(string row, Failure failure) => failures.TryAdd(row, failure);

    private static string Line(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree
        ? "\n    " + tree.GetText().Lines[diagnostic.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim()
        : "";

    /// <summary>A fault of the emitter has no place, but names its model.</summary>
    private static string RowOf(Diagnostic diagnostic) =>
        diagnostic.Location.SourceTree is { } tree ? RowOf(tree) : diagnostic.ToString().Split('\'')[1].Split('.')[^1];

    /// <summary>User files are NAME.cs, generated ones Row.NAME.NAME.g.cs.</summary>
    private static string RowOf(SyntaxTree tree)
    {
        string file = Path.GetFileName(tree.FilePath);
        return file.StartsWith("Row.", StringComparison.Ordinal) ? file.Split('.')[1] : file.Split('.')[0];
    }
}
