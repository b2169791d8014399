using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Where the values of nodes lie, as C# text.</summary>
internal sealed class Memory
{
    private readonly BatchIr model;
    private readonly Dictionary<string, string> sizes = [];

    public Memory(BatchIr model, TensorGraph graph, NodeNames names, BatchNames members)
    {
        this.model = model;
        (Graph, Names, Members) = (graph, names, members);
        foreach (SameSizeIr same in model.SameSizes)
        {
            (string left, string right) = (Size(same.Left), Size(same.Right));
            if (left != right)
                sizes[right] = left;
        }
    }

    public TensorGraph Graph { get; }

    public NodeNames Names { get; }

    public BatchNames Members { get; }

    public string Element => model.SinglePrecision ? "float" : "double";

    /// <summary>An index as the model writes it, and its statement, for messages.</summary>
    public string PlaceText(int id)
    {
        PlaceIr place = model.Places.First(p => p.Node == id);
        return $"{BoundEmitter.Quote(place.Array)}, {BoundEmitter.Quote(place.Expression)}, {BoundEmitter.Quote(place.Statement)}";
    }

    /// <summary>An outcome and its statement, for messages.</summary>
    public string TimesText(int id)
    {
        TimesIr times = model.Times.First(t => t.Node == id);
        return $"{BoundEmitter.Quote(times.Member)}, {(times.MayBeLeftOut ? "true" : "false")}, {BoundEmitter.Quote(times.Statement)}";
    }

    /// <summary>A parameter of the data, what it must be and its statement, for messages.</summary>
    public string RangeText(int id)
    {
        RangeIr range = model.ParameterChecks.First(r => r.Node == id);
        return $"{BoundEmitter.Quote(range.Expression)}, {BoundEmitter.Quote(range.Needs)}, {BoundEmitter.Quote(range.Statement)}";
    }

    /// <summary>The size that stands for all that are equal to it.</summary>
    public string Size(string name)
    {
        while (sizes.TryGetValue(name, out string? other))
            name = other;
        return name;
    }

    /// <summary>The number of elements of a vector or matrix.</summary>
    public string Count(TensorShape shape) => shape.Rank switch
    {
        0 => "1",
        1 => Size(shape.First),
        _ => $"{Size(shape.First)} * {Size(shape.Second)}",
    };

    /// <summary>Whether a size is defined as one of that many equal parts of another.</summary>
    public bool IsPart(string part, string whole, int count) =>
        model.Sizes.Any(s => Size(s.Name) == part && s.Definition.EndsWith(" / " + count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            && Size(s.Definition.Substring(0, s.Definition.IndexOf(' '))) == Size(whole));

    /// <summary>The field that keeps a node; of a network its pass.</summary>
    public string Field(int id)
    {
        if (Graph[id].Op != "network")
            return "kept_" + Names.Of(id);
        string network = Members.Tag(Graph[id].Name);
        return network + Names.Of(id).Substring(network.Length).Replace("_out", "_pass");
    }

    public string Slot(string path) => "slot_" + Members.Tag(path);

    public string Noise(TensorNode node) => "random_" + Names.NoiseOf(node);

    public static string Rows(Axis axis) => axis switch { Axis.Global => "1", Axis.Datum => "Batch", _ => "SampleRows" };

    public static string Capacity(Axis axis) => axis switch { Axis.Global => "1", Axis.Datum => "BatchCapacity", _ => "SampleCapacity" };

    /// <summary>The matrix that holds a node, one row a value; its node is no alias.</summary>
    public string Matrix(int id)
    {
        TensorNode node = Graph[id];
        return node.Op switch
        {
            "data" => (node.Axis == Axis.Datum ? "batch_" : "data_") + Members.Tag(node.Name),
            "noise" => Noise(node),
            "given" => "given_" + Members.Tag(node.Name),
            "network" => $"{Field(id)}.Output",
            _ => Field(id),
        };
    }

    /// <summary>The matrix that holds a node, and the text that leads to the first of its columns.</summary>
    public (string Matrix, string Offset) Columns(int id)
    {
        string offset = "";
        for (; Graph[id].Op == "slice"; id = Schedule.Resolve(Graph, Graph[id].Arguments[0]))
            if (Graph[id].Name.Length > 0)
                offset += Offset(Graph[id].Name) + " + ";
        return (Matrix(id), offset);
    }

    /// <summary>All elements of a Global node, as a span.</summary>
    public string Span(int id)
    {
        (int whole, string offset) = (id, "");
        for (; Graph[whole].Op == "slice"; whole = Schedule.Resolve(Graph, Graph[whole].Arguments[0]))
            if (Graph[whole].Name.Length > 0)
                offset += (offset.Length > 0 ? " + " : "") + Offset(Graph[whole].Name);
        string span = Graph[whole].Op == "parameter" ? $"Parameters.Value({Slot(Graph[whole].Name)})" : $"{Matrix(whole)}.Row(0)";
        return whole == id ? span : $"{span}.Slice({(offset.Length > 0 ? offset : "0")}, {Count(Graph[id].Shape)})";
    }

    /// <summary>A reference to the first element of the row that belongs to the pass's row.</summary>
    public string RowStart(int id, Axis passAxis)
    {
        TensorNode node = Graph[id];
        if (node.Op == "slice")
        {
            string inner = RowStart(Schedule.Resolve(Graph, node.Arguments[0]), passAxis);
            return node.Name.Length == 0 ? inner : $"ref Unsafe.Add({inner}, {Offset(node.Name)})";
        }
        if (node.Op == "parameter")
            return $"ref Unsafe.Add(ref Parameters.Values.Start, Parameters.Slots[{Slot(node.Name)}].Offset)";
        string matrix = Matrix(id);
        return node.Axis == Axis.Global ? $"ref {matrix}.Start" : $"ref Unsafe.Add(ref {matrix}.Start, (nint){RowOf(node.Axis, passAxis)} * {matrix}.Stride)";
    }

    /// <summary>The number of the row, within a pass of an axis, that holds a value of another.</summary>
    public static string RowOf(Axis axis, Axis passAxis) => axis == Axis.Global ? "0" : axis == passAxis ? "row" : "datum";

    /// <summary>The array of a scalar that has a value a row.</summary>
    public string Numbers(int id) => Graph[id].Op switch
    {
        "leaf" or "weigh" => Graph[id].Name,
        "data" => "batch_" + Members.Tag(Graph[id].Name),
        _ => Field(id),
    };

    /// <summary>A scalar in memory, as a double.</summary>
    public string Scalar(int id, Axis passAxis)
    {
        TensorNode node = Graph[id];
        string row = RowOf(node.Axis, passAxis);
        switch (node.Op)
        {
            case "const":
                return Number(node.Value);
            case "size":
                return $"(double){Size(node.Name)}";
            case "leaf" or "weigh" when node.Axis == Axis.Global:
                return node.Name;
            case "leaf" or "weigh":
                return $"{node.Name}[{row}]";
            case "data":
                return node.Axis == Axis.Global ? $"data_{Members.Tag(node.Name)}" : $"batch_{Members.Tag(node.Name)}[{row}]";
            case "noise" or "parameter" or "given":
                return $"(double){RowStart(id, passAxis).Substring(4)}";
            default:
                return node.Axis == Axis.Global ? Field(id) : $"{Field(id)}[{row}]";
        }
    }

    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return (value < 0 ? "(" : "") + (text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text) + (value < 0 ? ")" : "");
    }

    public string Offset(string sum) =>
        string.Join(" + ", sum.Split([" + "], StringSplitOptions.RemoveEmptyEntries).Select(Size));
}
