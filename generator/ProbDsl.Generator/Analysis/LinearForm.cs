using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>Which factor of a product makes it zero by being zero, even where the other is infinite.</summary>
internal enum Annihilator
{
    Neither,
    Data,
    Latent,
}

/// <summary>
/// A sum of products of data with latents: Σ data·latent + Σ_k data_k·latent_k, where the latents do not change with the row
/// (or only with its group). Sums of such terms over rows need one pass over the data per fit instead of one per draw.
/// </summary>
internal sealed class LinearForm(Graph graph)
{
    private const int MostPairs = 40;

    /// <summary>Data and latent factors of the plain terms.</summary>
    public List<(Node Data, Node Latent, Annihilator Zero)> Pairs { get; } = [];

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
            form.Pairs.Add((node, graph.One, Annihilator.Neither));
            return form;
        }
        if (isFixed(node))
        {
            form.Pairs.Add((graph.One, node, Annihilator.Neither));
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
                form.Pairs.Add((node.Arguments[0], graph.Op(node.Op == "xlogy" ? "log" : "log1p", node.Arguments[1]), Annihilator.Data));
                return form;
            case "xtimes" when node.Arguments[1].IsData && isFixed(node.Arguments[0]):
                form.Pairs.Add((node.Arguments[1], node.Arguments[0], Annihilator.Latent));
                return form;
            case "xtimes" when node.Arguments[0].IsData:
                return TryRead(graph, node.Arguments[1], isFixed) is { Sums.Count: 0 } factor ? factor.TimesCount(node.Arguments[0]) : null;
            case "div" when isFixed(node.Arguments[1]):
                return TryRead(graph, node.Arguments[0], isFixed)?.Times(graph.Op("div", graph.One, node.Arguments[1]));
            case "square" when TryRead(graph, node.Arguments[0], isFixed) is { Sums.Count: 0, Pairs.Count: 1 } single:
                return new LinearForm(graph) { Pairs = { (graph.Op("square", single.Pairs[0].Data), graph.Op("square", single.Pairs[0].Latent), Annihilator.Neither) } };
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
        if (body is null || body.Sums.Count > 0 || body.Pairs.Any(p => p.Zero != Annihilator.Neither))
            return null;
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent, _) in body.Pairs)
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
        foreach ((Node data, Node latent, Annihilator zero) in wide.Pairs)
            foreach ((Node data2, Node latent2, Annihilator zero2) in narrow.Pairs)
                form.Pairs.Add((graph.Mul(data, data2), graph.Mul(latent, latent2), zero == Annihilator.Neither ? zero2 : zero));
        foreach ((Reduction reduction, Node data, Node latent) in wide.Sums)
            foreach ((Node data2, Node latent2, _) in narrow.Pairs)
                form.Sums.Add((reduction, graph.Mul(data, data2), graph.Mul(latent, latent2)));
        return form;
    }

    private LinearForm Times(Node factor)
    {
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent, Annihilator zero) in Pairs)
            form.Pairs.Add(factor.IsData ? (graph.Mul(factor, data), latent, zero) : (data, graph.Mul(latent, factor), zero));
        foreach ((Reduction reduction, Node data, Node latent) in Sums)
            form.Sums.Add(factor.IsData ? (reduction, graph.Mul(factor, data), latent) : (reduction, data, graph.Mul(latent, factor)));
        return form;
    }

    /// <summary>Each product as often as a count says, of which none is nothing, whatever the product.</summary>
    private LinearForm TimesCount(Node count)
    {
        var form = new LinearForm(graph);
        foreach ((Node data, Node latent, _) in Pairs)
            form.Pairs.Add((graph.Op("xtimes", count, data), latent, Annihilator.Data));
        return form;
    }

    /// <summary>Joins pairs of one latent factor.</summary>
    public List<(Node Data, Node Latent, Annihilator Zero)> Merged() =>
        [.. Pairs.GroupBy(p => (p.Latent, p.Zero)).Select(g => (g.Select(p => p.Data).Aggregate(graph.Add), g.Key.Latent, g.Key.Zero))
            .Where(p => !(p.Item1.IsConstant && p.Item1.Value == 0))];

    /// <summary>The product of the factors of a pair.</summary>
    public static Node Product(Graph graph, Node data, Node latent, Annihilator zero) => zero switch
    {
        Annihilator.Data => graph.Op("xtimes", data, latent),
        Annihilator.Latent => graph.Op("xtimes", latent, data),
        _ => graph.Mul(data, latent),
    };
}
