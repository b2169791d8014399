using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>Makes nodes: equal nodes once, simplified, with what is data alone folded into data leaves.</summary>
internal sealed class Graph
{
    private readonly Dictionary<string, Node> nodes = [];
    private readonly Dictionary<Leaf, Node> leaves = [];
    private readonly Dictionary<Node, bool> finite = [];
    private readonly Func<Expression, int> varianceOf;
    private readonly Func<Local, Expression?> lets;

    /// <param name="varianceOf">The variance of a data expression at the place where it stands.</param>
    /// <param name="lets">What a local stands for, where that is known.</param>
    public Graph(Func<Expression, int> varianceOf, Func<Local, Expression?>? lets = null)
    {
        this.varianceOf = varianceOf;
        this.lets = lets ?? (_ => null);
        Zero = Constant(0);
        One = Constant(1);
    }

    /// <summary>All nodes that are no leaves.</summary>
    public IEnumerable<Node> Nodes => nodes.Values;

    public Node Zero { get; }

    public Node One { get; }

    public Node Constant(double value) =>
        Intern($"c{BitConverter.DoubleToInt64Bits(value)}", id => new Node(id, "const", [], value, null, null, false, 0));

    public Node Data(Expression expression, bool column = false)
    {
        if (expression is Constant constant && !column)
            return Constant(constant.Value);
        return LeafNode(new DataLeaf(expression, column), latent: false, varianceOf(expression) | (column ? Node.RowBit : 0));
    }

    public Node Element(ArrayInfo array, Expression index) =>
        LeafNode(new ElementLeaf(array, index), latent: true, array.Dimensions.Aggregate(varianceOf(index) | varianceOf(array.Base), (v, d) => v | varianceOf(d)));

    public Node Coordinate(ArrayInfo array) => LeafNode(new CoordinateLeaf(array), latent: true, 0);

    public Node Jacobian() => LeafNode(new JacobianLeaf(), latent: true, 0);

    /// <summary>Whether a value is certain to be finite for finite latents and data, but for overflow.</summary>
    public bool IsFinite(Node node) => Finiteness.Holds(node, lets, finite);

    /// <summary>Whether a value and its derivatives are finite wherever their inputs are; known once a model is staged.</summary>
    public Func<Node, bool> HasFiniteDerivatives { get; set; } = _ => true;

    /// <summary>The adjoint of a node by way of another: it varies with both.</summary>
    public Node Seed(Node of, Node via) => LeafNode(new SeedLeaf(of.Id, via.Id), latent: true, of.Variance | via.Variance);

    public Node Reduce(Reduction reduction, Node body)
    {
        int own = Node.ReductionBit(reduction.Depth);
        int variance = (body.Variance & ~own) | varianceOf(reduction.From) | varianceOf(reduction.To);
        string key = $"r{reduction.Kind}:{reduction.Variable.Id}:{body.Id}";
        return Intern(key, id => new Node(id, "reduce", [body], 0, null, reduction, body.Latent, variance));
    }

    public Node Add(Node a, Node b) => Op("add", a, b);

    public Node Mul(Node a, Node b) => Op("mul", a, b);

    public Node Neg(Node a) => Op("neg", a);

    public Node Op(string op, params Node[] a)
    {
        if (Simplify(op, a) is { } simpler)
            return simpler;
        if (MayFold(a) && a.All(x => x.Op == "const" || x.Leaf is DataLeaf { Column: false }) && Build.Call(op, a.Select(DataExpression)) is var folded && !Call.IsLong(folded))
            return Data(ColumnsAreFixed && !isAlwaysSet(folded) ? Build.Call(op, a.Select(x => Held(DataExpression(x)))) : folded);
        return Intern(
            op + "(" + string.Join(",", a.Select(x => x.Id)) + ")",
            id => new Node(id, op, a, 0, null, null, a.Any(x => x.Latent), a.Aggregate(0, (v, x) => v | x.Variance)));
    }

    /// <summary>Whether no new columns of data arise: the tables are fixed.</summary>
    public bool ColumnsAreFixed { get; private set; }

    private Func<Expression, Expression?> fieldOf = _ => null;
    private Func<Expression, bool> isAlwaysSet = _ => true;

    /// <summary>From here on no new columns and fields of data arise.</summary>
    /// <param name="held">The field that holds a value, where one does.</param>
    /// <param name="always">Whether that field is set whatever way the data part goes. Another one may be read only where the model does: what is made of fields by now must not be taken for it.</param>
    public void FixColumns(Func<Expression, Expression?> held, Func<Expression, bool> always) =>
        (ColumnsAreFixed, fieldOf, isAlwaysSet) = (true, held, always);

    private Expression Held(Expression expression) => fieldOf(expression) ?? expression;

    /// <summary>Whether a value is a field or a column, and not made of others.</summary>
    public bool IsHeld(Node node) => ColumnsAreFixed && (node.Variance != 0 || fieldOf(DataExpression(node)) is not null);

    private bool MayFold(IEnumerable<Node> nodes) => !ColumnsAreFixed || nodes.All(n => n.Variance == 0);

    /// <summary>The expression of a node of data alone.</summary>
    public static Expression DataExpression(Node node) => node.IsConstant ? new Constant(node.Value, Kind.Real)
        : node.Leaf is DataLeaf leaf ? leaf.Expression
        : Build.Call(node.Op, node.Arguments.Select(DataExpression));

    private Node? Simplify(string op, Node[] a)
    {
        switch (op)
        {
            case "add":
                return SimplifyAdd(a[0], a[1]);
            case "sub":
                return a[1].IsConstant && a[1].Value == 0 ? a[0]
                    : a[0].IsConstant && a[0].Value == 0 ? Neg(a[1])
                    : a[1].Op == "neg" ? Add(a[0], a[1].Arguments[0])
                    : a[0] == a[1] && a[0].IsConstant ? Zero
                    : null;
            case "neg":
                return a[0].IsConstant ? Constant(-a[0].Value)
                    : a[0].Op == "neg" ? a[0].Arguments[0]
                    : a[0].Op == "sub" ? Op("sub", a[0].Arguments[1], a[0].Arguments[0])
                    : a[0].Op == "mul" && a[0].Arguments[0].IsConstant ? Mul(Constant(-a[0].Arguments[0].Value), a[0].Arguments[1])
                    : null;
            case "mul":
                return SimplifyMul(a[0], a[1]);
            case "div":
                return SimplifyDiv(a[0], a[1]);
            case "square" when a[0].IsConstant:
                return Constant(a[0].Value * a[0].Value);
            case "square" when a[0].Op == "neg":
                return Op("square", a[0].Arguments[0]);
            case "real":
                return a[0];
            case "select" when a[0].IsConstant:
                return a[0].Value != 0 ? a[1] : a[2];
            case "select" when a[1] == a[2]:
                return a[1];
            case "log" when a[0].Op == "exp":
                return a[0].Arguments[0];
            case "log" when a[0].Op == "logistic":
                return Op("sub", a[0].Arguments[0], Op("log1pExp", a[0].Arguments[0]));
            case "log1p" when a[0].Op == "neg" && a[0].Arguments[0].Op == "logistic":
                return Neg(Op("log1pExp", a[0].Arguments[0].Arguments[0]));
            case "log" when a[0].Op == "sub" && a[0].Arguments[0] == One && a[0].Arguments[1].Op == "logistic":
                return Neg(Op("log1pExp", a[0].Arguments[1].Arguments[0]));
            case "pow" when a[1].IsData && a[0].Op is "logistic" or "exp":
                return Op("exp", Mul(a[1], Op("log", a[0])));
            case "log" when a[0].Op == "sub" && a[0].Arguments.All(x => x.Op == "phi"):
                // In the tails the difference is zero where its logarithm is not.
                return Op("logPhiDifference", a[0].Arguments[0].Arguments[0], a[0].Arguments[1].Arguments[0]);
            case "xtimes" when a[0].IsConstant:
                return a[0].Value == 0 ? Zero : Mul(a[0], a[1]);
            case "xtimes" when (a[1].Latent || a[1].IsConstant) && Finiteness.Holds(a[1], lets, finite):
                return Mul(a[0], a[1]);
            case "binomialLogits" when a[2].Leaf is ElementLeaf || Finiteness.Holds(a[2], lets, finite):
                return Op("sub", Mul(a[0], a[2]), Mul(a[1], Op("log1pExp", a[2])));
            case "xlogy" or "xlog1py" when a[0].IsConstant:
                return a[0].Value == 0 ? Zero : Mul(a[0], Op(op == "xlogy" ? "log" : "log1p", a[1]));
            case "xlogy" or "xlog1py" when a[0].IsData && a[1].Latent:
                // Where the logarithm has been simplified away it is finite, and zero times it is zero.
                Node logarithm = Op(op == "xlogy" ? "log" : "log1p", a[1]);
                return logarithm.Op is "log" or "log1p" ? null : Mul(a[0], logarithm);
            default:
                return null;
        }
    }

    private Node? SimplifyAdd(Node a, Node b)
    {
        if (a.IsConstant && a.Value == 0)
            return b;
        if (b.IsConstant && b.Value == 0)
            return a;
        if (a.IsConstant && b.IsConstant)
            return Constant(a.Value + b.Value);
        if (b.Op == "neg")
            return Op("sub", a, b.Arguments[0]);
        return a.Op == "neg" ? Op("sub", b, a.Arguments[0]) : null;
    }

    private Node? SimplifyMul(Node a, Node b)
    {
        if (b.IsConstant || (b.Leaf is DataLeaf && !a.IsConstant && a.Leaf is not DataLeaf))
            (a, b) = (b, a);
        if (a.IsConstant)
        {
            if (b.IsConstant)
                return Constant(a.Value * b.Value);
            if (a.Value == 0)
                return Zero;
            if (a.Value == 1)
                return b;
            if (a.Value == -1)
                return Neg(b);
            if (b.Op == "neg")
                return Mul(Constant(-a.Value), b.Arguments[0]);
            if (b.Op == "mul" && b.Arguments[0].IsConstant)
                return Mul(Constant(a.Value * b.Arguments[0].Value), b.Arguments[1]);
        }
        if (a.Op == "neg")
            return Neg(Mul(a.Arguments[0], b));
        if (b.Op == "neg")
            return Neg(Mul(a, b.Arguments[0]));
        if (a.Leaf is DataLeaf { Column: false } && MayFold([a, .. b.Arguments.Take(1)]) && b.Op == "mul" && (b.Arguments[0].IsConstant || b.Arguments[0].Leaf is DataLeaf { Column: false }))
            return Mul(Mul(a, b.Arguments[0]), b.Arguments[1]);
        if (a.Op == "exp" && b.Op == "exp" && (a.VariesWithRow == b.VariesWithRow))
            return Op("exp", Add(a.Arguments[0], b.Arguments[0]));
        if (a == b && a.Latent)
            return Op("square", a);
        return InternMul(a, b);
    }

    private Node? InternMul(Node a, Node b)
    {
        if (a.IsData && b.IsData && MayFold([a, b]))
            return null;
        return Intern($"mul({a.Id},{b.Id})", id => new Node(id, "mul", [a, b], 0, null, null, a.Latent || b.Latent, a.Variance | b.Variance));
    }

    private Node? SimplifyDiv(Node a, Node b)
    {
        if (b.IsConstant)
            return Mul(Constant(1 / b.Value), a);
        if (a.IsConstant && a.Value == 0)
            return Zero;
        if (a.Op == "neg")
            return Neg(Op("div", a.Arguments[0], b));
        if (b.IsData && b.Leaf is DataLeaf { Column: false } && a.Latent && MayFold([b]))
            return Mul(Op("div", One, b), a);
        // A reciprocal that does not change with the row leaves the loop.
        return b.Latent && b.Variance != (a.Variance | b.Variance) ? Mul(a, Op("div", One, b)) : null;
    }

    private Node LeafNode(Leaf leaf, bool latent, int variance)
    {
        if (leaves.TryGetValue(leaf, out Node? known))
            return known;
        var node = new Node(nodes.Count + leaves.Count, "leaf", [], 0, leaf, null, latent, variance);
        leaves.Add(leaf, node);
        return node;
    }

    private Node Intern(string key, Func<int, Node> make)
    {
        if (!nodes.TryGetValue(key, out Node? node))
            nodes.Add(key, node = make(nodes.Count + leaves.Count));
        return node;
    }
}
