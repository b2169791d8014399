using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch;

/// <summary>Builds tensor nodes: equal ones once, the simplest identities applied.</summary>
internal sealed class TensorGraph
{
    private readonly List<TensorNode> nodes = [];
    private readonly Dictionary<TensorNode, int> known = [];

    public TensorGraph()
    {
    }

    /// <summary>Goes on from the nodes of a model.</summary>
    public TensorGraph(IEnumerable<TensorNode> start)
    {
        foreach (TensorNode node in start)
            Intern(node);
    }

    public IReadOnlyList<TensorNode> Nodes => nodes;

    public TensorNode this[int id] => nodes[id];

    public int Constant(double value) => Intern(new TensorNode("const", EquatableArray<int>.Empty, Axis.Global, TensorShape.Scalar, "", value));

    /// <summary>A node without arguments: data, parameter, noise, position, size.</summary>
    public int Leaf(string op, string name, Axis axis, TensorShape shape) => Intern(new TensorNode(op, EquatableArray<int>.Empty, axis, shape, name));

    /// <summary>An elementwise operation, by the name of a primitive. Vectors among the arguments have equal sizes (the caller has seen to it).</summary>
    public int Op(string op, params int[] arguments) => Simplify(op, arguments) ?? Make(op, arguments, WidestShape(arguments));

    public int Add(int a, int b) => Op("add", a, b);

    public int Mul(int a, int b) => Op("mul", a, b);

    /// <summary>sum or lse over the elements.</summary>
    public int Reduce(string op, int vector) => nodes[vector].Shape.Rank == 0 ? vector : Make(op, [vector], TensorShape.Scalar);

    /// <summary>An operation whose shape does not follow from its arguments.</summary>
    public int Make(string op, int[] arguments, TensorShape shape, string name = "", Axis? axis = null) =>
        Intern(new TensorNode(op, arguments.ToEquatable(), axis ?? WidestAxis(arguments), shape, name));

    public bool IsConstant(int id, double value) => nodes[id].Op == "const" && nodes[id].Value == value;

    private Axis WidestAxis(int[] arguments) => arguments.Aggregate(Axis.Global, (axis, a) => nodes[a].Axis > axis ? nodes[a].Axis : axis);

    private TensorShape WidestShape(int[] arguments) =>
        arguments.Select(a => nodes[a].Shape).Aggregate(TensorShape.Scalar, (shape, s) => s.Rank > shape.Rank ? s : shape);

    private int? Simplify(string op, int[] a)
    {
        switch (op)
        {
            case "add" when IsConstant(a[0], 0):
                return a[1];
            case "add" or "sub" when IsConstant(a[1], 0):
                return a[0];
            case "sub" when IsConstant(a[0], 0):
                return Op("neg", a[1]);
            case "mul" when IsConstant(a[0], 1):
                return a[1];
            case "mul" or "div" when IsConstant(a[1], 1):
                return a[0];
            case "mul" when IsConstant(a[0], -1):
                return Op("neg", a[1]);
            case "mul" when IsConstant(a[1], -1):
                return Op("neg", a[0]);
            case "neg" when nodes[a[0]].Op == "neg":
                return nodes[a[0]].Arguments[0];
            case "neg" when nodes[a[0]].Op == "const":
                return Constant(-nodes[a[0]].Value);
            case "add" when nodes[a[1]].Op == "neg":
                return Op("sub", a[0], nodes[a[1]].Arguments[0]);
            case "sub" when nodes[a[1]].Op == "neg":
                return Op("add", a[0], nodes[a[1]].Arguments[0]);
            case "mul" when a[0] == a[1]:
                return Op("square", a[0]);
            case "log" or "log1p" or "xlogy" or "xlog1py" or "logit":
                return Logarithm(op, a);
            case "select" when nodes[a[0]].Op == "const":
                return nodes[a[0]].Value != 0 ? a[1] : a[2];
            case "select" when a[1] == a[2]:
                return a[1];
            case "add" or "sub" or "mul" or "div" when a.All(x => nodes[x].Op == "const"):
                (double x, double y) = (nodes[a[0]].Value, nodes[a[1]].Value);
                return Constant(op switch { "add" => x + y, "sub" => x - y, "mul" => x * y, _ => x / y });
            case "exp" or "square" or "sqrt" when nodes[a[0]].Op == "const":
                double v = nodes[a[0]].Value;
                return Constant(op switch { "exp" => Math.Exp(v), "square" => v * v, _ => Math.Sqrt(v) });
            default:
                return null;
        }
    }

    /// <summary>Logarithms of exponentials and of probabilities that a logistic function gives: finite where the functions one after the other are not.</summary>
    private int? Logarithm(string op, int[] a)
    {
        TensorNode x = nodes[a[a.Length - 1]];
        switch (op)
        {
            case "log" when x.Op == "const":
                return Constant(Math.Log(x.Value));
            case "log" when x.Op == "exp":
                return x.Arguments[0];
            case "log" when x.Op == "logistic":
                return Op("sub", x.Arguments[0], Op("log1pExp", x.Arguments[0]));
            case "log" when x.Op == "sub" && IsConstant(x.Arguments[0], 1) && nodes[x.Arguments[1]].Op == "logistic":
                return Op("neg", Op("log1pExp", nodes[x.Arguments[1]].Arguments[0]));
            case "log1p" when x.Op == "neg" && nodes[x.Arguments[0]].Op == "logistic":
                return Op("neg", Op("log1pExp", nodes[x.Arguments[0]].Arguments[0]));
            case "log1p" when x.Op == "exp":
                return Op("log1pExp", x.Arguments[0]);
            case "logit" when x.Op == "logistic":
                return x.Arguments[0];
            case "xlogy" or "xlog1py":
                // Where the logarithm has been simplified away it is finite, and zero times it is zero.
                return !IsConstant(a[1], 0) && Logarithm(op == "xlogy" ? "log" : "log1p", [a[1]]) is { } logarithm ? Op("mul", a[0], logarithm) : null;
            default:
                return null;
        }
    }

    /// <summary>An element of a vector; that of an exponential is the exponential of an element, so that logarithms meet it.</summary>
    public int Pick(int vector, int index) => nodes[vector].Op == "exp"
        ? Op("exp", Pick(nodes[vector].Arguments[0], index))
        : Make("pick", [vector, index], TensorShape.Scalar);

    private int Intern(TensorNode node)
    {
        if (!known.TryGetValue(node, out int id))
        {
            id = nodes.Count;
            nodes.Add(node);
            known.Add(node, id);
        }
        return id;
    }
}
