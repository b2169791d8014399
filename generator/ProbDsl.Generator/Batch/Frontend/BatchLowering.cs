using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>Executes the guide and then <c>Generate()</c> symbolically: values are nodes of one graph, and latents stand for the guide's draws.</summary>
internal sealed partial class BatchLowering
{
    private readonly ModelContext context;
    private readonly TensorGraph graph = new();
    private readonly BatchSizes sizes = new();
    private readonly BatchFormulas formulas;
    private readonly Dictionary<string, BatchMember> members = [];
    private readonly Dictionary<ISymbol, BatchValue> environment = new(SymbolEqualityComparer.Default);
    private readonly List<(IMethodSymbol Method, string Path)> callStack = [];
    private ObjectValue self;
    private SourceList sources = new();
    private SyntaxNode? statement;
    private bool inGuide;
    private bool hasGuidePlate;
    private int noises;

    public BatchLowering(ModelContext context)
    {
        this.context = context;
        formulas = new BatchFormulas(graph);
        self = new ObjectValue("", context.Model);
    }

    public TensorGraph Graph => graph;

    public BatchSizes Sizes => sizes;

    /// <summary>The members that statements use, in the order of their first use.</summary>
    public IEnumerable<BatchMember> Members => members.Values;

    /// <summary>Runs the guide; returns its statements.</summary>
    public EquatableArray<SourceIr> RunGuide(IMethodSymbol guide)
    {
        inGuide = true;
        RunMethod(guide);
        hasGuidePlate = hasPlate;
        return sources.All;
    }

    /// <summary>Runs <c>Generate()</c>; returns its statements.</summary>
    public EquatableArray<SourceIr> RunModel(IMethodSymbol generate)
    {
        inGuide = false;
        RunMethod(generate);
        return sources.All;
    }

    public BatchMemberIr ToIr(BatchMember member) => new(
        member.Path, member.Role, member.PerDatum == true, member.TypeSymbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
        member.Shape ?? GlobalShape(member), member.Type.Kind, member.IsBinarized, member.IsSettable, member.Check.Condition, member.Check.Text,
        member.Initial, member.Spread, Missing: member.IsReadElsewhere ? double.NaN : member.Missing);

    /// <summary>Whether the density of anything else depends on a latent.</summary>
    public bool IsUsed(GuidedLatent latent) =>
        latent.HasProducts || likelihood.Select(t => t.Node).Concat(guided.Values.Where(l => l != latent).Select(l => l.Prior!.Value))
            .Any(node => DependsOn(node, n => n.Op == "draw" && n.Name == latent.Member.Path));

    private void RunMethod(IMethodSymbol method)
    {
        sources = new SourceList();
        environment.Clear();
        hasPlate = false;
        if (context.Semantics.BodyOf(method) is { } body)
            Run(Lowering.BodyStatements(body));
    }

    private BatchValue Unsupported(SyntaxNode syntax, string advice)
    {
        context.Report(Descriptors.UnsupportedExpression, syntax, Lowering.Shorten(syntax.ToString()), advice);
        return MissingValue.Instance;
    }

    private string StatementText(SyntaxNode fallback) => Lowering.Shorten((statement ?? fallback).ToString());

    /// <summary>Whether a node depends on one that meets a condition.</summary>
    private bool DependsOn(int node, System.Func<TensorNode, bool> condition) =>
        DependsOn(node, condition, []);

    private bool DependsOn(int node, System.Func<TensorNode, bool> condition, HashSet<int> seen) =>
        seen.Add(node) && (condition(graph[node]) || graph[node].Arguments.Any(a => DependsOn(a, condition, seen)));
}

/// <summary>The numbered statements of one method.</summary>
internal sealed class SourceList
{
    private readonly List<SourceIr> sources = [];
    private readonly Dictionary<(int, string), int> known = [];

    public EquatableArray<SourceIr> All => sources.ToEquatable();

    /// <summary>The number of a statement; one in a loop or helper that runs several times has one number.</summary>
    public int Add(SyntaxNode syntax, string role, string description)
    {
        (int, string) key = (syntax.SpanStart, description);
        if (known.TryGetValue(key, out int number))
            return number;
        string text = Lowering.Shorten(syntax.ToString());
        if (!text.EndsWith(";", System.StringComparison.Ordinal))
            text += ";";
        number = sources.Count + 1;
        sources.Add(new SourceIr(number, text, role, description));
        known.Add(key, number);
        return number;
    }
}
