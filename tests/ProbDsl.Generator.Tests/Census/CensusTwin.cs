using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>The calls as plain C# over the same members: what a model must give.</summary>
internal sealed class CensusTwin
{
    private readonly object twin;
    private readonly Action<double[]> set;
    private readonly Action reset;
    private readonly Dictionary<int, Func<double>> functions = [];

    public CensusTwin(IReadOnlyList<CensusCall> calls)
    {
        List<int> written = [.. Enumerable.Range(0, calls.Count).Where(k => calls[k].Expression.Length > 0)];
        CSharpCompilation compilation;
        while (true)
        {
            string source = Source(calls, written);
            compilation = ModelCompilation.Create(source);
            Dictionary<int, string> errors = CensusSource.Marked(source, compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error))
                .GroupBy(e => e.Call).ToDictionary(e => e.Key, e => e.First().Diagnostic.Id);
            if (errors.Count == 0)
                break;
            foreach ((int call, string id) in errors)
                NoCode[call] = id;
            written.RemoveAll(errors.ContainsKey);
        }
        twin = Activator.CreateInstance(LoadedModels.LoadAssembly(compilation).GetType("Twin")!)!;
        set = (Action<double[]>)Delegate.CreateDelegate(typeof(Action<double[]>), twin, "Set");
        reset = (Action)Delegate.CreateDelegate(typeof(Action), twin, "Reset");
        foreach (int k in written)
            functions.Add(k, (Func<double>)Delegate.CreateDelegate(typeof(Func<double>), twin, $"E{k}"));
    }

    /// <summary>Calls that are no C#, with the compiler's error.</summary>
    public Dictionary<int, string> NoCode { get; } = [];

    /// <summary>The value of a call at a position, or null where it throws.</summary>
    public double? Value(int call, double[] position)
    {
        set(position);
        reset();
        try
        {
            return functions[call]();
        }
        catch (Exception) when (functions.ContainsKey(call))
        {
            return null;
        }
    }

    private static string Source(IReadOnlyList<CensusCall> calls, IEnumerable<int> written) => $$"""
        {{CensusSource.Usings}}
        public sealed class Twin
        {
        {{Regex.Replace(CensusMembers.Latents, @"\[Latent.*?\)?\] ", "")}}
        {{Regex.Replace(CensusMembers.Data, @"\[Data\] (.*) = .*;", "$1 = default!;")}}
        {{CensusMembers.Setter}}
        public void Reset()
        {
        {{Regex.Replace(CensusMembers.Data, @"\[Data\] public \S+ ", "")}}
        }
        {{string.Join('\n', written.Select(k => $"public double E{k}() {{ double total = 0; {calls[k].Statement(v => $"total += {v};")} return total; }} //#{k}"))}}
        }
        """;
}
