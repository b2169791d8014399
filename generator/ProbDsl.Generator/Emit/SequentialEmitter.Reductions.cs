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

    private static (string From, string To) ReductionRows(Body owner, Body table) => owner.IsTop
        ? ("0", $"body{table.Id}.Count")
        : (Entry(owner, ReductionColumn(owner, table)), Entry(owner, ReductionColumn(owner, table) + 1));

    private static string ReductionLoop(Body owner, Body table)
    {
        (string from, string to) = ReductionRows(owner, table);
        string r = $"r{table.Id}";
        return $"for (nint {r} = {from}; {r} < {to}; {r}++)";
    }

    /// <summary>The column of a table that holds what a factor of a product reads, as an argument, or null where it is more than that.</summary>
    private static (string Text, bool IsElement)? ColumnOf(Node factor, Body table)
    {
        int column = factor.Leaf switch
        {
            DataLeaf { Expression.Type: not Kind.Boolean } data => table.Values.IndexOf(data.Expression),
            ElementLeaf element => table.Indices.FindIndex(i => Staging.SameAddress(i, new IndexColumn(element.Array, element.Index))),
            _ => -1,
        };
        bool isElement = factor.Leaf is ElementLeaf;
        return column < 0 ? null : ($"ref body{table.Id}{(isElement ? 'i' : 'v')}{column}", isElement);
    }

    /// <summary>The two columns of a sum of products, data first.</summary>
    private static (string First, string Second)? ProductOf(Node value, Body table)
    {
        if (value.Op != "mul" || ColumnOf(value.Arguments[0], table) is not { } a || ColumnOf(value.Arguments[1], table) is not { } b || (!a.IsElement && !b.IsElement))
            return null;
        return a.IsElement && !b.IsElement ? (b.Text, a.Text) : (a.Text, b.Text);
    }

    private string EmitReduce(LaneCode code, Node node, Body body)
    {
        (Body owner, Body table) = TableOf(node, body);
        Node value = node.Arguments[0];
        code.NameOuterParts(value, Node.ReductionBit(node.Reduction!.Depth));
        CodeWriter writer = code.Writer;
        if (node.Reduction.Kind == ReduceKind.LogSumExp)
            return code.LogSumExp(value, ReductionLoop(owner, table), () => Scope(writer, table, code));
        string sum = code.Fresh("total");
        if (ProductOf(value, table) is { } columns && !code.IsNamed(value))
        {
            (string from, string to) = ReductionRows(owner, table);
            writer.Line($"S {sum} = TableSums.Dot<S>({columns.First}, {columns.Second}, ref x, {from}, {to});");
            return sum;
        }
        writer.Line($"S {sum} = S.Zero;");
        writer.Open(ReductionLoop(owner, table));
        LaneCode inner = Scope(writer, table, code);
        inner.Count([value]);
        writer.Line($"{sum} += {inner.Of(value)};");
        writer.Close();
        return sum;
    }

    /// <summary>The columns of a sum of data times elements, whose way back is one product an element; else null.</summary>
    private (string First, string Second)? ScaledOf(ReductionAdjoint reduction, Body table)
    {
        Node seed = staged.Graph.Seed(reduction.Reduce, reduction.Reduce);
        Node value = reduction.Reduce.Arguments[0];
        return reduction.Reduce.Reduction!.Kind == ReduceKind.Sum && reduction.Body is { Adjoints: [{ Key: { Leaf: ElementLeaf } element, Value: { Op: "mul" } adjoint }], Reductions.Count: 0 }
            && value.Op == "mul" && value.Arguments.Contains(element) && value.Arguments.FirstOrDefault(a => a.Leaf is DataLeaf) is { } data
            && adjoint.Arguments.Contains(seed) && adjoint.Arguments.Contains(data) ? ProductOf(value, table) : null;
    }

    /// <summary>Writes the loop of a reduction on the way back.</summary>
    /// <param name="writer">Where the loop goes.</param>
    /// <param name="code">The code around the loop.</param>
    /// <param name="reduction">The reduction, and the adjoints of what its body reads.</param>
    /// <param name="body">The body of the sequential part in which it stands.</param>
    /// <param name="isBoundary">The nodes at which the sweep around the loop ends; null where those are the shared values.</param>
    public void WriteReductionAdjoint(CodeWriter writer, LaneCode code, ReductionAdjoint reduction, Body body, Func<Node, bool>? isBoundary = null) =>
        WriteReductionAdjoint(writer, code, reduction, body, isBoundary ?? IsShared, isKernel: isBoundary is not null);

    private void WriteReductionAdjoint(CodeWriter writer, LaneCode code, ReductionAdjoint reduction, Body body, Func<Node, bool> isBoundary, bool isKernel)
    {
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
        if (ScaledOf(reduction, table) is { } scaled)
        {
            (string from, string to) = ReductionRows(owner, table);
            writer.Line($"TableSums.AddScaled({scaled.First}, {scaled.Second}, ref d, {d}, {from}, {to});");
            return;
        }
        writer.Open(ReductionLoop(owner, table));
        LaneCode inner = Scope(writer, table, code);
        inner.Count(reduction.Body.Adjoints.Select(a => a.Value).Concat(reduction.Body.Reductions.Select(r => r.Adjoint)));
        foreach (ReductionAdjoint nested in reduction.Body.Reductions)
            WriteReductionAdjoint(writer, inner, nested, table, isBoundary, isKernel);
        foreach (KeyValuePair<Node, Node> adjoint in reduction.Body.Adjoints)
        {
            if (inside.TryGetValue(adjoint.Key, out string? name))
                writer.Line($"{name} += {inner.Of(adjoint.Value)};");
            else if (isKernel && adjoint.Key.Leaf is CoordinateLeaf coordinate)
                writer.Line($"g_{LaneCode.Identifier(coordinate.Array.Name)} += {inner.Of(adjoint.Value)};");
            else if (isKernel && adjoint.Key is { Leaf: ElementLeaf element, Variance: 0 })
                writer.Line($"Add(ref Unsafe.Add(ref d, (nint){fields.Integer(Staging.AddressOf(element.Array, element.Index))} * S.Count), {inner.Of(adjoint.Value)});");
            else
                AddAdjoint(writer, adjoint.Key, new Contribution(null, inner.Of(adjoint.Value)), table);
        }
        writer.Close();
        foreach (KeyValuePair<Node, string> entry in inside)
            code.Name(staged.Graph.Seed(entry.Key, reduction.Reduce), entry.Value);
    }
}
