using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Frontend;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Autodiff;

/// <summary>Reverse mode on the tensor graph: adjoints are nodes of the same graph, so that they share work with the values.</summary>
/// <remarks>
/// Operations that it adds, beside those of <see cref="TensorNode"/>:
/// <list type="bullet">
/// <item>assemble(pieces): zeros, to which each piece is added at its offset; <see cref="TensorNode.Name"/> holds the offsets, divided by ';'.</item>
/// <item>samplesum(value): the sum over a datum's samples. rowsum(value): the sum over all rows.</item>
/// <item>samples, rows: the number of samples a datum, of rows of the axis <see cref="TensorNode.Name"/>.</item>
/// <item>matvecT(matrix, adjoint), outer(adjoint, vector): the products of matvec's derivative; outer sums over the rows.</item>
/// <item>networkBack(call, adjoint): the derivative by a call's input; its name is "input" where the weights get none, "weights" where the input needs none, else "both".</item>
/// <item>gradient(adjoint): the gradient of the parameter <see cref="TensorNode.Name"/>.</item>
/// <item>sphereSlope(cosine, concentration, size): how a drawn cosine moves with the concentration.</item>
/// <item>leaf: a number that the runtime gives, by name.</item>
/// </list>
/// </remarks>
/// <param name="graph">The graph.</param>
/// <param name="path">Whether the sweep ends at the draws of the plate.</param>
/// <param name="discrete">Latents whose draws have no derivative.</param>
internal sealed class TensorReverse(TensorGraph graph, bool path, ISet<string> discrete)
{
    private readonly Dictionary<int, int> adjoints = [];
    private readonly Dictionary<int, List<(string Offset, int Piece)>> pieces = [];
    private readonly Dictionary<int, bool> active = [];
    private readonly Dictionary<int, bool> drawn = [];
    private readonly List<int> effects = [];
    private readonly Dictionary<int, int> reached = [];
    private readonly Guards guards = new(graph);

    /// <summary>The value whose derivatives a node was made for.</summary>
    public Dictionary<int, int> Owners { get; } = [];

    /// <summary>The value that a node is the derivative of the loss by.</summary>
    public Dictionary<int, int> Adjoints { get; } = [];

    /// <summary>The derivatives by the draws of the plate, where the sweep ends there.</summary>
    public IReadOnlyDictionary<int, int> Reached => reached;

    /// <summary>Adds a value whose derivative is followed back.</summary>
    public void Seed(int root, int seed) => Accumulate(root, Full(root, seed));

    /// <summary>Goes back from all seeds; returns the nodes that write gradients.</summary>
    public IReadOnlyList<int> Run()
    {
        // New nodes have larger numbers than the values they belong to, so going down by number meets each node after its users.
        var pending = new SortedSet<int>(adjoints.Keys);
        pendingNodes = pending;
        while (pending.Count > 0)
        {
            int node = pending.Max;
            pending.Remove(node);
            if (!IsActive(node))
                continue;
            int known = graph.Nodes.Count;
            Through(node);
            for (int made = known; made < graph.Nodes.Count; made++)
                Owners[made] = node;
        }
        return effects;
    }

    /// <summary>The same value, through whose parameters and networks no derivative passes; draws are followed as before.</summary>
    public int Detach(int id)
    {
        TensorNode node = graph[id];
        if (!IsActive(id) || node.Op is "draw" or "const")
            return id;
        if (!DependsOnDraw(id))
            return graph.Make("stop", [id], node.Shape, axis: node.Axis);
        int[] arguments = [.. node.Arguments.Select(Detach)];
        return node.Op == "network"
            ? graph.Make("detached", [id, arguments[0]], node.Shape, node.Name, node.Axis)
            : graph.Make(node.Op, arguments, node.Shape, node.Name, node.Axis);
    }

    public bool DependsOnDraw(int id)
    {
        if (!drawn.TryGetValue(id, out bool known))
            drawn[id] = known = graph[id].Op == "draw" || graph[id].Arguments.Any(DependsOnDraw);
        return known;
    }

    private SortedSet<int> pendingNodes = [];

    private bool IsActive(int id)
    {
        if (!active.TryGetValue(id, out bool known))
        {
            TensorNode node = graph[id];
            known = node.Op switch
            {
                "parameter" or "network" => true,
                "stop" or "gate" or "weigh" => false,
                "draw" when discrete.Contains(node.Name) => false,
                "detached" => IsActive(node.Arguments[1]),
                _ => node.Arguments.Any(IsActive),
            };
            active[id] = known;
        }
        return known;
    }

    private void Through(int id)
    {
        TensorNode node = graph[id];
        int d = AdjointOf(id);
        if (graph[d].Arguments.Count > 0 && d > id && !Adjoints.ContainsKey(d))
            Adjoints.Add(d, id);
        switch (node.Op)
        {
            case "parameter":
                effects.Add(graph.Make("gradient", [Expand(d, id)], TensorShape.Scalar, node.Name, Axis.Global));
                break;
            case "network":
                NetworkBack(node, id, d, IsActive(node.Arguments[0]) ? "both" : "weights", node.Arguments[0]);
                break;
            case "detached":
                NetworkBack(graph[node.Arguments[0]], node.Arguments[0], d, "input", node.Arguments[1]);
                break;
            case "draw":
                if (path && node.Axis == Axis.Sample)
                    reached.Add(id, d);
                else
                    Accumulate(node.Arguments[0], d);
                break;
            case "sum":
                Accumulate(node.Arguments[0], d);
                break;
            case "lse":
                Accumulate(node.Arguments[0], guards.Hold(id, d, graph.Mul(d, graph.Op("exp", graph.Op("sub", node.Arguments[0], id)))));
                break;
            case "pick":
                int position = graph.Leaf("position", "", Axis.Global, graph[node.Arguments[0]].Shape);
                Accumulate(node.Arguments[0], graph.Op("select", graph.Op("eq", position, node.Arguments[1]), d, graph.Constant(0)));
                break;
            case "slice":
                AddPiece(node.Arguments[0], node.Name, Expand(d, id));
                break;
            case "concat":
                Concatenation(node, Expand(d, id));
                break;
            case "matvec":
                Product(node, Expand(d, id));
                break;
            case "expand":
                Accumulate(node.Arguments[0], Full(node, d));
                break;
            case "sphereCosine":
                int slope = graph.Make("sphereSlope", [id, node.Arguments[0], node.Arguments[1]], TensorShape.Scalar);
                Accumulate(node.Arguments[0], graph.Mul(d, slope));
                break;
            default:
                Elementwise(node, id, d);
                break;
        }
    }

    private void NetworkBack(TensorNode call, int id, int d, string what, int input)
    {
        int back = graph.Make("networkBack", [id, Expand(d, id)], graph[input].Shape, what, call.Axis);
        effects.Add(back);
        if (what != "weights")
            Accumulate(input, back);
    }

    private void Concatenation(TensorNode node, int d)
    {
        string offset = "";
        foreach (int part in node.Arguments)
        {
            TensorShape shape = graph[part].Shape;
            if (IsActive(part))
                Accumulate(part, graph.Make("slice", [d], shape, offset));
            offset += (offset.Length > 0 ? " + " : "") + shape.First;
        }
    }

    private void Product(TensorNode node, int d)
    {
        (int matrix, int vector) = (node.Arguments[0], node.Arguments[1]);
        if (IsActive(matrix))
            Accumulate(matrix, graph.Make("outer", [d, ExpandAxis(vector, node.Axis)], graph[matrix].Shape, axis: Axis.Global));
        if (IsActive(vector))
            Accumulate(vector, graph.Make("matvecT", [matrix, d], graph[vector].Shape));
    }

    private void Elementwise(TensorNode node, int id, int d)
    {
        Primitive primitive = Primitives.All[node.Op];
        for (int i = 0; i < node.Arguments.Count; i++)
        {
            if (!IsActive(node.Arguments[i]) || primitive.Partials[i] is not { } formula)
                continue;
            int term = guards.Hold(id, d, Times(d, formula, node, id));
            Accumulate(node.Arguments[i], term, node);
        }
    }

    private int Times(int d, string formula, TensorNode node, int id)
    {
        if (node.Op == "select")
            return formula[formula.IndexOf('?') + 2] == '1'
                ? graph.Op("select", node.Arguments[0], d, graph.Constant(0))
                : graph.Op("select", node.Arguments[0], graph.Constant(0), d);
        Formula parsed = FormulaParser.Parse(formula);
        return parsed.Head == "div"
            ? graph.Op("div", graph.Mul(d, Partial(parsed.Arguments[0], node, id)), Partial(parsed.Arguments[1], node, id))
            : graph.Mul(d, Partial(parsed, node, id));
    }

    private int Partial(Formula formula, TensorNode node, int id)
    {
        if (formula.IsCall)
            return graph.Op(formula.Head, [.. formula.Arguments.Select(a => Partial(a, node, id))]);
        return formula.Head switch
        {
            "" => graph.Constant(formula.Number),
            "a" => node.Arguments[0],
            "b" => node.Arguments[1],
            "c" => node.Arguments[2],
            "r" => id,
            _ => graph.Constant(FormulaLowering.ConstantOf(formula.Head) ?? throw new FormulaException($"the name '{formula.Head}' is unknown")),
        };
    }

    /// <summary>Adds a term of an elementwise operation's derivative, which has a value wherever the operation has one.</summary>
    private void Accumulate(int target, int term, TensorNode operation)
    {
        if (graph.IsConstant(term, 0))
            return;
        Accumulate(target, Full(operation, term));
    }

    private void Accumulate(int target, int term)
    {
        if (!IsActive(target))
            return;
        term = ReduceTo(target, term);
        adjoints[target] = adjoints.TryGetValue(target, out int known) ? graph.Add(known, term) : term;
        pendingNodes.Add(target);
    }

    private void AddPiece(int target, string offset, int piece)
    {
        if (!pieces.TryGetValue(target, out List<(string, int)>? list))
            pieces.Add(target, list = []);
        list.Add((offset, piece));
        pendingNodes.Add(target);
    }

    private int AdjointOf(int id)
    {
        if (!pieces.TryGetValue(id, out List<(string Offset, int Piece)>? list))
            return adjoints[id];
        list.Reverse();
        int assembled = graph.Make("assemble", [.. list.Select(p => p.Piece)], graph[id].Shape, string.Join(";", list.Select(p => p.Offset)));
        return adjoints.TryGetValue(id, out int other) ? graph.Add(assembled, other) : assembled;
    }

    private int Full(int operation, int term) => Full(graph[operation], term);

    /// <summary>Where a term has fewer values than the operation and is summed below, each of the operation's values counts.</summary>
    private int Full(TensorNode operation, int term)
    {
        TensorNode value = graph[term];
        return value.Axis < operation.Axis || value.Shape.Rank < operation.Shape.Rank
            ? graph.Make("expand", [term], operation.Shape.Rank > value.Shape.Rank ? operation.Shape : value.Shape, axis: operation.Axis)
            : term;
    }

    /// <summary>Sums a term over what its target is spread over.</summary>
    private int ReduceTo(int target, int term)
    {
        TensorNode goal = graph[target];
        TensorNode value = graph[term];
        if (value.Op == "expand" && graph[value.Arguments[0]] is { } inner && goal.Axis >= value.Axis && goal.Shape.Rank >= value.Shape.Rank)
            return value.Arguments[0];
        if (value.Shape.Rank > 0 && goal.Shape.Rank == 0)
            term = graph.Reduce("sum", term);
        if (graph[term].Axis == Axis.Sample && goal.Axis == Axis.Datum)
            term = graph.Make("samplesum", [term], graph[term].Shape, axis: Axis.Datum);
        else if (graph[term].Axis != Axis.Global && goal.Axis == Axis.Global)
            term = graph.Make("rowsum", [term], graph[term].Shape, axis: Axis.Global);
        return term;
    }

    /// <summary>A value at each place of a node.</summary>
    private int Expand(int value, int like)
    {
        TensorNode node = graph[value];
        TensorNode goal = graph[like];
        return node.Axis == goal.Axis && node.Shape.Rank == goal.Shape.Rank ? value : graph.Make("expand", [value], goal.Shape, axis: goal.Axis);
    }

    private int ExpandAxis(int value, Axis axis) =>
        graph[value].Axis == axis ? value : graph.Make("expand", [value], graph[value].Shape, axis: axis);
}
