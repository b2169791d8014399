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
internal sealed class PassEmitter
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
            if (graph[id].Shape.Rank > 0 && graph[id].Op is not ("concat" or "assemble") && IsReadLater(id))
                spilled.Add(id);
    }

    /// <summary>Nodes of this pass that lie in memory.</summary>
    public IEnumerable<int> Stored => pass.Nodes.Where(IsStored);

    /// <summary>Whether a node's value goes to memory: something outside the pass reads it, or a later loop over the same row.</summary>
    private bool IsStored(int id) => schedule.IsStored(id) || spilled.Contains(id);

    private bool IsReadLater(int id) => schedule.UsersOf(id).Any(user =>
        phases.TryGetValue(user, out int phase) && graph[user].Op != "slice" && (graph[user].Shape.Rank > 0 ? phase : phase - 1) != phases[id]);

    /// <summary>The body of the method, between its braces.</summary>
    public void Write(CodeWriter output)
    {
        var body = new CodeWriter();
        var outer = output;
        int last = phases.Values.Max();
        for (int phase = -1; phase <= last; phase++)
        {
            if ((phase & 1) != 0)
                WriteNumbers(body, phase);
            else
                WriteElements(body, phase);
        }
        outer.Line("for (int row = from; row < to; row++)");
        outer.Open();
        if (pass.Axis == Axis.Sample && body.ToString().Contains("datum") | referenceLines.Exists(l => l.Contains("datum")))
            outer.Line("int datum = row % Batch;");
        foreach (string line in referenceLines)
            outer.Line(line);
        outer.Append(body);
        outer.Close();
    }

    /// <summary>Slices of memory are read where they lie.</summary>
    private bool IsView(int id) => graph[id].Op == "slice";

    private int PhaseOf(int id)
    {
        TensorNode node = graph[id];
        bool vector = node.Shape.Rank > 0;
        int phase = vector ? 0 : node.Op is "sum" or "lse" or "pick" ? 1 : -1;
        foreach (int a in node.Arguments)
        {
            int argument = Schedule.Resolve(graph, a);
            if (!phases.TryGetValue(argument, out int earlier))
                continue;
            bool vectorArgument = graph[argument].Shape.Rank > 0;
            int own = earlier;
            if (vector && vectorArgument && (graph[argument].Op is "concat" or "assemble" || node.Op == "slice" || !SameSize(argument, id) && node.Op is not ("concat" or "assemble")))
                own = earlier + 2;
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
            TensorNode node = graph[id];
            string name = Memory.Field(id) + "_";
            switch (node.Op)
            {
                case "sum":
                    body.Line($"double {name} = T.Sum(sum{id});");
                    break;
                case "lse":
                    int vector = Schedule.Resolve(graph, node.Arguments[0]);
                    body.Line($"double {name} = LogSumExp<T>({Reference(vector)}, {memory.Count(graph[vector].Shape)});");
                    break;
                case "pick":
                    body.Line($"double {name} = (double)Unsafe.Add({Reference(Schedule.Resolve(graph, node.Arguments[0]))}, (nint)(int){Number(node.Arguments[1])});");
                    break;
                case "samplesum":
                    int source = Schedule.Resolve(graph, node.Arguments[0]);
                    body.Line($"double {name} = 0;");
                    body.Line($"for (int k = 0; k < Samples; k++)");
                    body.Line($"    {name} += {memory.Scalar(source, Axis.Sample).Replace("[row]", "[(k * Batch) + row]")};");
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
            string value = IsTest(id) ? $"{name} ? 1 : 0" : name;
            if (IsStored(id))
                body.Line(pass.Axis == Axis.Global ? $"{Memory.Field(id)} = {value};" : $"{Memory.Field(id)}[row] = {value};");
        }
    }

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
        string local = Memory.Field(id) + "_";
        return !inside.Contains(id) ? memory.Scalar(id, pass.Axis) : IsTest(id) ? $"({local} ? 1.0 : 0.0)" : local;
    }

    /// <summary>A scalar as a truth value: a local of this row, or a number in memory that is not zero.</summary>
    private string Condition(int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        return inside.Contains(id) && IsTest(id) ? Memory.Field(id) + "_" : $"({Number(id)} != 0)";
    }

    private void WriteElements(CodeWriter body, int phase)
    {
        List<int> nodes = [.. pass.Nodes.Where(n => phases[n] == phase && graph[n].Shape.Rank > 0 && !IsView(n) && graph[n].Op is not ("concat" or "assemble"))];
        List<int> sums = [.. pass.Nodes.Where(n => graph[n].Op == "sum" && phases[n] == phase + 1)];
        List<(int Piece, int Target, string Offset)> pieces = [.. PiecesAt(phase)];
        foreach (int target in pieces.Select(p => p.Target).Distinct().Where(t => graph[t].Op == "assemble"))
            body.Line($"MemoryMarshal.CreateSpan({StoreReference(target)}, {memory.Count(graph[target].Shape)}).Clear();");
        IEnumerable<string> classes = nodes.Select(n => memory.Count(graph[n].Shape))
            .Concat(sums.Select(s => memory.Count(graph[Schedule.Resolve(graph, graph[s].Arguments[0])].Shape)))
            .Concat(pieces.Select(p => memory.Count(graph[p.Piece].Shape))).Distinct().ToList();
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
            name = "r" + Memory.Field(id).Substring(1);
            references.Add(id, name);
            referenceLines.Add($"ref {memory.Element} {name} = {memory.RowStart(id, pass.Axis)};");
        }
        return "ref " + name;
    }

    private string StoreReference(int id) => Reference(id);

    private static string Trim(string text) => Outer.Strip(text);

    /// <summary>One loop over the elements of vectors of one size.</summary>
    private sealed class ElementLoop(
        PassEmitter owner, string size, IReadOnlyList<int> nodes, IReadOnlyList<int> sums, IReadOnlyList<(int Piece, int Target, string Offset)> pieces)
    {
        private readonly CodeWriter lines = new();
        private readonly Dictionary<int, string> known = [];
        private readonly List<string> before = [];
        private readonly TensorGraph graph = owner.graph;

        public void Write(CodeWriter body)
        {
            foreach (int id in nodes)
                Compute(id);
            foreach (int sum in sums)
                lines.Line($"sum{sum} += T.KeepFirst({Lane(graph[sum].Arguments[0])}, {Left});");
            foreach ((int piece, int target, string offset) in pieces)
                StorePiece(piece, target, offset);
            foreach (int sum in sums)
                body.Line($"T sum{sum} = T.Zero;");
            foreach (string line in before)
                body.Line(line);
            body.Line($"for (int j = 0; j < {size}; j += T.Count)");
            body.Open();
            body.Append(lines);
            body.Close();
        }

        private string Left => $"({size}) - j";

        private void StorePiece(int piece, int target, string offset)
        {
            string at = offset.Length == 0 ? "j" : $"j + {owner.memory.Offset(offset)}";
            string place = $"ref Unsafe.Add({owner.StoreReference(target)}, {at})";
            string value = Lane(piece);
            if (graph[target].Op == "assemble")
                value = $"T.LoadPartial({place}, {Left}) + {value}";
            lines.Line($"T.StorePartial({value}, {place}, {Left});");
        }

        private void Compute(int id)
        {
            TensorNode node = graph[id];
            if (node.Op == "mul" && IsFused(id))
                return;
            if (!known.ContainsKey(id))
                Declare(id, node);
            if (owner.IsStored(id))
                lines.Line($"T.Store({known[id]}, ref Unsafe.Add({owner.StoreReference(id)}, j));");
        }

        private void Declare(int id, TensorNode node)
        {
            string name = Memory.Field(id) + "_";
            if (node.Op is "log1pExp" or "logistic" && Twin(node) is { } twin)
            {
                (int softplus, int logistic) = node.Op == "log1pExp" ? (id, twin) : (twin, id);
                lines.Line($"T {Memory.Field(softplus)}_ = {Math}.Log1pExpAndLogistic({Lane(node.Arguments[0])}, out T {Memory.Field(logistic)}_);");
                known[softplus] = Memory.Field(softplus) + "_";
                known[logistic] = Memory.Field(logistic) + "_";
                return;
            }
            if (node.Op == "samplesum")
            {
                int source = Schedule.Resolve(graph, node.Arguments[0]);
                (string matrix, string offset) = owner.memory.Columns(source);
                lines.Line($"T {name} = T.Zero;");
                lines.Line("for (int k = 0; k < Samples; k++)");
                lines.Line($"    {name} += T.Load(ref Unsafe.Add(ref {matrix}.Start, ((nint)((k * Batch) + row) * {matrix}.Stride) + {offset}j));");
            }
            else
                lines.Line($"T {name} = {Trim(Text(node))};");
            known[id] = name;
        }

        private string Math => owner.IsSingle ? "FloatMath" : "LaneMath";

        private int? Twin(TensorNode node)
        {
            string other = node.Op == "log1pExp" ? "logistic" : "log1pExp";
            foreach (int id in nodes)
                if (graph[id].Op == other && graph[id].Arguments[0] == node.Arguments[0] && !known.ContainsKey(id))
                    return id;
            return null;
        }

        private string Text(TensorNode node)
        {
            if (node.Op == "expand")
                return Lane(node.Arguments[0]);
            if (node.Op is "add" or "sub")
            {
                (int a, int b) = (Schedule.Resolve(graph, node.Arguments[0]), Schedule.Resolve(graph, node.Arguments[1]));
                if (IsFused(b))
                    return $"T.MultiplyAdd({(node.Op == "sub" ? "-" : "")}{Lane(graph[b].Arguments[0])}, {Lane(graph[b].Arguments[1])}, {Lane(a)})";
                if (IsFused(a))
                    return $"T.MultiplyAdd({Lane(graph[a].Arguments[0])}, {Lane(graph[a].Arguments[1])}, {(node.Op == "sub" ? "-" : "")}{Lane(b)})";
            }
            if (node.Op == "select" && graph[Schedule.Resolve(graph, node.Arguments[0])].Shape.Rank == 0)
            {
                int test = Schedule.Resolve(graph, node.Arguments[0]);
                return $"{owner.Condition(test)} ? {Lane(node.Arguments[1])} : {Lane(node.Arguments[2])}";
            }
            Primitive primitive = Primitives.All[node.Op];
            object[] arguments = [.. node.Arguments.Select((a, i) => (object)Condition(node, a, i))];
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, primitive.Lanes.Replace("{T}", "T").Replace("LaneMath", Math), arguments);
        }

        private string Condition(TensorNode node, int argument, int i)
        {
            int id = Schedule.Resolve(graph, argument);
            return IsCondition(node, i) && !owner.IsTest(id) ? $"T.Not(T.Equal({Lane(id)}, T.Zero))" : Lane(id);
        }

        /// <summary>A product that is the addend of one sum in this loop and of nothing else; of two, the second.</summary>
        private bool IsFused(int id) => Addition(id) is { } user
            && (Schedule.Resolve(graph, graph[user].Arguments[1]) == id || Addition(Schedule.Resolve(graph, graph[user].Arguments[1])) is null);

        private int? Addition(int id) =>
            graph[id].Op == "mul" && nodes.Contains(id) && !owner.IsStored(id)
            && owner.schedule.UsersOf(id).ToList() is [int user] && graph[user].Op is "add" or "sub" && nodes.Contains(user)
            && !pieces.Any(p => p.Piece == id)
                ? user : null;

        private string Lane(int argument)
        {
            int id = Schedule.Resolve(graph, argument);
            if (known.TryGetValue(id, out string? name))
                return name;
            TensorNode node = graph[id];
            if (node.Op == "const")
                return node.Value == 0 ? "T.Zero" : $"T.Create({Memory.Number(node.Value)})";
            if (node.Op == "position")
                return "T.Position(j)";
            if (node.Op == "mul" && IsFused(id))
                return Text(node);
            if (node.Shape.Rank == 0)
            {
                name = "b" + Memory.Field(id).Substring(1);
                if (owner.broadcasts.Add(id))
                    before.Add($"T {name} = T.Create({owner.Number(id)});");
            }
            else
            {
                name = "m" + Memory.Field(id).Substring(1);
                lines.Line($"T {name} = T.Load(ref Unsafe.Add({owner.Reference(id)}, j));");
            }
            known[id] = name;
            return name;
        }
    }

    private bool IsSingle => memory.Element == "float";
}
