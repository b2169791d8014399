using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Batch.Autodiff;
using ProbDsl.Generator.Emit;

namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Writes programs: their passes, each text once, and the operations on whole matrices between them.</summary>
internal sealed class ProgramEmitter(BatchIr model, Memory memory, IReadOnlyDictionary<int, int> owners)
{
    private readonly TensorGraph graph = memory.Graph;
    private readonly Dictionary<string, string> passes = [];
    private readonly List<(string Name, string Body, string Comment)> written = [];
    private readonly SortedDictionary<int, string> fields = [];
    private readonly SortedDictionary<string, TensorNode> noise = new(System.StringComparer.Ordinal);
    private readonly Dictionary<int, string> statements = Statements.Of(model);

    /// <summary>Declarations of the nodes that lie in memory: name and what allocates it, empty for a number.</summary>
    public IEnumerable<(int Node, string Allocation)> Fields => fields.Select(f => (f.Key, f.Value));

    /// <summary>The noise that any program draws, by its field.</summary>
    public IEnumerable<KeyValuePair<string, TensorNode>> Noise => noise;

    public IEnumerable<string> PassNames => written.Select(p => p.Name);

    public void WriteProgram(CodeWriter output, TensorProgram program, string accessibility)
    {
        var schedule = new Schedule(graph, program);
        output.Line($"/// <summary>{program.Summary}</summary>");
        output.Open($"{accessibility} void {program.Name}()");
        foreach (int id in schedule.Live.Where(n => graph[n].Op == "noise"))
        {
            TensorNode node = graph[id];
            noise[memory.Noise(node)] = node;
            string kind = node.Name.Split('#')[0];
            output.Line($"Fill{char.ToUpperInvariant(kind[0])}{kind.Substring(1)}({memory.Noise(node)}, {Memory.Rows(node.Axis)}, {Stream(node)});");
        }
        for (int at = 0; at <= schedule.Last; at++)
        {
            foreach (Pass pass in schedule.PassesAt(at))
                WritePass(output, schedule, pass);
            WriteTerms(output, schedule, at);
            bool weighed = false;
            foreach (int id in schedule.WholeAt(at))
            {
                if (graph[id].Op != "weigh")
                    WriteWhole(output, id);
                else if (!weighed)
                    output.Line("Weigh();");
                weighed |= graph[id].Op == "weigh";
            }
        }
        WriteVectorOutputs(output, schedule);
        output.Close();
    }

    public void WritePasses(CodeWriter output)
    {
        foreach ((string name, string body, string comment) in written)
        {
            output.Line();
            foreach (string line in comment.Split('\n').Where(l => l.Length > 0))
                output.Line("// " + line);
            output.Line("[MethodImpl(MethodImplOptions.AggressiveOptimization)]");
            output.Open($"private void {name}(int from, int to)");
            foreach (string line in body.TrimEnd('\n').Split('\n'))
                output.Line(line);
            output.Close();
        }
    }

    private int Stream(TensorNode node) =>
        model.Nodes.Where(n => n.Op == "noise").Select(n => n.Name).Distinct().OrderBy(n => n, System.StringComparer.Ordinal).ToList().IndexOf(node.Name);

    private void WritePass(CodeWriter output, Schedule schedule, Pass pass)
    {
        if (pass.Nodes.All(n => graph[n].Op == "slice"))
            return;
        var body = new CodeWriter();
        var emitter = new PassEmitter(memory, schedule, pass);
        emitter.Write(body);
        string text = body.ToString();
        if (!passes.TryGetValue(text, out string? name))
        {
            name = "Pass" + (passes.Count + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
            passes.Add(text, name);
            written.Add((name, text, Comment(pass)));
        }
        foreach (int id in emitter.Stored)
            Declare(id);
        output.Line($"ForRows(run{name}, {Memory.Rows(pass.Axis)}, {emitter.RowLength});");
    }

    /// <summary>The statements that a pass computes, and those whose derivatives it does.</summary>
    private string Comment(Pass pass)
    {
        List<string> forward = [.. pass.Nodes.Where(statements.ContainsKey).Select(n => statements[n]).Distinct()];
        List<string> back = [.. pass.Nodes.Where(n => n >= model.Nodes.Count && owners.TryGetValue(n, out int value) && statements.ContainsKey(value))
            .Select(n => statements[owners[n]]).Distinct()];
        return string.Join("\n", forward.Select(s => back.Contains(s) ? s + " (and back)" : s).Concat(back.Except(forward).Select(s => s + " (back)")));
    }

    private void Declare(int id)
    {
        TensorNode node = graph[id];
        fields[id] = node.Shape.Rank > 0
            ? $"new({Memory.Capacity(node.Axis)}, {memory.Count(node.Shape)})"
            : node.Axis == Axis.Global ? "" : $"new double[{Memory.Capacity(node.Axis)}]";
    }

    /// <summary>Copies sums of terms to the runtime's arrays once they are known.</summary>
    private void WriteTerms(CodeWriter output, Schedule schedule, int at)
    {
        foreach (KeyValuePair<string, int> entry in schedule.Program.Outputs)
        {
            int id = Schedule.Resolve(graph, entry.Value);
            if (graph[id].Shape.Rank > 0 || entry.Key.StartsWith("code_", System.StringComparison.Ordinal) || entry.Key.StartsWith("mean_", System.StringComparison.Ordinal) || entry.Key == TensorProgram.NoOutput)
                continue;
            NodeKind kind = Schedule.KindOf(graph[id]);
            if ((kind is NodeKind.Inline or NodeKind.Leaf ? 0 : schedule.TimeAt(id)) != at)
                continue;
            output.Line(graph[id].Axis == Axis.Global
                ? $"{entry.Key} = {memory.Scalar(id, Axis.Global)};"
                : $"{memory.Numbers(id)}.AsSpan(0, {Memory.Rows(graph[id].Axis)}).CopyTo({entry.Key});");
        }
    }

    private void WriteVectorOutputs(CodeWriter output, Schedule schedule)
    {
        foreach (KeyValuePair<string, int> entry in schedule.Program.Outputs)
            if (entry.Key.StartsWith("code_", System.StringComparison.Ordinal) || entry.Key.StartsWith("mean_", System.StringComparison.Ordinal))
            {
                int id = Schedule.Resolve(graph, entry.Value);
                TensorNode node = graph[id];
                string rows = node.Axis == Axis.Global ? "Batch, broadcast: true" : "Batch";
                string target = entry.Key.Substring(0, 5) + memory.Members.Tag(entry.Key.Substring(5));
                output.Line(
                    node.Shape.Rank == 0 && node.Axis == Axis.Global ? $"CopyNumbers([{memory.Scalar(id, Axis.Global)}], {target}, {rows});"
                    : node.Shape.Rank == 0 && node.Op is not ("given" or "noise") ? $"CopyNumbers({memory.Numbers(id)}, {target}, {rows});"
                    : $"CopyRows({Source(output, id)}, {target}, {rows});");
            }
    }

    /// <summary>The matrix of an operand: slices and parameters are copied to one of their own.</summary>
    private string Operand(CodeWriter output, int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        TensorNode node = graph[id];
        if (node.Op is not ("slice" or "parameter"))
            return memory.Matrix(id);
        fields[id] = $"new({Memory.Capacity(node.Axis)}, {memory.Count(node.Shape)})";
        if (node.Op == "parameter")
            output.Line($"{memory.Span(id)}.CopyTo({memory.Field(id)}.Row(0));");
        else
            output.Line($"CopyRows({Source(output, id)}, {memory.Field(id)}, {Memory.Rows(node.Axis)});");
        return memory.Field(id);
    }

    /// <summary>A matrix and the first of its columns that hold a node.</summary>
    private string Source(CodeWriter output, int argument)
    {
        int id = Schedule.Resolve(graph, argument);
        string offset = "";
        while (graph[id].Op == "slice")
        {
            if (graph[id].Name.Length > 0)
                offset += (offset.Length > 0 ? " + " : "") + memory.Offset(graph[id].Name);
            id = Schedule.Resolve(graph, graph[id].Arguments[0]);
        }
        return $"{Operand(output, id)}, {(offset.Length == 0 ? "0" : offset)}";
    }

    private void WriteWhole(CodeWriter output, int id)
    {
        TensorNode node = graph[id];
        string rows = Memory.Rows(node.Axis);
        switch (node.Op)
        {
            case "network":
                fields[id] = "pass";
                output.Line($"{memory.Field(id)}.Forward({Operand(output, node.Arguments[0])}, {rows}, Mode);");
                break;
            case "networkBack":
                string adjoint = Operand(output, node.Arguments[1]);
                if (node.Name != "weights")
                    fields[id] = $"new({Memory.Capacity(node.Axis)}, {memory.Count(node.Shape)})";
                output.Line($"{memory.Field(node.Arguments[0])}.Backward({adjoint}, {(node.Name == "weights" ? "null" : memory.Field(id))}, parameters: {(node.Name == "input" ? "false" : "true")});");
                break;
            case "matvec":
            case "matvecT":
                Declare(id);
                string what = node.Op == "matvec" ? "Multiply" : "MultiplyTransposed";
                TensorShape matrix = graph[node.Arguments[0]].Shape;
                output.Line($"{what}({memory.Span(Schedule.Resolve(graph, node.Arguments[0]))}, {memory.Size(matrix.First)}, {memory.Size(matrix.Second)}, {Operand(output, node.Arguments[1])}, {memory.Field(id)}, {rows});");
                break;
            case "outer":
                Declare(id);
                output.Line($"SumOuter({Operand(output, node.Arguments[0])}, {Operand(output, node.Arguments[1])}, {Memory.Rows(graph[node.Arguments[0]].Axis)}, {memory.Field(id)}.Row(0));");
                break;
            case "rowsum":
                Declare(id);
                int source = Schedule.Resolve(graph, node.Arguments[0]);
                string count = Memory.Rows(graph[source].Axis);
                output.Line(node.Shape.Rank > 0
                    ? $"SumRows({Operand(output, source)}, {count}, {memory.Field(id)}.Row(0));"
                    : $"{memory.Field(id)} = SumRows({memory.Numbers(source)}, {count});");
                break;
            case "gate":
                Declare(id);
                output.Line($"FreeBits({Operand(output, node.Arguments[0])}, {memory.Field(id)}, {memory.Count(node.Shape)}, {Memory.Rows((Axis)System.Enum.Parse(typeof(Axis), node.Name.Split('#')[0]))});");
                break;
            case "gradient":
                int gradient = Schedule.Resolve(graph, node.Arguments[0]);
                output.Line(graph[gradient].Shape.Rank == 0
                    ? $"AddGradient({memory.Slot(node.Name)}, {memory.Scalar(gradient, Axis.Global)});"
                    : $"AddGradient({memory.Slot(node.Name)}, {memory.Span(gradient)});");
                break;
        }
    }
}
