using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Outcomes: each is drawn once, be it under one condition of the data or another, unless the attribute says that some are left out or missing.</content>
internal sealed partial class BatchLowering
{
    private readonly Dictionary<string, (BatchMember Member, List<int> Conditions, string Statement)> conditional = [];
    private readonly Dictionary<string, BatchMemberIr> knowns = [];

    /// <summary>What tells which outcomes are known, of members whose outcomes may be missing.</summary>
    public IEnumerable<BatchMemberIr> Knowns => knowns.Values;

    /// <summary>How often outcomes are drawn that are drawn under conditions.</summary>
    public EquatableArray<TimesIr> Times() => conditional.Values.Where(c => !c.Member.IsPartly || c.Conditions.Count > 1).Select(c =>
    {
        int number = c.Conditions.Select(test => graph.Op("select", test, graph.Constant(1), graph.Constant(0))).Aggregate(graph.Add);
        return new TimesIr(graph.Make("times", [number], TensorShape.Scalar, c.Member.Path), c.Member.Name, c.Member.IsPartly, c.Statement);
    }).ToEquatable();

    /// <summary>Whether an outcome has been drawn, other than under a condition where this draw has another.</summary>
    private bool IsDrawnAlready(BatchMember member) =>
        observed.Any(o => o.Name == member.Path) && (condition is null || !conditional.ContainsKey(member.Path));

    private void NoteDraw(BatchMember member, ObservedIr draw, SyntaxNode syntax)
    {
        int known = observed.FindIndex(o => o.Name == member.Path);
        if (condition is { } test)
        {
            List<int> conditions = conditional.TryGetValue(member.Path, out (BatchMember Member, List<int> Conditions, string Statement) before) ? before.Conditions : [];
            conditions.Add(test);
            conditional[member.Path] = (member, conditions, StatementText(syntax));
            if (known >= 0)
                observed[known] = observed[known] with { Mean = MeanOfEither(test, draw.Mean, observed[known].Mean) };
        }
        if (known < 0)
            observed.Add(draw);
    }

    private int MeanOfEither(int test, int mean, int other) =>
        mean >= 0 && other >= 0 && graph[mean].Shape == graph[other].Shape ? graph.Op("select", test, mean, other) : -1;

    /// <summary>What the data of an outcome meet: that of one of its draws.</summary>
    private static void NoteCheck(BatchMember member, (string Condition, string Text) check)
    {
        if (!member.IsDrawn || member.Check == check)
            member.Check = check;
        else if (member.Check.Condition.Length > 0)
            member.Check = check.Condition.Length == 0 ? check : ($"({member.Check.Condition}) || ({check.Condition})", $"{member.Check.Text}, or {check.Text}");
        member.IsDrawn = true;
    }

    /// <summary>One where an outcome is known, zero where NaN says that it is missing; of a vector one an element.</summary>
    private int? KnownOf(BatchMember member, BatchDistribution distribution, bool isLocal, SyntaxNode place)
    {
        TensorShape shape = member.Shape ?? TensorShape.Scalar;
        if (shape.Rank > 0 && !distribution.IsElementwise)
        {
            context.Report(Descriptors.UnsupportedDistribution, place, distribution.Info.Name,
                $"it draws '{member.Name}' as a whole, and in a model with networks missing outcomes are numbers with a distribution each: leave Partly out, or use a distribution of each element");
            return null;
        }
        if (shape.Rank > 1 || member.IsBinarized)
        {
            Unsupported(place, $"the outcomes of '{member.Name}' cannot be missing one by one; leave Partly out");
            return null;
        }
        if (GuideChecks.Inside(graph, distribution) is not { } inside)
        {
            context.Report(Descriptors.UnsupportedDistribution, place, distribution.Info.Name, $"no number is known to lie in its support, to stand for missing outcomes of '{member.Name}'");
            return null;
        }
        member.Missing = inside;
        string path = member.Path + ".known";
        if (!knowns.ContainsKey(path))
            knowns.Add(path, new BatchMemberIr(path, BatchRole.Observed, isLocal, member.TypeSymbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), shape,
                Kind.Real, false, false, "", "", KnownOf: member.Path));
        return graph.Leaf("data", path, isLocal ? Axis.Datum : Axis.Global, shape);
    }
}
