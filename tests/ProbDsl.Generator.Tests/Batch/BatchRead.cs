using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Batch;
using ProbDsl.Generator.Batch.Frontend;
using ProbDsl.Generator.Tests.Harness;
using Xunit.Sdk;

namespace ProbDsl.Generator.Tests.Batch;

/// <summary>Reads the first model of a source.</summary>
internal static class BatchRead
{
    public static BatchReading Read(string source)
    {
        CSharpCompilation compilation = ModelCompilation.Create(source);
        string[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        if (errors.Length > 0)
            throw new XunitException(string.Join('\n', errors));
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        ClassDeclarationSyntax model = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First(c => c.AttributeLists.Any(a => a.ToString().StartsWith("[Model", StringComparison.Ordinal)));
        return BatchReader.Read(compilation.GetSemanticModel(tree).GetDeclaredSymbol(model)!, model, compilation, CancellationToken.None);
    }

    /// <summary>The IR of a source without mistakes.</summary>
    public static BatchIr Clean(string source, params string[] allowed)
    {
        BatchReading reading = Read(source);
        string[] problems = [.. reading.Diagnostics.Where(d => !allowed.Contains(d.Id)).Select(d => d.ToString())];
        if (problems.Length > 0)
            throw new XunitException(string.Join('\n', problems));
        return reading.Model ?? throw new XunitException("nothing was read");
    }

    /// <summary>The IR of a source without mistakes, whose generated half compiles.</summary>
    public static BatchIr Compiled(string source, params string[] allowed)
    {
        BatchIr model = Clean(source, allowed);
        string[] errors = [.. GeneratorRun.Of(source).Output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString())];
        return errors.Length == 0 ? model : throw new XunitException("what is generated does not compile:\n" + string.Join('\n', errors));
    }

    /// <summary>The IR as text, one node a line, for failures and snapshots.</summary>
    public static string Describe(BatchIr model)
    {
        IEnumerable<string> nodes = model.Nodes.Select((n, i) =>
            $"%{i} = {n.Op}({string.Join(", ", n.Arguments.Select(a => $"%{a}"))}) {n.Name}{(n.Op == "const" ? FormattableString.Invariant($"{n.Value}") : "")} : {n.Axis}{Shape(n.Shape)}");
        return string.Join('\n', new[] { $"plate {model.PlateCount}" }
            .Concat(model.Sizes.Select(s => $"{s.Name} = {s.Definition} ({s.Description})"))
            .Concat(model.SameSizes.Select(s => $"{s.Left} == {s.Right} in {s.Statement}"))
            .Concat(model.Members.Select(m => $"{m.Role} {m.Path} {(m.PerDatum ? "per datum" : "global")}{Shape(m.Shape)} {m.Element} {m.TypeText}{(m.Binarized ? " binarized" : "")}{(m.Check.Length > 0 ? $" [{m.Check}: {m.CheckText}]" : "")}"))
            .Concat(nodes)
            .Concat(model.Latents.Select(l => $"latent {l.Name}{Shape(l.Shape)} local {l.IsLocal} discrete {l.IsDiscrete} draw %{l.Draw} prior %{l.Prior} guide %{l.Guide} parameters {string.Join(", ", l.GuideParameters.Select(p => $"%{p}"))} divergence %{l.Divergence} mean %{l.Mean} statements {l.ModelStatement}, {l.GuideStatement}"))
            .Concat(model.Observed.Select(o => $"observed {o.Name} mean %{o.Mean} statement {o.Statement}"))
            .Concat(model.Likelihood.Select(t => $"term %{t.Node} statement {t.Statement}"))
            .Concat(model.Sources.Select(s => $"model {s.Number}: {s.Text} ({s.Role} {s.Description})"))
            .Concat(model.GuideSources.Select(s => $"guide {s.Number}: {s.Text} ({s.Role} {s.Description})"))) + "\n";
    }

    private static string Shape(TensorShape shape) => shape.Rank switch { 0 => "", 1 => $"[{shape.First}]", _ => $"[{shape.First}, {shape.Second}]" };
}
