using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the sequential part: arrays computed from latents in program order, and their adjoints in the reverse order.</summary>
internal sealed class SequentialEmitter(ModelIr model, StagedModel staged, SharedValues shared, FieldNames fields)
{
    private readonly Reverse reverse = new(staged.Graph);
    private readonly Dictionary<Node, bool> readsComputed = [];

    /// <summary>Whether a value outside every loop depends on arrays of the sequential part.</summary>
    public bool ReadsComputed(Node node)
    {
        if (!readsComputed.TryGetValue(node, out bool known))
        {
            readsComputed[node] = known = node.Leaf is SeedLeaf or ElementLeaf { Array.Role: ArrayRole.Computed }
                || node.Arguments.Any(ReadsComputed);
        }
        return known;
    }

    private bool IsShared(Node node) => node.Variance == 0 && !node.IsConstant && node.Leaf is not SeedLeaf && !ReadsComputed(node);

    /// <summary>Writes the methods of a block and of the blocks inside it.</summary>
    public CodeWriter Methods(Body body, string name, bool backward)
    {
        var writer = new CodeWriter();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {name}Forward<S>(ref Shared<S> s, ref double x) where S : struct, ILane<S>");
        writer.Open();
        Arrays(writer, body);
        StartBlock();
        writer.Open($"for (int r{body.Id} = 0; r{body.Id} < body{body.Id}.Count; r{body.Id}++)");
        Forward(writer, body, null);
        writer.Close();
        writer.Close();
        if (!backward)
            return writer;
        writer.Line();
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {name}Backward<S>(ref Shared<S> s, ref double x, ref double d) where S : struct, ILane<S>");
        writer.Open();
        Arrays(writer, body);
        StartBlock();
        writer.Open($"for (int r{body.Id} = body{body.Id}.Count - 1; r{body.Id} >= 0; r{body.Id}--)");
        Backward(writer, body, null);
        writer.Close();
        writer.Close();
        return writer;
    }

    /// <summary>Declares the tables of reductions outside every loop.</summary>
    public void TopArrays(CodeWriter writer, Body top)
    {
        foreach ((_, Body table) in top.Reductions)
            Arrays(writer, table);
    }

    private void Arrays(CodeWriter writer, Body body)
    {
        for (int i = 0; i < body.Values.Count; i++)
            writer.Line($"ReadOnlySpan<double> body{body.Id}v{i} = body{body.Id}.Values[{i}].Span; // {fields.Describe(body.Values[i])}");
        for (int i = 0; i < body.Indices.Count; i++)
            writer.Line($"int[] body{body.Id}i{i} = body{body.Id}.Indices[{i}]; // {body.Indices[i].Array.Name}[{fields.Describe(body.Indices[i].Index)}]");
        for (int i = body.Indices.Count; i < IndexCount(body); i++)
            writer.Line($"int[] body{body.Id}i{i} = body{body.Id}.Indices[{i}];");
        foreach (Body nested in body.Nested)
            Arrays(writer, nested);
        foreach ((_, Body table) in body.Reductions)
            Arrays(writer, table);
    }

    public static int IndexCount(Body body) => body.Indices.Count + (2 * body.Nested.Count) + (2 * body.Reductions.Count);

    private static int NestedColumn(Body parent, Body nested) => parent.Indices.Count + (2 * nested.Ordinal);

    private static int ReductionColumn(Body parent, Body table) =>
        parent.Indices.Count + (2 * parent.Nested.Count) + (2 * parent.Reductions.FindIndex(r => r.Table == table));

    public LaneCode Scope(CodeWriter writer, Body body, LaneCode? outer)
    {
        LaneCode? self = null;
        self = new LaneCode(writer, "S", node => Leaf(node, body), (code, node) => EmitReduce(code, node, body), outer);
        return self;
    }

    private void NameShared(LaneCode code, Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node) || node.IsConstant)
            return;
        if (IsShared(node))
        {
            if (!code.IsNamed(node))
                code.Name(node, "s." + shared.Of(node));
            return;
        }
        foreach (Node argument in node.Arguments)
            NameShared(code, argument, seen);
    }

    private string Leaf(Node node, Body body)
    {
        switch (node.Leaf)
        {
            case DataLeaf data when node.Variance == 0:
                return fields.Real(data.Expression, "S");
            case DataLeaf data:
                (Body owner, int column) = OwnerOfValue(body, data.Expression);
                return data.Expression.Type == Kind.Boolean
                    ? $"S.Create(body{owner.Id}v{column}[r{owner.Id}])"
                    : $"S.Create(body{owner.Id}v{column}[r{owner.Id}])";
            case ElementLeaf element:
                return $"S.Load(ref Unsafe.Add(ref x, (nint){Address(element.Array, element.Index, body)} * S.Count))";
            default:
                throw new InvalidOperationException($"unexpected leaf {node.Leaf}");
        }
    }

    private static (Body Owner, int Column) OwnerOfValue(Body body, Expression expression)
    {
        for (Body? b = body; b is not null; b = b.Parent)
            if (b.Values.IndexOf(expression) is >= 0 and int column)
                return (b, column);
        throw new InvalidOperationException("a data value of the sequential part has no column");
    }

    private string Address(ArrayInfo array, Expression index, Body body)
    {
        var wanted = new IndexColumn(array, index);
        for (Body? b = body; b is not null; b = b.Parent)
            if (b.Indices.FindIndex(i => Staging.SameAddress(i, wanted)) is >= 0 and int column)
                return $"body{b.Id}i{column}[r{b.Id}]";
        return fields.Integer(Staging.AddressOf(array, index));
    }

    private string lastComment = "";

    /// <summary>From here on, code stands in another place: its statement is named anew.</summary>
    public void StartBlock() => lastComment = "";

    /// <summary>Writes the model's statement above its code, once for all that comes from it.</summary>
    private void Comment(CodeWriter writer, BodyStep step)
    {
        string text = step switch
        {
            StoreStep store => store.Text,
            TermStep { Source: > 0 } term => $"({term.Source}) {model.Sources[term.Source - 1].Text}",
            _ => "",
        };
        if (text.Length > 0 && text != lastComment)
            writer.Line("// " + text);
        lastComment = text;
    }

    /// <summary>Writes the steps of one run of a block.</summary>
    public void Forward(CodeWriter writer, Body body, LaneCode? outer)
    {
        foreach (BodyStep step in body.Steps)
        {
            // Values computed before a store may be overtaken by it, so that each step starts afresh.
            LaneCode code = Scope(writer, body, outer);
            Comment(writer, step);
            switch (step)
            {
                case StoreStep store:
                    NameShared(code, store.Value, []);
                    code.Count([store.Value]);
                    string value = code.Of(store.Value);
                    writer.Line($"S.Store({value}, ref Unsafe.Add(ref x, (nint){Address(store.Array, store.Index, body)} * S.Count)); // {store.Array.Name}[{fields.Describe(store.Index)}]");
                    break;
                case TermStep term:
                    NameShared(code, term.Value, []);
                    code.Count([term.Value]);
                    string addend = code.Of(term.Value);
                    writer.Line($"s.lp += {addend};");
                    break;
                case NestedStep { Body: { } nested }:
                    writer.Open(NestedLoop(body, nested, backward: false));
                    Forward(writer, nested, null);
                    writer.Close();
                    break;
            }
        }
    }

    private static string NestedLoop(Body body, Body nested, bool backward)
    {
        string r = $"r{nested.Id}";
        string from = body.IsTop ? "0" : $"body{body.Id}i{NestedColumn(body, nested)}[r{body.Id}]";
        string to = body.IsTop ? $"body{nested.Id}.Count" : $"body{body.Id}i{NestedColumn(body, nested) + 1}[r{body.Id}]";
        return backward ? $"for (int {r} = {to} - 1; {r} >= {from}; {r}--)" : $"for (int {r} = {from}; {r} < {to}; {r}++)";
    }

    /// <summary>Writes the adjoints of one run of a block.</summary>
    public void Backward(CodeWriter writer, Body body, LaneCode? outer)
    {
        LaneCode code = Scope(writer, body, outer);
        var sweeps = new Dictionary<BodyStep, Sweep>();
        foreach (BodyStep step in body.Steps)
        {
            Node? value = step switch { StoreStep store => store.Value, TermStep term => term.Value, _ => null };
            if (value is null)
                continue;
            Sweep sweep = reverse.Run([(value, step is StoreStep ? staged.Graph.Seed(value, staged.Graph.One) : staged.Graph.One)], IsShared);
            sweeps[step] = sweep;
            foreach (Node root in Roots(sweep))
                NameShared(code, root, []);
        }
        code.Count(sweeps.Values.SelectMany(s => s.Adjoints.Select(a => a.Value).Concat(s.Reductions.Select(r => r.Adjoint))));
        for (int i = body.Steps.Count - 1; i >= 0; i--)
        {
            Comment(writer, body.Steps[i]);
            switch (body.Steps[i])
            {
                case NestedStep { Body: { } nested }:
                    writer.Open(NestedLoop(body, nested, backward: true));
                    Backward(writer, nested, null);
                    writer.Close();
                    break;
                case StoreStep store:
                    string seed = code.Fresh("d");
                    writer.Line($"S {seed} = S.Load(ref Unsafe.Add(ref d, (nint){Address(store.Array, store.Index, body)} * S.Count)); // adjoint of {store.Array.Name}[{fields.Describe(store.Index)}]");
                    LaneCode step = Scope(writer, body, code);
                    step.Name(staged.Graph.Seed(store.Value, staged.Graph.One), seed);
                    WriteSweep(writer, step, sweeps[store], body);
                    break;
                case TermStep term:
                    WriteSweep(writer, Scope(writer, body, code), sweeps[term], body);
                    break;
            }
        }
    }

    private static IEnumerable<Node> Roots(Sweep sweep) =>
        sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.SelectMany(r => Roots(r.Body).Concat([r.Adjoint])));

    private void WriteSweep(CodeWriter writer, LaneCode step, Sweep sweep, Body body)
    {
        step.Count(sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.Select(r => r.Adjoint)));
        foreach (ReductionAdjoint reduction in sweep.Reductions)
            WriteReductionAdjoint(writer, step, reduction, body);
        foreach (KeyValuePair<Node, Node> adjoint in sweep.Adjoints)
            AddAdjoint(writer, adjoint.Key, step.Of(adjoint.Value), body);
    }

    /// <summary>Adds to the adjoint of what a step reads.</summary>
    public void AddAdjoint(CodeWriter writer, Node node, string value, Body body)
    {
        if (IsShared(node))
            writer.Line($"s.d_{shared.Of(node)} += {value};");
        else if (node.Leaf is ElementLeaf element)
            writer.Line($"Add(ref Unsafe.Add(ref d, (nint){Address(element.Array, element.Index, body)} * S.Count), {value});");
        else
            throw new InvalidOperationException($"no adjoint for {node.Op}");
    }

    private (Body Owner, Body Table) TableOf(Node node, Body body)
    {
        for (Body? b = body; b is not null; b = b.Parent)
            foreach ((Node reduce, Body table) in b.Reductions)
                if (reduce == node)
                    return (b, table);
        throw new InvalidOperationException("a reduction has no table");
    }

    private static string ReductionLoop(Body owner, Body table) => owner.IsTop
        ? $"for (int r{table.Id} = 0; r{table.Id} < body{table.Id}.Count; r{table.Id}++)"
        : $"for (int r{table.Id} = body{owner.Id}i{ReductionColumn(owner, table)}[r{owner.Id}]; r{table.Id} < body{owner.Id}i{ReductionColumn(owner, table) + 1}[r{owner.Id}]; r{table.Id}++)";

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
                AddAdjoint(writer, adjoint.Key, inner.Of(adjoint.Value), table);
        }
        writer.Close();
        foreach (KeyValuePair<Node, string> entry in inside)
            code.Name(staged.Graph.Seed(entry.Key, reduction.Reduce), entry.Value);
    }
}
