using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the sequential part: arrays computed from latents in program order, and their adjoints in the reverse order.</summary>
internal sealed partial class SequentialEmitter(ModelIr model, StagedModel staged, SharedValues shared, FieldNames fields)
{
    private readonly Reverse reverse = new(staged.Graph);
    private SharedLocals? locals;

    private bool IsShared(Node node) => node.Variance == 0 && !node.IsConstant && node.Leaf is not SeedLeaf && !staged.ReadsComputed(node);

    /// <summary>Writes the methods of a block and of the blocks inside it.</summary>
    public CodeWriter Methods(Body body, string name, bool backward)
    {
        var writer = new CodeWriter(new NameCounter(fields.Names));
        (string from, string to) = RowsOf(staged.Sequential, body);
        Method(writer, body, $"{name}Forward<S>(ref Shared<S> s, ref double x)", code => ForwardLoop(code, body, from, to));
        if (!backward)
            return writer;
        writer.Line();
        Method(writer, body, $"{name}Backward<S>(ref Shared<S> s, ref double x, ref double d)", code => BackwardLoop(code, body, from, to));
        return writer;
    }

    /// <summary>A method that keeps the values outside every loop, and the sums that it adds to, in locals.</summary>
    private void Method(CodeWriter writer, Body body, string signature, Action<CodeWriter> emit)
    {
        var code = new CodeWriter(writer.Counter);
        locals = new SharedLocals();
        StartBlock();
        emit(code);
        writer.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
        writer.Line($"private void {signature} where S : struct, ILane<S>");
        writer.Open();
        Arrays(writer, body);
        locals.Declare(writer);
        writer.Append(code);
        locals.WriteBack(writer);
        writer.Close();
        locals = null;
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
            writer.Line($"ref double body{body.Id}v{i} = ref body{body.Id}.Values[{i}].Start; // {fields.Describe(body.Values[i])}");
        for (int i = 0; i < IndexCount(body); i++)
        {
            string comment = i < body.Indices.Count ? $" // {body.Indices[i].Array.Name}[{fields.Describe(body.Indices[i].Index)}]" : "";
            writer.Line($"ref int body{body.Id}i{i} = ref MemoryMarshal.GetArrayDataReference(body{body.Id}.Indices[{i}]);{comment}");
        }
        foreach (Body nested in body.Nested)
            Arrays(writer, nested);
        foreach ((_, Body table) in body.Reductions)
            Arrays(writer, table);
    }

    public static int IndexCount(Body body) => body.Indices.Count + (2 * body.Nested.Count) + (2 * body.Reductions.Count);

    private static int NestedColumn(Body parent, Body nested) => parent.Indices.Count + (2 * nested.Ordinal);

    private static int ReductionColumn(Body parent, Body table) =>
        parent.Indices.Count + (2 * parent.Nested.Count) + (2 * parent.Reductions.FindIndex(r => r.Table == table));

    /// <summary>An entry of an index column of a block, at the row that runs.</summary>
    private static string Entry(Body body, int column, string? row = null) => $"Unsafe.Add(ref body{body.Id}i{column}, {row ?? $"r{body.Id}"})";

    /// <summary>The rows of a nested block that one run of the block around it has.</summary>
    private static (string From, string To) RowsOf(Body body, Body nested) => body.IsTop
        ? ("0", $"body{nested.Id}.Count")
        : (Entry(body, NestedColumn(body, nested)), Entry(body, NestedColumn(body, nested) + 1));

    public LaneCode Scope(CodeWriter writer, Body body, LaneCode? outer = null) =>
        new(writer, "S", node => Leaf(node, body), (code, node) => EmitReduce(code, node, body), outer);

    private void NameShared(LaneCode code, Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node) || node.IsConstant)
            return;
        if (IsShared(node))
        {
            if (!code.IsNamed(node))
                code.Name(node, locals is null ? "s." + shared.Of(node) : locals.Value(shared.Of(node)));
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
                return $"S.Create(Unsafe.Add(ref body{owner.Id}v{column}, r{owner.Id}))";
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
        throw new InvalidOperationException($"the data value {DataCode.Plain(expression)} of the sequential part has no column");
    }

    /// <summary>The address of an element, at the rows that run; of one block, at another row.</summary>
    private string Address(ArrayInfo array, Expression index, Body body, (Body Body, string Row)? at = null)
    {
        var wanted = new IndexColumn(array, index);
        for (Body? b = body; b is not null; b = b.Parent)
            if (b.Indices.FindIndex(i => Staging.SameAddress(i, wanted)) is >= 0 and int column)
                return Entry(b, column, at is { } other && other.Body == b ? other.Row : null);
        return fields.Integer(Staging.AddressOf(array, index));
    }

    /// <summary>The statement whose code is being written.</summary>
    public string Statement { get; private set; } = "";

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
        Statement = step is TermStep { Source: > 0 } known ? model.Sources[known.Source - 1].Text : text;
        if (text.Length > 0 && text != lastComment)
            writer.Line("// " + text);
        lastComment = text;
    }

    private string Describe(StoreStep store) => $"{store.Array.Name}[{fields.Describe(store.Index)}]";

    private static string BeforeName(CarriedElement carried) => LaneCode.Identifier(carried.Store.Array.Name) + "Before";

    private Node ElementOf(StoreStep store) => staged.Graph.Element(store.Array, store.Index);

    /// <summary>Whether a later step of the same run reads what a step stores.</summary>
    private bool IsReadAfter(Body body, int at)
    {
        Node element = ElementOf((StoreStep)body.Steps[at]);
        var seen = new HashSet<Node>();
        return body.Steps.Skip(at + 1).Select(CarriedElements.ValueOf).OfType<Node>().Any(v => CarriedElements.Elements(v, seen).Contains(element));
    }

    /// <summary>Writes the loop over the rows of a block.</summary>
    private void ForwardLoop(CodeWriter writer, Body body, string from, string to)
    {
        string r = $"r{body.Id}";
        var names = new Dictionary<CarriedElement, string>();
        foreach (CarriedElement carried in CarriedElements.Of(body))
        {
            var element = (ElementLeaf)carried.Read.Leaf!;
            string name = names[carried] = writer.Counter.Fresh(BeforeName(carried));
            string load = $"S.Load(ref Unsafe.Add(ref x, (nint){Address(element.Array, element.Index, body, (body, from))} * S.Count))";
            load = carried.AsSquare ? $"LaneMath.Square({load})" : load;
            writer.Line($"S {name} = {(from == "0" ? load : $"{from} < {to} ? {load} : S.Zero")}; // {element.Array.Name}[{fields.Describe(element.Index)}]");
        }
        writer.Open($"for (nint {r} = {from}; {r} < {to}; {r}++)");
        Forward(writer, body, names);
        writer.Close();
    }

    /// <summary>Writes the steps of one run of a block.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="body">The block.</param>
    /// <param name="carried">The locals that hold what the iteration before stored.</param>
    public void Forward(CodeWriter writer, Body body, IReadOnlyDictionary<CarriedElement, string>? carried = null)
    {
        var stored = new Dictionary<Node, string>();
        var next = new Dictionary<CarriedElement, string>();
        var passed = new Dictionary<Node, string>();
        foreach (KeyValuePair<CarriedElement, string> element in carried ?? new Dictionary<CarriedElement, string>())
            passed[element.Key.AsSquare ? staged.Graph.Op("square", element.Key.Read) : element.Key.Read] = element.Value;
        for (int i = 0; i < body.Steps.Count; i++)
        {
            // Values computed before a store may be overtaken by it, so that each step starts afresh.
            LaneCode code = Scope(writer, body);
            foreach (KeyValuePair<Node, string> known in stored.Concat(passed))
                code.Name(known.Key, known.Value);
            Comment(writer, body.Steps[i]);
            switch (body.Steps[i])
            {
                case StoreStep store:
                    CarriedElement? handed = carried?.Keys.FirstOrDefault(c => c.Store == store);
                    Node node = new Latency(staged.Graph, new HashSet<Node>(stored.Keys.Concat(passed.Keys))).Shorten(store.Value);
                    string? kept = IsReadAfter(body, i) || handed is not null ? code.Fresh(LaneCode.Identifier(store.Array.Name) + "_") : null;
                    string value = ForwardStore(writer, code, store, body, node, kept, handed?.AsSquare == true);
                    if (kept is not null)
                        stored[ElementOf(store)] = kept;
                    if (handed is not null)
                        next[handed] = value;
                    break;
                case TermStep term:
                    NameShared(code, term.Value, []);
                    code.Count([term.Value]);
                    string addend = code.Of(term.Value);
                    writer.Line($"{(locals is null ? "s.lp" : locals.Sum())} += {addend};");
                    break;
                case NestedStep { Body: { } nested }:
                    (string from, string to) = RowsOf(body, nested);
                    ForwardLoop(writer, nested, from, to);
                    break;
            }
        }
        foreach (KeyValuePair<CarriedElement, string> element in next)
            writer.Line($"{carried![element.Key]} = {element.Value};");
    }

    /// <summary>Writes a store; where the value is kept in a local, gives what the next iteration takes from it.</summary>
    private string ForwardStore(CodeWriter writer, LaneCode code, StoreStep store, Body body, Node node, string? kept, bool asSquare)
    {
        NameShared(code, node, []);
        code.Count([node]);
        string passed = kept ?? "";
        if (asSquare)
        {
            string square = code.Fresh("t");
            writer.Line($"S {square} = {code.Of(node.Arguments[0])};");
            code.Name(node.Arguments[0], square);
            // Where there is no root there is no square of it.
            passed = $"S.Select(S.LessThan({square}, S.Zero), S.Create(double.NaN), {square})";
        }
        string value = code.Of(node);
        if (kept is not null)
        {
            writer.Line($"S {kept} = {value};");
            value = kept;
        }
        writer.Line($"S.Store({value}, ref Unsafe.Add(ref x, (nint){Address(store.Array, store.Index, body)} * S.Count)); // {Describe(store)}");
        return passed;
    }
}
