using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Writes a pass: for each row loops over elements as lanes, and between them what is one number a row.</summary>
/// <remarks>
/// The nodes of a row stand in phases: in even ones elements, in odd ones numbers. A number that sums elements comes one phase
/// after them, elements that read it one phase later still.
/// </remarks>
internal sealed partial class PassEmitter
{
    private readonly Memory memory;
    private readonly Schedule schedule;
    private readonly Pass pass;
    private readonly TensorGraph graph;
    private readonly HashSet<int> inside;
    private readonly Dictionary<int, int> phases = [];
    private readonly Dictionary<int, string> references = [];
    private readonly List<string> referenceLines = [];
    private readonly HashSet<int> broadcasts = [];
    private readonly HashSet<int> spilled = [];
    private readonly CodeWriter invariant = new();
    private readonly SortedSet<string> lengths = new(StringComparer.Ordinal);

    public PassEmitter(Memory memory, Schedule schedule, Pass pass)
    {
        this.memory = memory;
        this.schedule = schedule;
        this.pass = pass;
        graph = memory.Graph;
        inside = [.. pass.Nodes.Where(id => !IsView(id))];
        foreach (int id in pass.Nodes)
            phases[id] = PhaseOf(id);
        foreach (int id in inside)
            if (graph[id].Shape.Rank > 0 && graph[id].Op is not ("concat" or "assemble") && IsReadLater(id) && !schedule.IsCheap(id))
                spilled.Add(id);
    }

    /// <summary>Nodes of this pass that lie in memory.</summary>
    public IEnumerable<int> Stored => pass.Nodes.Where(IsStored);

    /// <summary>Whether a node's value goes to memory: something outside the pass reads it, or a later loop over the same row.</summary>
    private bool IsStored(int id) => schedule.IsStored(id) || spilled.Contains(id);

    private bool IsReadLater(int id) => schedule.UsersOf(id).Any(user =>
        phases.TryGetValue(user, out int phase) && graph[user].Op != "slice" && (graph[user].Shape.Rank > 0 ? phase : phase - 1) != phases[id]);

    /// <summary>Elements that the loops over a row go through, as C# text.</summary>
    public string RowLength => lengths.Count == 0 ? "1" : string.Join(" + ", lengths);

    /// <summary>The body of the method, between its braces.</summary>
    public void Write(CodeWriter output)
    {
        var body = new CodeWriter();
        int last = phases.Values.Max();
        for (int phase = -1; phase <= last; phase++)
        {
            if ((phase & 1) != 0)
                WriteNumbers(body, phase);
            else
                WriteElements(body, phase);
        }
        foreach (string line in referenceLines.Where(l => !l.Contains("(nint)")))
            output.Line(line);
        if (invariant.ToString().Length > 0)
            output.Append(invariant);
        output.Open("for (int row = from; row < to; row++)");
        if (pass.Axis == Axis.Sample && body.ToString().Contains("datum") | referenceLines.Exists(l => l.Contains("datum")))
            output.Line("int datum = row % Batch;");
        foreach (string line in referenceLines.Where(l => l.Contains("(nint)")))
            output.Line(line);
        output.Append(body);
        output.Close();
    }

    /// <summary>Slices of memory are read where they lie.</summary>
    private bool IsView(int id) => graph[id].Op == "slice";

    private int PhaseOf(int id)
    {
        TensorNode node = graph[id];
        bool vector = node.Shape.Rank > 0;
        int phase = vector ? 0 : node.Op is "sum" or "lse" or "largest" or "pick" ? 1 : -1;
        foreach (int argument in schedule.SourcesOf(id))
        {
            if (!phases.TryGetValue(argument, out int earlier))
                continue;
            bool vectorArgument = graph[argument].Shape.Rank > 0;
            int own = earlier;
            if (vector && vectorArgument && (graph[argument].Op is "concat" or "assemble" || node.Op == "slice" || !SameSize(argument, id) && node.Op is not ("concat" or "assemble")))
                own = earlier + 2;
            else if (node.Op == "sum" && graph[argument].Op is "concat" or "assemble")
                own = earlier + 3; // Its loop comes after those that put the pieces together.
            else if (vector != vectorArgument)
                own = earlier + 1;
            phase = Math.Max(phase, own);
        }
        return phase;
    }

    private bool SameSize(int a, int b) => memory.Count(graph[a].Shape) == memory.Count(graph[b].Shape);

    private void WriteNumbers(CodeWriter body, int phase)
    {
        foreach (int id in pass.Nodes.Where(n => phases[n] == phase && graph[n].Shape.Rank == 0))
        {
            string name = memory.Names.Of(id);
            // What is the same for all rows is computed before the first.
            CodeWriter place = phase < 0 && graph[id].Axis == Axis.Global && pass.Axis != Axis.Global ? invariant : body;
            WriteNumber(place, id, name);
            string value = IsTest(id) ? $"{name} ? 1 : 0" : name;
            if (IsStored(id))
                place.Line(pass.Axis == Axis.Global ? $"{memory.Field(id)} = {value};" : $"{memory.Field(id)}[row] = {value};");
        }
    }

    private void WriteNumber(CodeWriter body, int id, string name)
    {
        TensorNode node = graph[id];
        switch (node.Op)
        {
            case "sum":
                body.Line($"double {name} = T.Sum({name}_lanes);");
                break;
            case "lse":
                int vector = Schedule.Resolve(graph, node.Arguments[0]);
                body.Line($"double {name} = RowFunctions.LogSumExp<T>({Reference(vector)}, {memory.Count(graph[vector].Shape)});");
                break;
            case "largest":
                int all = Schedule.Resolve(graph, node.Arguments[0]);
                body.Line($"double {name} = RowFunctions.Largest({Reference(all)}, {memory.Count(graph[all].Shape)});");
                break;
            case "pick":
                int picked = Schedule.Resolve(graph, node.Arguments[0]);
                int chosen = Schedule.Resolve(graph, node.Arguments[1]);
                string at = graph[chosen].Op == "place" ? $"(nint){Number(chosen)}" : $"BatchIndex.Of({Number(chosen)}, {memory.Count(graph[picked].Shape)})";
                body.Line($"double {name} = (double)Unsafe.Add({Reference(picked)}, {at});");
                break;
            case "place":
                body.Line($"double {name} = Place({Number(node.Arguments[0])}, {memory.Size(node.Name)}, {Row(node.Axis)}, {memory.PlaceText(id)});");
                break;
            case "times":
                body.Line($"double {name} = Times({Number(node.Arguments[0])}, {Row(node.Axis)}, {memory.TimesText(id)});");
                break;
            case "range":
                body.Line($"double {name} = InRange({Number(node.Arguments[0])}, {Number(node.Arguments[1])}, {Row(node.Axis)}, {memory.RangeText(id)});");
                break;
            case "samplesum":
                string term = NumberOfSample(node.Arguments[0]);
                body.Line($"double {name} = 0;");
                body.Open("for (int k = 0; k < Samples; k++)");
                body.Line("int sample = (k * Batch) + row;");
                body.Line($"{name} += {Trim(term)};");
                body.Close();
                break;
            case "expand":
                body.Line($"double {name} = {Number(node.Arguments[0])};");
                break;
            case "sphereCosine":
                body.Line($"double {name} = SphereDraws.Cosine(Key, {node.Name.Split('#')[1]}, row, (int){Number(node.Arguments[1])}, {Number(node.Arguments[0])});");
                break;
            case "sphereSlope":
                body.Line($"double {name} = SphereDraws.CosineSlope({Number(node.Arguments[0])}, (int){Number(node.Arguments[2])}, {Number(node.Arguments[1])});");
                break;
            default:
                body.Line($"{(IsTest(id) ? "bool" : "double")} {name} = {Trim(NumberText(node))};");
                break;
        }
    }

    /// <summary>The row of the batch that a value belongs to; -1 for what belongs to the model.</summary>
    private string Row(Axis axis) => axis == Axis.Global ? "-1" : Memory.RowOf(axis, pass.Axis);

    /// <summary>A number of the sample that the loop of a sum over samples is at.</summary>
    private string NumberOfSample(int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        TensorNode node = graph[id];
        if (node.Axis != Axis.Sample)
            return Number(argument);
        if (Schedule.KindOf(node) != NodeKind.Local || schedule.IsStored(id))
            return AtSample(memory.Scalar(id, Axis.Sample));
        object[] arguments = [.. node.Arguments.Select(a => (object)NumberOfSample(a))];
        return node.Op == "expand" ? (string)arguments[0] : string.Format(System.Globalization.CultureInfo.InvariantCulture, Primitives.All[node.Op].Data, arguments);
    }

    /// <summary>Text of a pass over samples, within a loop over the samples of a row's datum.</summary>
    private static string AtSample(string text) =>
        text.Replace("[row]", "[sample]").Replace("(nint)row", "(nint)sample").Replace("[datum]", "[row]").Replace("(nint)datum", "(nint)row");

    private string NumberText(TensorNode node)
    {
        Primitive primitive = Primitives.All[node.Op];
        object[] arguments = [.. node.Arguments.Select((a, i) => (object)(IsCondition(node, i) ? Condition(a) : Number(a)))];
        return string.Format(System.Globalization.CultureInfo.InvariantCulture, primitive.Data, arguments);
    }

    private static bool IsCondition(TensorNode node, int i) => (node.Op == "select" && i == 0) || node.Op is "and" or "or" or "not";

    private bool IsTest(int id) => graph[id].Op is "lt" or "le" or "eq" or "and" or "or" or "not";

    /// <summary>A scalar: a local of this row, or from memory.</summary>
    private string Number(int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        string local = memory.Names.Of(id);
        return !inside.Contains(id) ? memory.Scalar(id, pass.Axis) : IsTest(id) ? $"({local} ? 1.0 : 0.0)" : local;
    }

    /// <summary>A scalar as a truth value: a local of this row, or a number in memory that is not zero.</summary>
    private string Condition(int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        return inside.Contains(id) && IsTest(id) ? memory.Names.Of(id) : $"({Number(id)} != 0)";
    }

    private void WriteElements(CodeWriter body, int phase)
    {
        List<int> nodes = [.. pass.Nodes.Where(n => phases[n] == phase && graph[n].Shape.Rank > 0 && !IsView(n) && graph[n].Op is not ("concat" or "assemble"))];
        List<int> sums = [.. pass.Nodes.Where(n => graph[n].Op == "sum" && phases[n] == phase + 1)];
        List<(int Piece, int Target, string Offset)> pieces = [.. PiecesAt(phase)];
        foreach (int target in pieces.Select(p => p.Target).Distinct().Where(t => graph[t].Op == "assemble" && !Pieces.Cover(memory, t)))
            body.Line($"MemoryMarshal.CreateSpan({Reference(target)}, {memory.Count(graph[target].Shape)}).Clear();");
        IEnumerable<string> classes = nodes.Select(n => memory.Count(graph[n].Shape))
            .Concat(sums.Select(s => memory.Count(graph[Schedule.Resolve(graph, graph[s].Arguments[0])].Shape)))
            .Concat(pieces.Select(p => memory.Count(graph[p.Piece].Shape))).Distinct().ToList();
        lengths.UnionWith(classes);
        foreach (string size in classes)
            new ElementLoop(this, size,
                [.. nodes.Where(n => memory.Count(graph[n].Shape) == size)],
                [.. sums.Where(s => memory.Count(graph[Schedule.Resolve(graph, graph[s].Arguments[0])].Shape) == size)],
                [.. pieces.Where(p => memory.Count(graph[p.Piece].Shape) == size)]).Write(body);
    }

    /// <summary>Pieces of concatenations whose last piece is known in this phase.</summary>
    private IEnumerable<(int, int, string)> PiecesAt(int phase)
    {
        foreach (int target in pass.Nodes.Where(n => graph[n].Op is "concat" or "assemble" && phases[n] == phase))
        {
            TensorNode node = graph[target];
            string[] offsets = node.Op == "assemble" ? node.Name.Split(';') : [];
            string offset = "";
            for (int i = 0; i < node.Arguments.Count; i++)
            {
                yield return (Schedule.Resolve(graph, node.Arguments[i]), target, node.Op == "assemble" ? offsets[i] : offset);
                offset += (offset.Length > 0 ? " + " : "") + graph[node.Arguments[i]].Shape.First;
            }
        }
    }

    /// <summary>A name for the row in memory that holds the elements of a node.</summary>
    private string Reference(int id)
    {
        if (!references.TryGetValue(id, out string? name))
        {
            name = NodeNames.RowOf(memory.Names.Of(id));
            references.Add(id, name);
            referenceLines.Add($"ref {memory.Element} {name} = {memory.RowStart(id, pass.Axis)};");
        }
        return "ref " + name;
    }

    private static string Trim(string text) => Outer.Strip(text);

    private bool IsSingle => memory.Element == "float";
}
