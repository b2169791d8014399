using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Frontend;

/// <summary>Turns the formulas of distributions into nodes. Names stand for nodes; operations are elementwise.</summary>
internal sealed class BatchFormulas(TensorGraph graph)
{
    /// <param name="formula">The formula.</param>
    /// <param name="names">The node of a name, or null where there is none.</param>
    public int Lower(string formula, Func<string, int?> names) => Lower(FormulaParser.Parse(formula), names);

    /// <summary>The sum over the elements of a value, each of which has the density or divergence of a node.</summary>
    public int Total(int node, TensorShape shape)
    {
        if (graph[node].Shape.Rank > 0)
            return graph.Reduce("sum", node);
        if (shape.Rank > 0)
            node = graph.Mul(node, Size(shape.First));
        return shape.Rank > 1 ? graph.Mul(node, Size(shape.Second)) : node;
    }

    /// <summary>A scalar as a vector or matrix of equal elements.</summary>
    /// <remarks>The elements of "position" times zero: written past the simplifications, which see no shapes.</remarks>
    public int Spread(int node, TensorShape shape)
    {
        if (graph[node].Shape.Rank >= shape.Rank)
            return node;
        int position = graph.Leaf("position", "", Axis.Global, shape);
        int zeros = graph.Make("mul", [position, graph.Constant(0)], shape);
        return graph.Make("add", [zeros, node], shape);
    }

    public int Size(string name) => graph.Leaf("size", name, Axis.Global, TensorShape.Scalar);

    private int Lower(Formula formula, Func<string, int?> names)
    {
        if (!formula.IsCall)
            return Leaf(formula, names);
        int[] arguments = [.. formula.Arguments.Select(a => Lower(a, names))];
        switch (formula.Head)
        {
            case "sum":
                return graph.Reduce("sum", arguments[0]);
            case "logSumExp" when arguments.Length == 1:
                return graph.Reduce("lse", arguments[0]);
            case "count":
                return Size(graph[arguments[0]].Shape.First);
            case "at":
                return graph.Pick(arguments[0], arguments[1]);
            case "select" when graph[arguments[0]].Op == "const":
                return graph[arguments[0]].Value != 0 ? arguments[1] : arguments[2];
            case "binomialLogits":
                return graph.Op("sub", graph.Mul(arguments[0], arguments[2]), graph.Mul(arguments[1], graph.Op("log1pExp", arguments[2])));
            case var op when Primitives.All.ContainsKey(op):
                return graph.Op(op, arguments);
            default:
                throw new FormulaException($"the function '{formula.Head}' is unknown");
        }
    }

    private int Leaf(Formula formula, Func<string, int?> names)
    {
        if (formula.Head.Length == 0)
            return graph.Constant(formula.Number);
        return names(formula.Head)
            ?? (FormulaLowering.ConstantOf(formula.Head) is { } known ? graph.Constant(known) : throw new FormulaException($"the name '{formula.Head}' is unknown"));
    }
}
