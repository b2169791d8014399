using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Autodiff;

/// <summary>An inner reduction met on the way back: its adjoint, and the adjoints of its body by what the body reads.</summary>
internal sealed record ReductionAdjoint(Node Reduce, Node Adjoint, Sweep Body);

/// <summary>The result of a reverse sweep.</summary>
/// <param name="Adjoints">Adjoint of each boundary node, an expression over the graph.</param>
/// <param name="Reductions">Reductions in the order in which their loops run on the way back.</param>
internal sealed record Sweep(IReadOnlyList<KeyValuePair<Node, Node>> Adjoints, IReadOnlyList<ReductionAdjoint> Reductions);

/// <summary>Reverse mode on the expression graph: adjoints are nodes again, so that they share work with the values.</summary>
internal sealed class Reverse(Graph graph)
{
    /// <summary>Propagates seeds from roots down to the nodes for which <paramref name="isBoundary"/> holds.</summary>
    public Sweep Run(IEnumerable<(Node Root, Node Seed)> seeds, Func<Node, bool> isBoundary) => Run(seeds, isBoundary, isBoundary);

    /// <param name="seeds">The roots.</param>
    /// <param name="isBoundary">Where this sweep ends.</param>
    /// <param name="isEnd">Where the sweep around all reductions ends: what only a loop keeps outside goes on behind it.</param>
    private Sweep Run(IEnumerable<(Node Root, Node Seed)> seeds, Func<Node, bool> isBoundary, Func<Node, bool> isEnd)
    {
        var adjoint = new Dictionary<Node, Node>();
        var order = new List<Node>();
        var seen = new HashSet<Node>();
        var roots = seeds.ToList();
        foreach ((Node root, Node seed) in roots)
        {
            Visit(root, isBoundary, seen, order);
            adjoint[root] = adjoint.TryGetValue(root, out Node? known) ? graph.Add(known, seed) : seed;
        }
        var reductions = new List<ReductionAdjoint>();
        var outputs = new List<KeyValuePair<Node, Node>>();
        for (int i = order.Count - 1; i >= 0; i--)
        {
            Node node = order[i];
            if (!adjoint.TryGetValue(node, out Node? d) || !node.Latent || (d.IsConstant && d.Value == 0))
                continue;
            if (node.Leaf is JacobianLeaf or SeedLeaf)
                continue;
            if (node.Op == "leaf" || isBoundary(node))
                outputs.Add(new(node, d));
            else if (node.Op == "reduce")
                Through(node, d, isBoundary, isEnd, adjoint, reductions);
            else
                Partials(node, d, adjoint);
        }
        return new Sweep(outputs, reductions);
    }

    /// <summary>What a reduction's body reads from outside its loop gets its adjoint inside the loop, summed over iterations.</summary>
    private void Through(Node node, Node d, Func<Node, bool> isBoundary, Func<Node, bool> isEnd, Dictionary<Node, Node> adjoint, List<ReductionAdjoint> reductions)
    {
        Node body = node.Arguments[0];
        Node? held = Held(d);
        Node seed = Under(held, graph.Seed(node, node));
        Node bodySeed = node.Reduction!.Kind == ReduceKind.Sum ? seed : Times(seed, graph.Op("exp", graph.Op("sub", body, node)));
        int own = Node.ReductionBit(node.Reduction.Depth);
        Sweep inner = Run([(body, bodySeed)], n => isBoundary(n) || n.Op == "leaf" || n.Variance < own, isEnd);
        reductions.Add(new ReductionAdjoint(node, d, inner));
        foreach (KeyValuePair<Node, Node> entry in inner.Adjoints)
        {
            if (entry.Key.Op == "leaf" || isEnd(entry.Key) || entry.Key.Variance >= own)
                continue;
            Node sum = graph.Seed(entry.Key, node);
            // Where choices inside the loop hold everything back, or it has no iterations, so does a sum of zero.
            if (ConditionOf(entry.Value) is not null || (MayBeEmpty(node.Reduction) && !graph.HasFiniteDerivatives(entry.Key)))
                sum = graph.Op("select", graph.Op("eq", sum, graph.Zero), graph.Zero, sum);
            Accumulate(adjoint, entry.Key, Under(held, sum));
        }
    }

    private static bool MayBeEmpty(Reduction loop) => loop is not { From: Constant from, To: Constant to } || from.Value >= to.Value;

    private Node Under(Node? condition, Node value) => condition is null ? value : graph.Op("select", condition, value, graph.Zero);

    /// <summary>The condition without which an adjoint is zero because a choice holds it back, or null where none does.</summary>
    private Node? ConditionOf(Node d)
    {
        if (!conditions.TryGetValue(d, out Node? known))
            conditions.Add(d, known = FindCondition(d));
        return known;
    }

    private readonly Dictionary<Node, Node?> conditions = [];

    private Node? FindCondition(Node d)
    {
        if (ChoiceOf(d) is { } choice)
            return choice.WhenTrue ? choice.Condition : graph.Op("not", choice.Condition);
        if (d.Op == "neg")
            return ConditionOf(d.Arguments[0]);
        return d.Op is "add" or "sub" && ConditionOf(d.Arguments[0]) is { } a && ConditionOf(d.Arguments[1]) is { } b ? graph.Op("or", a, b) : null;
    }

    private static bool IsSumOfChoices(Node d) => d.Leaf is DataLeaf { Column: false, Expression: Call { Op: not "select" } sum }
        && Walk.Parts(sum).Any(p => p is Call { Op: "select" } choice && (IsZero(choice.Arguments[1]) || IsZero(choice.Arguments[2])));

    /// <summary>A choice between zero and something else, which may have been folded into the data.</summary>
    private (Node Condition, bool WhenTrue, Node Value)? ChoiceOf(Node d)
    {
        if (d.Leaf is DataLeaf { Column: false, Expression: Call { Op: "select" } held } && graph.IsHeld(d))
        {
            // What was chosen is a column or field, but what it was chosen by need not be one.
            Expression? other = IsZero(held.Arguments[2]) ? held.Arguments[1] : IsZero(held.Arguments[1]) ? held.Arguments[2] : null;
            return other is null ? null : (graph.Op("not", graph.Op("eq", d, graph.Zero)), true, other is Constant ? graph.Data(other) : d);
        }
        // Choices that were folded into one number of the data: where that is zero, it holds everything back.
        if (IsSumOfChoices(d))
            return (graph.Op("not", graph.Op("eq", d, graph.Zero)), true, d);
        (Node Condition, Node First, Node Second)? parts = d switch
        {
            { Op: "select" } => (d.Arguments[0], d.Arguments[1], d.Arguments[2]),
            { Leaf: DataLeaf { Column: false, Expression: Call { Op: "select" } choice } } =>
                (graph.Data(choice.Arguments[0]), graph.Data(choice.Arguments[1]), graph.Data(choice.Arguments[2])),
            _ => null,
        };
        return parts is not var (condition, first, second) ? null
            : second == graph.Zero ? (condition, true, first)
            : first == graph.Zero ? (condition, false, second)
            : null;
    }

    private static bool IsZero(Expression expression) => expression is Constant { Value: 0 };

    private void Partials(Node node, Node d, Dictionary<Node, Node> adjoint)
    {
        Primitive primitive = Primitives.All[node.Op];
        for (int i = 0; i < node.Arguments.Count; i++)
        {
            Node argument = node.Arguments[i];
            if (!argument.Latent || primitive.Partials[i] is not { } formula)
                continue;
            Accumulate(adjoint, argument, Times(d, formula, node));
        }
    }

    private Node Times(Node d, string formula, Node node)
    {
        if (node.Op == "select")
            return formula[formula.IndexOf('?') + 2] == '1'
                ? graph.Op("select", node.Arguments[0], d, graph.Zero)
                : graph.Op("select", node.Arguments[0], graph.Zero, d);
        Formula parsed = FormulaParser.Parse(formula);
        return parsed.Head == "div"
            ? Spread(d, x => graph.Op("div", graph.Mul(x, FormulaNode(parsed.Arguments[0], node)), FormulaNode(parsed.Arguments[1], node)))
            : Times(d, FormulaNode(parsed, node));
    }

    private Node Times(Node d, Node factor) => Spread(d, x => graph.Mul(x, factor));

    /// <summary>Sums of choices up to this size are multiplied choice by choice.</summary>
    private const int MostChoices = 8;

    /// <summary>Where a condition holds a derivative back, it must hold back the product, too: zero times NaN is NaN.</summary>
    private Node Spread(Node d, Func<Node, Node> product) => ConditionOf(d) is null ? product(d)
        : ChoicesIn(d) > MostChoices ? Under(Held(d), product(d))
        : Distribute(d, product);

    private Node Distribute(Node d, Func<Node, Node> product)
    {
        if (ConditionOf(d) is null)
            return product(d);
        if (ChoiceOf(d) is { } choice)
        {
            Node value = choice.Value == d ? product(d) : Distribute(choice.Value, product);
            return choice.WhenTrue ? graph.Op("select", choice.Condition, value, graph.Zero) : graph.Op("select", choice.Condition, graph.Zero, value);
        }
        return d.Op == "neg"
            ? graph.Neg(Distribute(d.Arguments[0], product))
            : graph.Op(d.Op, Distribute(d.Arguments[0], product), Distribute(d.Arguments[1], product));
    }

    private readonly Dictionary<Node, int> choices = [];

    /// <summary>The number of choices that a product would be distributed over, up to one above the most that it is.</summary>
    private int ChoicesIn(Node d)
    {
        if (choices.TryGetValue(d, out int known))
            return known;
        int count = ConditionOf(d) is null ? 0
            : ChoiceOf(d) is { } choice ? 1 + (choice.Value == d ? 0 : ChoicesIn(choice.Value))
            : d.Arguments.Sum(ChoicesIn);
        return choices[d] = Math.Min(count, MostChoices + 1);
    }

    private readonly Dictionary<Node, Node?> held = [];

    /// <summary>The condition without which an adjoint is zero, those of choices inside choices included.</summary>
    private Node? Held(Node d)
    {
        if (held.TryGetValue(d, out Node? known))
            return known;
        Node? condition = ConditionOf(d);
        if (condition is not null && ChoiceOf(d) is { } choice)
            condition = choice.Value != d && Held(choice.Value) is { } inner ? graph.Op("and", condition, inner) : condition;
        else if (condition is not null)
            condition = d.Op == "neg" ? Held(d.Arguments[0]) : graph.Op("or", Held(d.Arguments[0])!, Held(d.Arguments[1])!);
        return held[d] = condition;
    }

    private void Accumulate(Dictionary<Node, Node> adjoint, Node node, Node term) =>
        adjoint[node] = adjoint.TryGetValue(node, out Node? known) ? graph.Add(known, term) : term;

    private Node FormulaNode(Formula formula, Node node)
    {
        if (!formula.IsCall)
            return formula.Head switch
            {
                "" => graph.Constant(formula.Number),
                "a" => node.Arguments[0],
                "b" => node.Arguments[1],
                "c" => node.Arguments[2],
                "r" => node,
                _ => graph.Constant(FormulaLowering.ConstantOf(formula.Head) ?? throw new FormulaException($"the name '{formula.Head}' is unknown")),
            };
        return graph.Op(formula.Head, [.. formula.Arguments.Select(a => FormulaNode(a, node))]);
    }

    private static void Visit(Node node, Func<Node, bool> isBoundary, HashSet<Node> seen, List<Node> order)
    {
        if (!seen.Add(node))
            return;
        if (!isBoundary(node) && node.Op != "reduce")
            foreach (Node argument in node.Arguments)
                Visit(argument, isBoundary, seen, order);
        else if (node.Op == "reduce" && !isBoundary(node))
            VisitOuterParts(node.Arguments[0], Node.ReductionBit(node.Reduction!.Depth), isBoundary, seen, order, []);
        order.Add(node);
    }

    /// <summary>Nodes that a reduction's body reads from outside must come before the reduction.</summary>
    private static void VisitOuterParts(Node node, int own, Func<Node, bool> isBoundary, HashSet<Node> seen, List<Node> order, HashSet<Node> walked)
    {
        if (!walked.Add(node))
            return;
        if (node.Variance < own && node.Op != "const")
        {
            Visit(node, isBoundary, seen, order);
            return;
        }
        foreach (Node argument in node.Arguments)
            VisitOuterParts(argument, own, isBoundary, seen, order, walked);
    }
}
