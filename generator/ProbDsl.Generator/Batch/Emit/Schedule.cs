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

/// <summary>A pass over the rows of one axis: what it leaves in memory, and all that it computes on the way, whether or not other passes compute it too.</summary>
internal sealed record Pass(Axis Axis, int Time, IReadOnlyList<int> Nodes);

/// <summary>The order of a program: at each time the passes over rows, then the operations on whole matrices.</summary>
internal sealed class Schedule
{
    private readonly TensorGraph graph;
    private readonly Dictionary<int, int> time = [];
    private readonly Dictionary<int, List<int>> users = [];
    private readonly Dictionary<int, bool> stored = [];
    private readonly Dictionary<int, bool> cheap = [];

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
            foreach (int argument in ReadBy(id))
                (users.TryGetValue(argument, out List<int>? list) ? list : users[argument] = []).Add(id);
            time[id] = TimeOf(id);
        }
        Outputs = [.. program.Outputs.Select(o => o.Value)];
        JoinPasses();
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

    public IEnumerable<Pass> PassesAt(int at)
    {
        foreach (Axis axis in new[] { Axis.Global, Axis.Datum, Axis.Sample })
        {
            var nodes = new SortedSet<int>();
            foreach (int id in Live.Where(id => time[id] == at && graph[id].Axis == axis && IsStored(id)))
                Gather(id, nodes);
            if (nodes.Count > 0)
                yield return new Pass(axis, at, [.. nodes]);
        }
    }

    public IEnumerable<int> WholeAt(int at) => Live.Where(id => time[id] == at && KindOf(graph[id]) == NodeKind.Whole);

    public IEnumerable<int> UsersOf(int id) => users.TryGetValue(id, out List<int>? list) ? list.SelectMany(u => IsAlias(graph[u]) ? UsersOf(u) : [u]) : [];

    public int TimeAt(int id) => time[id];

    /// <summary>Whether the value lies in memory: something outside its pass reads it, and it costs more to compute it there again.</summary>
    public bool IsStored(int id)
    {
        if (!stored.TryGetValue(id, out bool known))
            stored[id] = known = IsReadOutside(id) && !IsCheap(id);
        return known;
    }

    /// <summary>Whether a value is computed where it is read, as often as that may be: a few sums and products of what lies in memory.</summary>
    public bool IsCheap(int id)
    {
        if (!cheap.TryGetValue(id, out bool known))
            cheap[id] = known = Recomputed.Allows(graph[id]) && !IsReadWhole(id) && Recomputed.IsWorthIt(graph, id, IsInMemory);
        return known;
    }

    private bool IsInMemory(int id) => KindOf(graph[id]) != NodeKind.Local || graph[id].Op == "slice" || IsStored(id);

    private bool IsReadOutside(int id)
    {
        TensorNode node = graph[id];
        if (KindOf(node) != NodeKind.Local || IsAlias(node) || node.Op == "slice")
            return false;
        return IsReadWhole(id) || UsersOf(id).Any(user => graph[user].Op == "samplesum" || graph[user].Axis != node.Axis || time[user] != time[id]);
    }

    /// <summary>Whether something reads the value that needs all of it in memory.</summary>
    private bool IsReadWhole(int id) =>
        graph[id].Op is "concat" or "assemble" || Outputs.Any(o => Resolve(graph, o) == id)
            || UsersOf(id).Any(user => KindOf(graph[user]) != NodeKind.Local || graph[user].Op is "slice" or "pick" or "lse" or "largest");

    /// <summary>Joins a pass that stands alone at its time with the pass over the same rows at the next.</summary>
    private void JoinPasses()
    {
        for (int at = 0; at < Last; at++)
        {
            List<Pass> alone = [.. PassesAt(at)];
            if (alone.Count > 1 || WholeAt(at).Any())
                continue;
            // Passes of one time run from the global axis to that of samples: none may come before the one that it could read.
            List<Axis> next = [.. PassesAt(at + 1).Select(p => p.Axis)];
            if (alone.Count == 1 && (!next.Contains(alone[0].Axis) || next.Exists(axis => axis < alone[0].Axis)))
                continue;
            foreach (int id in Live.Where(id => time[id] == at && KindOf(graph[id]) == NodeKind.Local))
                time[id] = at + 1;
            stored.Clear();
            cheap.Clear();
        }
    }

    /// <summary>What a node is computed from; of a sum over samples, what stands still within its loop.</summary>
    public IEnumerable<int> SourcesOf(int id, bool insideSum = false)
    {
        insideSum |= graph[id].Op == "samplesum";
        foreach (int a in graph[id].Arguments)
        {
            int argument = Resolve(graph, a);
            if (insideSum && graph[argument].Axis == Axis.Sample && KindOf(graph[argument]) == NodeKind.Local && !IsStored(argument))
                foreach (int source in SourcesOf(argument, insideSum: true))
                    yield return source;
            else
                yield return argument;
        }
    }

    /// <summary>A node and what it is computed from, back to what lies in memory.</summary>
    private void Gather(int id, SortedSet<int> nodes)
    {
        if (!nodes.Add(id))
            return;
        foreach (int source in SourcesOf(id))
            if (KindOf(graph[source]) == NodeKind.Local && !IsStored(source))
                Gather(source, nodes);
    }

    /// <summary>What a node is computed from; a detached one shows a value, and its other argument serves derivatives alone.</summary>
    private IEnumerable<int> ReadBy(int id) => graph[id].Op == "detached" ? graph[id].Arguments.Take(1) : graph[id].Arguments;

    private int TimeOf(int id)
    {
        TensorNode node = graph[id];
        NodeKind kind = KindOf(node);
        int result = 0;
        foreach (int a in ReadBy(id))
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
        foreach (int argument in ReadBy(id))
            Mark(argument, live);
    }
}
