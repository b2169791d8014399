using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Analysis;

/// <summary>Reorders sums and products so that what a value waits for enters last: iterations then overlap as far as they can.</summary>
/// <remarks>A recursion takes as long as the longest chain of operations from one iteration's value to the next.</remarks>
internal sealed class Latency(Graph graph, ISet<Node> awaited)
{
    private readonly Dictionary<Node, bool> waits = [];

    /// <summary>The same value, to rounding, with the operations on awaited nodes last.</summary>
    public Node Shorten(Node node)
    {
        if (awaited.Contains(node) || !Waits(node))
            return node;
        switch (node.Op)
        {
            case "add" or "sub" or "neg":
                var terms = new List<(Node Term, bool Negative)>();
                CollectTerms(node, false, terms);
                return terms.Where(t => Waits(t.Term)).Aggregate(
                    terms.Where(t => !Waits(t.Term)).Aggregate(graph.Zero, (sum, t) => t.Negative ? graph.Op("sub", sum, t.Term) : graph.Add(sum, t.Term)),
                    (sum, t) => t.Negative ? graph.Op("sub", sum, Shorten(t.Term)) : graph.Add(Shorten(t.Term), sum));
            case "mul":
                var factors = new List<Node>();
                CollectFactors(node, factors);
                return factors.Where(Waits).Aggregate(
                    factors.Where(f => !Waits(f)).Aggregate(graph.One, graph.Mul), (product, f) => graph.Mul(product, Shorten(f)));
            case "reduce" or "select":
                return node;
            default:
                return graph.Op(node.Op, [.. node.Arguments.Select(Shorten)]);
        }
    }

    private bool Waits(Node node)
    {
        if (!waits.TryGetValue(node, out bool known))
            waits[node] = known = awaited.Contains(node) || node.Arguments.Any(Waits);
        return known;
    }

    /// <summary>The terms of a sum, taken apart only where something in it is awaited.</summary>
    private void CollectTerms(Node node, bool negative, List<(Node, bool)> terms)
    {
        if (!Waits(node) || node.Op is not ("add" or "sub" or "neg"))
        {
            terms.Add((node, negative));
            return;
        }
        CollectTerms(node.Arguments[0], negative != (node.Op == "neg"), terms);
        if (node.Op != "neg")
            CollectTerms(node.Arguments[1], negative != (node.Op == "sub"), terms);
    }

    private void CollectFactors(Node node, List<Node> factors)
    {
        if (!Waits(node) || node.Op != "mul")
        {
            factors.Add(node);
            return;
        }
        CollectFactors(node.Arguments[0], factors);
        CollectFactors(node.Arguments[1], factors);
    }
}
