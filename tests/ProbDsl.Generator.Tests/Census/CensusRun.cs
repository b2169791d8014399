using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using Xunit;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>Puts calls into models, many into one, and says of each what became of it.</summary>
/// <param name="calls">The calls.</param>
/// <param name="refused">Calls that were refused when the table was accepted: they share packs, which saves a reading of the others.</param>
/// <param name="models">The kind of models.</param>
internal sealed class CensusRun(IReadOnlyList<CensusCall> calls, HashSet<string> refused, CensusModels models)
{
    /// <summary>The call is translated, and its value and derivatives are those of C#.</summary>
    public const string Translated = "yes";

    private const int PackSize = 40;

    private readonly string?[] outcomes = new string?[calls.Count];
    private readonly CensusTwin twin = new(calls);

    /// <summary>For each call: translated, refused with a diagnostic, or in capitals what is wrong.</summary>
    public IReadOnlyList<string> Run()
    {
        for (int k = 0; k < calls.Count; k++)
            outcomes[k] = calls[k].Expression.Length == 0 ? "not written" : twin.NoCode.TryGetValue(k, out string? error) ? "no C# " + error : null;
        int[] rest = [.. Enumerable.Range(0, calls.Count).Where(k => outcomes[k] is null)];
        foreach (int k in rest)
            if (Enumerable.Range(0, 12).Select(_ => twin.Value(k, CensusMembers.Positions[0])).Distinct().Count() > 1)
                outcomes[k] = "random";
        Examine([.. rest.Where(k => outcomes[k] is null)], PackSize);
        foreach (int[] few in rest.Where(k => outcomes[k] is null).ToArray().Chunk(PackSize))
            Examine(few, 1);
        return outcomes!;
    }

    /// <summary>Sets the outcome of calls; of packs in which something is wrong only those that are refused.</summary>
    private void Examine(int[] open, int packSize)
    {
        List<int[]> packs;
        GeneratorRun run;
        while (true)
        {
            packs = [.. open.Where(k => !IsRefused(k)).Chunk(packSize), .. open.Where(IsRefused).Chunk(packSize)];
            if (packs.Count == 0)
                return;
            run = GeneratorRun.Of(ModelCompilation.Create([.. packs.Select((pack, m) => ($"M{m}.cs", models.Source("M" + m, calls, pack)))]), secondsPerFile: 20);
            int[] left = WithoutRefused(open, run);
            bool settled = packs.TrueForAll(p => p.All(k => outcomes[k] is null) || p.All(k => outcomes[k] is not null));
            open = left;
            if (settled)
                break;
        }
        for (int m = packs.Count - 1; m >= 0; m--)
            if (outcomes[packs[m][0]] is not null)
                packs[m] = [];
        HashSet<int> bad = Broken(packs, run, out Compilation output);
        LoadedModels loaded = LoadedModels.Load(output);
        for (int m = 0; m < packs.Count; m++)
            if (!bad.Contains(m) && packs[m].Length > 0)
                Check(packs[m], loaded.Create("M" + m));
    }

    private int[] WithoutRefused(int[] open, GeneratorRun run)
    {
        foreach (Diagnostic diagnostic in run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error && d.Id != "PDSL090"))
        {
            List<(int Call, Diagnostic)> marked = [.. CensusSource.Marked(diagnostic.Location.SourceTree?.ToString() ?? "", [diagnostic])];
            if (marked.Count == 0)
                throw new XunitException("a diagnostic without a call: " + diagnostic);
            outcomes[marked[0].Call] ??= Refusal(calls[marked[0].Call], diagnostic);
        }
        return [.. open.Where(k => outcomes[k] is null)];
    }

    private bool IsRefused(int call) => refused.Contains($"{calls[call].Signature}, {calls[call].Given}");

    /// <summary>The diagnostic with its words, where it says more than that the method itself is not translated, or not differentiable.</summary>
    private static string Refusal(CensusCall call, Diagnostic diagnostic)
    {
        string words = diagnostic.GetMessage(CultureInfo.InvariantCulture);
        if (words.Split('\'') is not [_, { } subject, ..])
            return $"{diagnostic.Id} {words}";
        string method = call.Signature.Split('(')[0].Split('.')[^1];
        if (diagnostic.Id is "PDSL022" or "PDSL060")
            return subject.Split('(')[0].Split('.')[^1] == method ? diagnostic.Id : $"{diagnostic.Id} of {subject}";
        return $"{diagnostic.Id} {(subject.Contains(method + "(", StringComparison.Ordinal) ? words[(words.IndexOf(subject, StringComparison.Ordinal) + subject.Length + 2)..] : words)}";
    }

    /// <summary>Packs with an internal fault or without code that compiles, and the code of the others.</summary>
    private HashSet<int> Broken(List<int[]> packs, GeneratorRun run, out Compilation output)
    {
        var bad = new Dictionary<int, string>();
        if (run.Exception is not null)
            throw new XunitException(run.Exception.ToString());
        foreach (Diagnostic fault in run.Diagnostics.Where(d => d.Id == "PDSL090"))
            bad[fault.Location.SourceTree is { } tree ? NumberOf(tree) : int.Parse(fault.ToString().Split('\'')[1].AsSpan(1), CultureInfo.InvariantCulture)] = "FAULT " + fault.GetMessage(CultureInfo.InvariantCulture);
        output = run.Output;
        while (true)
        {
            foreach (Diagnostic error in output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning && d.Location.SourceTree is { } tree && run.Trees.Contains(tree)))
                bad[NumberOf(error.Location.SourceTree!)] = "UNCOMPILABLE " + error.GetMessage(CultureInfo.InvariantCulture);
            SyntaxTree[] remove = [.. output.SyntaxTrees.Where(t => NumberOf(t) is var m && m >= 0 && bad.ContainsKey(m))];
            if (remove.Length == 0)
                break;
            output = output.RemoveSyntaxTrees(remove);
        }
        foreach ((int m, string fault) in bad)
            if (packs[m].Length == 1)
                outcomes[packs[m][0]] = fault;
        return [.. bad.Keys];
    }

    /// <summary>The number of a model in the name of its file: M12.cs, M12.g.cs.</summary>
    private static int NumberOf(SyntaxTree tree) =>
        Path.GetFileName(tree.FilePath) is { } name && name.StartsWith('M') && int.TryParse(name.AsSpan(1, name.IndexOf('.', StringComparison.Ordinal) - 1), CultureInfo.InvariantCulture, out int m) ? m : -1;

    private void Check(int[] pack, object model)
    {
        CensusEvaluation evaluate;
        try
        {
            evaluate = models.Load(model, pack.Length);
        }
        catch (Exception thrown) when (thrown is XunitException or TargetInvocationException)
        {
            if (pack.Length == 1)
                outcomes[pack[0]] = twin.Value(pack[0], CensusMembers.Positions[0]) is null ? "throws" : "THROWS " + (thrown.InnerException ?? thrown).Message.Split('\n')[0];
            return;
        }
        for (int i = 0; i < pack.Length; i++)
        {
            string? wrong = Enumerable.Range(0, calls[pack[i]].IsInside ? 1 : CensusMembers.Positions.Count).Select(position => Wrong(evaluate, pack[i], i, position)).FirstOrDefault(w => w is not null);
            if (wrong is null || pack.Length == 1)
                outcomes[pack[i]] = wrong ?? Translated;
        }
    }

    private string? Wrong(CensusEvaluation evaluate, int call, int place, int at)
    {
        double[] values = CensusMembers.Positions[at];
        double actual;
        double[] gradient;
        try
        {
            (actual, gradient) = evaluate(values, place);
        }
        catch (ArgumentException thrown)
        {
            return twin.Value(call, values) is null ? "throws" : "THROWS " + thrown.Message;
        }
        if (twin.Value(call, values) is not { } expected)
            return at > 0 ? null : $"C# throws, {(double.IsNaN(actual) ? "NaN" : "A VALUE")}";
        if (!Close(expected, actual, 1e-10))
            return string.Create(CultureInfo.InvariantCulture, $"WRONG {actual:R} for {expected:R} at {at}");
        if (calls[call].Given == Given.Data || !double.IsFinite(expected))
            return null;
        for (int k = 0; k < CensusMembers.Count; k++)
        {
            double slope = DensityChecks.Derivative(x => twin.Value(call, x) ?? double.NaN, values, k, 1e-3);
            if (double.IsFinite(slope) && !Close(slope, gradient[k], 1e-6))
                return string.Create(CultureInfo.InvariantCulture, $"WRONG DERIVATIVE {gradient[k]:R} for {slope:R} by {k} at {at}");
        }
        return null;
    }

    private static bool Close(double expected, double actual, double tolerance) =>
        expected.Equals(actual) || Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected));
}
