using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Batch.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>How a node is computed.</summary>
internal enum NodeKind
{
    /// <summary>Its text stands where it is used: constants, sizes, numbers of the runtime.</summary>
    Inline,

    /// <summary>It lies in memory before the program starts.</summary>
    Leaf,

    /// <summary>From values of the same row, within a pass.</summary>
    Local,

    /// <summary>From whole matrices, between passes.</summary>
    Whole,
}

/// <summary>A pass over the rows of one axis: everything that it computes for a row stands together.</summary>
internal sealed record Pass(Axis Axis, int Time, IReadOnlyList<int> Nodes);

/// <summary>The order of a program: at each time the passes over rows, then the operations on whole matrices.</summary>
internal sealed class Schedule
{
    private readonly TensorGraph graph;
    private readonly Dictionary<int, int> time = [];
    private readonly Dictionary<int, List<int>> users = [];

    public Schedule(TensorGraph graph, TensorProgram program)
    {
        this.graph = graph;
        Program = program;
        var live = new SortedSet<int>();
        foreach (int root in program.Outputs.Select(o => o.Value).Concat(program.Effects))
            Mark(root, live);
        Live = [.. live];
        foreach (int id in Live)
        {
            foreach (int argument in graph[id].Op == "detached" ? graph[id].Arguments.Take(1) : graph[id].Arguments)
                (users.TryGetValue(argument, out List<int>? list) ? list : users[argument] = []).Add(id);
            time[id] = TimeOf(id);
        }
        Outputs = [.. program.Outputs.Select(o => o.Value)];
    }

    public TensorProgram Program { get; }

    public IReadOnlyList<int> Live { get; }

    public HashSet<int> Outputs { get; }

    public int Last => time.Values.DefaultIfEmpty(0).Max();

    public static NodeKind KindOf(TensorNode node) => node.Op switch
    {
        "const" or "size" or "leaf" or "position" => NodeKind.Inline,
        "data" or "parameter" or "noise" or "given" => NodeKind.Leaf,
        "network" or "networkBack" or "matvec" or "matvecT" or "outer" or "rowsum" or "gradient" or "weigh" or "gate" => NodeKind.Whole,
        _ => NodeKind.Local,
    };

    /// <summary>Nodes that stand for their argument: where possible no value is copied.</summary>
    public static bool IsAlias(TensorNode node) => node.Op is "draw" or "stop" or "detached";

    /// <summary>The node whose value an alias shows.</summary>
    public static int Resolve(TensorGraph graph, int id)
    {
        while (IsAlias(graph[id]))
            id = graph[id].Arguments[0];
        return id;
    }

    public IEnumerable<Pass> PassesAt(int at) =>
        from axis in new[] { Axis.Global, Axis.Datum, Axis.Sample }
        let nodes = Live.Where(id => time[id] == at && KindOf(graph[id]) == NodeKind.Local && graph[id].Axis == axis && !IsAlias(graph[id])).ToList()
        where nodes.Count > 0
        select new Pass(axis, at, nodes);

    public IEnumerable<int> WholeAt(int at) => Live.Where(id => time[id] == at && KindOf(graph[id]) == NodeKind.Whole);

    public IEnumerable<int> UsersOf(int id) => users.TryGetValue(id, out List<int>? list) ? list.SelectMany(u => IsAlias(graph[u]) ? UsersOf(u) : [u]) : [];

    public int TimeAt(int id) => time[id];

    /// <summary>Whether the value must lie in memory: something outside its pass reads it.</summary>
    public bool IsStored(int id)
    {
        TensorNode node = graph[id];
        if (KindOf(node) != NodeKind.Local || IsAlias(node) || node.Op == "slice")
            return false;
        if (node.Op is "concat" or "assemble" || Outputs.Any(o => Resolve(graph, o) == id))
            return true;
        return UsersOf(id).Any(user => KindOf(graph[user]) != NodeKind.Local || graph[user].Axis != node.Axis || time[user] != time[id] || graph[user].Op is "samplesum" or "slice" or "pick" or "lse");
    }

    private int TimeOf(int id)
    {
        TensorNode node = graph[id];
        NodeKind kind = KindOf(node);
        int result = 0;
        foreach (int a in node.Arguments)
        {
            int argument = Resolve(graph, a);
            NodeKind argumentKind = KindOf(graph[argument]);
            if (argumentKind is NodeKind.Inline or NodeKind.Leaf)
                continue;
            bool follows = argumentKind == NodeKind.Whole || (kind == NodeKind.Local && graph[argument].Axis != node.Axis);
            result = Math.Max(result, time[argument] + (follows ? 1 : 0));
        }
        return result;
    }

    private void Mark(int id, SortedSet<int> live)
    {
        if (!live.Add(id))
            return;
        foreach (int argument in graph[id].Op == "detached" ? graph[id].Arguments.Take(1) : graph[id].Arguments)
            Mark(argument, live);
    }
}
