using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>Sums inside a block: loops over a table of their own, forwards and backwards.</content>
internal sealed partial class SequentialEmitter
{
    private (Body Owner, Body Table) TableOf(Node node, Body body)
    {
        for (Body? b = body; b is not null; b = b.Parent)
            foreach ((Node reduce, Body table) in b.Reductions)
                if (reduce == node)
                    return (b, table);
        throw new InvalidOperationException("a reduction has no table");
    }

    private static string ReductionLoop(Body owner, Body table)
    {
        string r = $"r{table.Id}";
        return owner.IsTop
            ? $"for (nint {r} = 0; {r} < body{table.Id}.Count; {r}++)"
            : $"for (nint {r} = {Entry(owner, ReductionColumn(owner, table))}; {r} < {Entry(owner, ReductionColumn(owner, table) + 1)}; {r}++)";
    }

    private string EmitReduce(LaneCode code, Node node, Body body)
    {
        (Body owner, Body table) = TableOf(node, body);
        Node value = node.Arguments[0];
        code.NameOuterParts(value, Node.ReductionBit(node.Reduction!.Depth));
        CodeWriter writer = code.Writer;
        if (node.Reduction.Kind == ReduceKind.LogSumExp)
            return code.LogSumExp(value, ReductionLoop(owner, table), () => Scope(writer, table, code));
        string sum = code.Fresh("sum");
        writer.Line($"S {sum} = S.Zero;");
        writer.Open(ReductionLoop(owner, table));
        LaneCode inner = Scope(writer, table, code);
        inner.Count([value]);
        writer.Line($"{sum} += {inner.Of(value)};");
        writer.Close();
        return sum;
    }

    /// <summary>Writes the loop of a reduction on the way back.</summary>
    /// <param name="writer">Where the loop goes.</param>
    /// <param name="code">The code around the loop.</param>
    /// <param name="reduction">The reduction, and the adjoints of what its body reads.</param>
    /// <param name="body">The body of the sequential part in which it stands.</param>
    /// <param name="isBoundary">The nodes at which the sweep around the loop ends; null where those are the shared values.</param>
    public void WriteReductionAdjoint(CodeWriter writer, LaneCode code, ReductionAdjoint reduction, Body body, Func<Node, bool>? isBoundary = null)
    {
        isBoundary ??= IsShared;
        (Body owner, Body table) = TableOf(reduction.Reduce, body);
        int own = Node.ReductionBit(reduction.Reduce.Reduction!.Depth);
        string d = code.Fresh("d");
        writer.Line($"S {d} = {code.Of(reduction.Adjoint)};");
        code.Name(staged.Graph.Seed(reduction.Reduce, reduction.Reduce), d);
        foreach (Node root in Roots(reduction.Body))
            code.NameOuterParts(root, own);
        var inside = new Dictionary<Node, string>();
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints.Where(a => a.Key.Variance < own && a.Key.Op != "leaf" && !isBoundary(a.Key)))
        {
            string name = code.Fresh("d");
            inside[adjoint.Key] = name;
            writer.Line($"S {name} = S.Zero;");
        }
        writer.Open(ReductionLoop(owner, table));
        LaneCode inner = Scope(writer, table, code);
        inner.Count(reduction.Body.Adjoints.Select(a => a.Value).Concat(reduction.Body.Reductions.Select(r => r.Adjoint)));
        foreach (ReductionAdjoint nested in reduction.Body.Reductions)
            WriteReductionAdjoint(writer, inner, nested, table, isBoundary);
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints)
        {
            if (inside.TryGetValue(adjoint.Key, out string? name))
                writer.Line($"{name} += {inner.Of(adjoint.Value)};");
            else if (adjoint.Key.Leaf is CoordinateLeaf coordinate && !isBoundary(adjoint.Key))
                writer.Line($"g_{LaneCode.Identifier(coordinate.Array.Name)} += {inner.Of(adjoint.Value)};");
            else if (adjoint.Key is { Leaf: ElementLeaf element, Variance: 0 } && !isBoundary(adjoint.Key))
                writer.Line($"Add(ref Unsafe.Add(ref d, (nint){fields.Integer(Staging.AddressOf(element.Array, element.Index))} * S.Count), {inner.Of(adjoint.Value)});");
            else
                AddAdjoint(writer, adjoint.Key, new Contribution(null, inner.Of(adjoint.Value)), table);
        }
        writer.Close();
        foreach (KeyValuePair<Node, string> entry in inside)
            code.Name(staged.Graph.Seed(entry.Key, reduction.Reduce), entry.Value);
    }
}
