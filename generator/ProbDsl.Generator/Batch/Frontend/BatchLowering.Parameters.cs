using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Diagnostics;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <content>Parameters of distributions: of data they are refused outside their range when the bound is made, of anything else the density is NaN there.</content>
internal sealed partial class BatchLowering
{
    private readonly List<RangeIr> parameterChecks = [];

    /// <summary>What data give to distributions as parameters.</summary>
    public EquatableArray<RangeIr> ParameterChecks => parameterChecks.ToEquatable();

    private void CheckParameter(DistributionInfo info, string name, int node, SyntaxNode syntax)
    {
        if (!info.ParameterSupports.TryGetValue(name, out string? support))
            return;
        (string range, Func<double, bool> holds) = support switch
        {
            "Positive" or "PositiveVector" or "PositiveMatrix" => ("positive", (Func<double, bool>)(v => v > 0)),
            "NonNegative" or "Count" => ("zero or above", v => v >= 0),
            "UnitInterval" => ("from 0 to 1", v => v is >= 0 and <= 1),
            _ => ("", _ => true),
        };
        if (range.Length == 0)
        {
            if (support == "UnitVector" && IsOfData(node))
                CheckData(InSupport("UnitVector", node)!.Value, graph.Reduce("sum", graph.Op("square", node)), "the squared length of " + Lowering.Shorten(syntax.ToString()), $"'{name}' of {info.Name} must be a vector of length one", syntax);
            if (support == "Simplex" && graph[node].Op != "const" && IsOfData(node))
                CheckSimplex(node, $"'{name}' of {info.Name} must be probabilities, from 0 to 1 with sum one", syntax);
            return;
        }
        if (graph[node].Op == "const" && !holds(graph[node].Value))
            context.Report(Descriptors.NegativeParameter, syntax, name, info.Name, range, graph[node].Value.ToString(CultureInfo.InvariantCulture));
        else if (IsAnyNumber(node))
            context.Report(Descriptors.MaybeNegativeParameter, syntax, Lowering.Shorten(syntax.ToString()), name, info.Name, range);
        else if (graph[node].Op != "const" && IsOfData(node))
            CheckData(node, range, $"'{name}' of {info.Name} must be {range}", syntax);
    }

    /// <summary>Notes a parameter of the data, whose elements must lie in a range.</summary>
    private void CheckData(int node, string range, string needs, SyntaxNode syntax)
    {
        int zero = graph.Constant(0);
        int inside = range switch
        {
            "positive" => graph.Op("lt", zero, node),
            "zero or above" => graph.Op("le", zero, node),
            _ => graph.Op("and", graph.Op("le", zero, node), graph.Op("le", node, graph.Constant(1))),
        };
        CheckData(inside, node, Lowering.Shorten(syntax.ToString()), needs, syntax);
    }

    /// <summary>Notes probabilities of the data: each is zero or above, and their sum one.</summary>
    private void CheckSimplex(int node, string needs, SyntaxNode syntax)
    {
        string text = Lowering.Shorten(syntax.ToString());
        CheckData(graph.Op("le", graph.Constant(0), node), node, text, needs, syntax);
        int total = graph.Reduce("sum", node);
        CheckData(graph.Op("le", graph.Op("abs", graph.Op("sub", total, graph.Constant(1))), graph.Constant(1e-6)), total, "the sum of " + text, needs, syntax);
    }

    /// <summary>Notes an interval of the data, which has something between its ends.</summary>
    private void CheckInterval(DistributionInfo info, Func<string, int?> names, SyntaxNode syntax)
    {
        if (info is not { Support: "Interval", Lower: { } low, Upper: { } high })
            return;
        (int from, int to) = (formulas.Lower(low, names), formulas.Lower(high, names));
        if (IsOfData(from) && IsOfData(to) && (graph[from].Op != "const" || graph[to].Op != "const"))
            CheckData(graph.Op("lt", from, to), to, $"'{high}' of {info.Name}", $"it must be above '{low}'", syntax);
    }

    /// <summary>Notes a condition on the data that must hold wherever the statement is reached.</summary>
    /// <param name="inside">The condition, of one value or of each element.</param>
    /// <param name="node">The value.</param>
    /// <param name="text">What has it.</param>
    /// <param name="needs">What it must be.</param>
    /// <param name="syntax">Where.</param>
    private void CheckData(int inside, int node, string text, string needs, SyntaxNode syntax)
    {
        if (reach is { } reached)
            inside = graph.Op("or", graph.Op("not", reached), inside);
        int outside = graph.Reduce("sum", graph.Op("select", inside, graph.Constant(0), graph.Constant(1)));
        int value = graph[node].Shape.Rank == 0 ? node : graph.Constant(double.NaN);
        int check = graph.Make("range", [outside, value], TensorShape.Scalar);
        if (parameterChecks.All(c => c.Node != check))
            parameterChecks.Add(new RangeIr(check, text, needs, StatementText(syntax)));
    }

    /// <summary>The parameters of a formula; those that may leave their range, where the formula itself would not be NaN, are NaN there.</summary>
    private Func<string, int?> Guarded(BatchDistribution distribution)
    {
        var guarded = new Dictionary<string, int>();
        foreach ((string name, int node) in distribution.Parameters)
            guarded[name] = !IsOfData(node) && ParameterRanges.HighOf(distribution.Info, name) is { } high && !ParameterRanges.IsNaNBelowZero(distribution.Info.Formula, name, high)
                ? Guarded(node, high)
                : distribution.Info.ParameterSupports.TryGetValue(name, out string? support) && support == "UnitVector" && !IsOfData(node)
                ? graph.Op("select", InSupport(support, node)!.Value, node, graph.Constant(double.NaN))
                : node;
        return name => guarded.TryGetValue(name, out int node) ? node : null;
    }

    private int Guarded(int node, double high)
    {
        ValueRange range = RangeOf(node, []);
        if (range.IsNonNegative && range.High <= high)
            return node;
        int above = graph.Op("le", graph.Constant(0), node), below = graph.Op("le", node, graph.Constant(high));
        int inside = range.High <= high ? above : range.IsNonNegative ? below : graph.Op("and", above, below);
        return graph.Op("select", inside, node, graph.Constant(double.NaN));
    }

    /// <summary>Where the elements of a node lie, as far as the text shows.</summary>
    private ValueRange RangeOf(int node, Dictionary<int, ValueRange> known)
    {
        if (known.TryGetValue(node, out ValueRange found))
            return found;
        TensorNode n = graph[node];
        ValueRange Argument(int i) => RangeOf(n.Arguments[i], known);
        return known[node] = n.Op switch
        {
            "const" => double.IsNaN(n.Value) ? ValueRange.All : ValueRange.Point(n.Value),
            "slice" or "pick" or "expand" => Argument(0),
            "concat" => n.Arguments.Select((_, i) => Argument(i)).Aggregate((a, b) => a.Or(b)),
            "sum" => Argument(0).IsNonNegative ? ValueRange.NonNegative : ValueRange.All,
            "network" => outputRanges.TryGetValue(n.Name, out ValueRange output) ? output : ValueRange.All,
            "draw" => guided.TryGetValue(n.Name, out GuidedLatent? latent) ? RangeOfSupport(latent.Distribution.Info.Support) : ValueRange.All,
            _ => ValueRange.OfOperation(n.Op, Argument),
        };
    }

    private static ValueRange RangeOfSupport(string support) => support switch
    {
        "Positive" or "NonNegative" or "PositiveVector" or "Count" => ValueRange.NonNegative,
        "UnitInterval" or "Binary" => new ValueRange(0, false, 1, false),
        _ => ValueRange.All,
    };

    /// <summary>Whether a node is a number of the whole line as it comes: of a linear output, a parameter or a latent.</summary>
    private bool IsAnyNumber(int node) => graph[node].Op switch
    {
        "slice" or "pick" or "concat" => IsAnyNumber(graph[node].Arguments[0]),
        "network" => outputRanges.TryGetValue(graph[node].Name, out ValueRange output) && output == ValueRange.All,
        "parameter" => true,
        "draw" => guided.TryGetValue(graph[node].Name, out GuidedLatent? latent) && latent.Distribution.Info.Support == "Real",
        _ => false,
    };
}
