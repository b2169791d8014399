using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// A sum of products of data with latents: Σ data·latent + Σ_k data_k·latent_k, where the latents do not change with the row
/// (or only with its group). Sums of such terms over rows need one pass over the data per fit instead of one per draw.
/// </summary>
internal sealed class LinearForm(Graph graph)
{
    private const int MostPairs = 40;

    /// <summary>Data and latent factors of the plain terms.</summary>
    public List<(Node Data, Node Latent)> Pairs { get; } = [];

    /// <summary>Data and latent factors of the bodies of sums.</summary>
    public List<(Reduction Reduction, Node Data, Node Latent)> Sums { get; } = [];

    /// <summary>Reads a node as a linear form, or gives null.</summary>
    /// <param name="graph">Where new nodes are made.</param>
    /// <param name="node">The node.</param>
    /// <param name="isFixed">Whether a node keeps its value over the rows in question.</param>
    public static LinearForm? TryRead(Graph graph, Node node, System.Func<Node, bool> isFixed)
    {
        var form = new LinearForm(graph);
        if (node.IsData)
        {
            form.Pairs.Add((node, graph.One));
            return form;
        }
        if (isFixed(node))
        {
            form.Pairs.Add((graph.One, node));
            return form;
        }
        switch (node.Op)
        {
            case "add" or "sub":
                if (TryRead(graph, node.Arguments[0], isFixed) is not { } left || TryRead(graph, node.Arguments[1], isFixed) is not { } right)
                    return null;
                return left.Plus(node.Op == "sub" ? right.Times(graph.Constant(-1)) : right);
            case "neg":
                return TryRead(graph, node.Arguments[0], isFixed)?.Times(graph.Constant(-1));
            case "mul":
                return TryRead(graph, node.Arguments[0], isFixed) is { } a && TryRead(graph, node.Arguments[1], isFixed) is { } b ? a.Times(b) : null;
            case "xlogy" or "xlog1py" when node.Arguments[0].IsData && isFixed(node.Arguments[1]):
                form.Pairs.Add((node.Arguments[0], graph.Op(node.Op == "xlogy" ? "log" : "log1p", node.Arguments[1])));
                return form;
            case "div" when isFixed(node.Arguments[1]):
                return TryRead(graph, node.Arguments[0], isFixed)?.Times(graph.Op("div", graph.One, node.Arguments[1]));
            case "square" when TryRead(graph, node.Arguments[0], isFixed) is { Sums.Count: 0, Pairs.Count: 1 } single:
                return new LinearForm(graph) { Pairs = { (graph.Op("square", single.Pairs[0].Data), graph.Op("square", single.Pairs[0].Latent)) } };
            case "reduce" when node.Reduction is { Kind: ReduceKind.Sum, Depth: 0 } reduction:
                return ReadSum(graph, node, reduction, isFixed);
            default:
                return null;
        }
    }

    private static LinearForm? ReadSum(Graph graph, Node node, Reduction reduction, System.Func<Node, bool> isFixed)
    {
        // Inside the sum, what does not vary with the row is fixed for each iteration.
        LinearForm? body = TryRead(graph, node.Arguments[0], n => isFixed(n) || !n.VariesWithRow);
        if (body is null || body.Sums.Count > 0)
            return null;
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent) in body.Pairs)
            form.Sums.Add((reduction, data, latent));
        return form;
    }

    private LinearForm? Plus(LinearForm? other)
    {
        if (other is null || Pairs.Count + other.Pairs.Count > MostPairs)
            return null;
        Pairs.AddRange(other.Pairs);
        Sums.AddRange(other.Sums);
        return this;
    }

    private LinearForm? Times(LinearForm other)
    {
        if (Pairs.Count * other.Pairs.Count > MostPairs || (Sums.Count > 0 && other.Sums.Count > 0))
            return null;
        (LinearForm wide, LinearForm narrow) = Sums.Count > 0 || Pairs.Count >= other.Pairs.Count ? (this, other) : (other, this);
        if (narrow.Sums.Count > 0)
            (wide, narrow) = (narrow, wide);
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent) in wide.Pairs)
            foreach ((Node data2, Node latent2) in narrow.Pairs)
                form.Pairs.Add((graph.Mul(data, data2), graph.Mul(latent, latent2)));
        foreach ((Reduction reduction, Node data, Node latent) in wide.Sums)
            foreach ((Node data2, Node latent2) in narrow.Pairs)
                form.Sums.Add((reduction, graph.Mul(data, data2), graph.Mul(latent, latent2)));
        return form;
    }

    private LinearForm Times(Node factor)
    {
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent) in Pairs)
            form.Pairs.Add(factor.IsData ? (graph.Mul(factor, data), latent) : (data, graph.Mul(latent, factor)));
        foreach ((Reduction reduction, Node data, Node latent) in Sums)
            form.Sums.Add(factor.IsData ? (reduction, graph.Mul(factor, data), latent) : (reduction, data, graph.Mul(latent, factor)));
        return form;
    }

    /// <summary>Joins pairs of one latent factor.</summary>
    public List<(Node Data, Node Latent)> Merged() =>
        [.. Pairs.GroupBy(p => p.Latent).Select(g => (g.Select(p => p.Data).Aggregate(graph.Add), g.Key))
            .Where(p => !(p.Item1.IsConstant && p.Item1.Value == 0))];
}
