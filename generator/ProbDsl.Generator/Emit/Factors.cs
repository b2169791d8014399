using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;

namespace ProbDsl.Generator.Emit;

/// <summary>Splits a product into what varies inside a loop and what does not, so that the latter multiplies the sum once.</summary>
internal static class Factors
{
    public static (Node Factor, Node Varying) Split(Graph graph, Node node, Func<Node, bool> varies)
    {
        var inside = new List<Node>();
        Node outside = graph.One;
        void Visit(Node n)
        {
            if (n.Op == "neg")
            {
                outside = graph.Neg(outside);
                Visit(n.Arguments[0]);
            }
            else if (n.Op == "mul")
            {
                Visit(n.Arguments[0]);
                Visit(n.Arguments[1]);
            }
            else if (n.Op == "div" && !varies(n.Arguments[1]) && !n.Arguments[1].IsInner)
            {
                Visit(n.Arguments[0]);
                outside = graph.Op("div", outside, n.Arguments[1]);
            }
            else if (n.Leaf is SeedLeaf || varies(n) || n.IsInner)
                inside.Add(n);
            else
                outside = graph.Mul(outside, n);
        }
        Visit(node);
        return (outside, inside.OrderBy(n => n.Id).Aggregate(graph.One, graph.Mul));
    }
}
