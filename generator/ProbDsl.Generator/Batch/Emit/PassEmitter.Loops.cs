using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Emit;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Batch.Emit;

/// <content>Loops over the elements of a row.</content>
internal sealed partial class PassEmitter
{
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
            foreach (int id in nodes.Where(owner.IsStored))
                lines.Line($"T.Store({Lane(id)}, ref Unsafe.Add({owner.Reference(id)}, j));");
            foreach (int sum in sums)
                lines.Line($"{owner.memory.Names.Of(sum)}_lanes += T.KeepFirst({Lane(graph[sum].Arguments[0])}, {Left});");
            foreach ((int piece, int target, string offset) in pieces)
                StorePiece(piece, target, offset);
            foreach (int sum in sums)
                body.Line($"T {owner.memory.Names.Of(sum)}_lanes = T.Zero;");
            foreach (string line in before)
                body.Line(line);
            body.Line($"for (int j = 0; j < {size}; j += T.Count)");
            body.Open();
            body.Append(lines);
            body.Close();
        }

        private string Left => size.Contains(' ') ? $"({size}) - j" : $"{size} - j";

        private void StorePiece(int piece, int target, string offset)
        {
            string at = offset.Length == 0 ? "j" : $"j + {owner.memory.Offset(offset)}";
            string place = $"ref Unsafe.Add({owner.Reference(target)}, {at})";
            string value = Lane(piece);
            if (graph[target].Op == "assemble" && !Pieces.AreApart(owner.memory, target))
                value = $"T.LoadPartial({place}, {Left}) + {value}";
            lines.Line($"T.StorePartial({value}, {place}, {Left});");
        }

        private void Declare(int id, TensorNode node)
        {
            string name = owner.memory.Names.Of(id);
            if (node.Op is "log1pExp" or "logistic" && Twin(node) is { } twin)
            {
                (int softplus, int logistic) = node.Op == "log1pExp" ? (id, twin) : (twin, id);
                (known[softplus], known[logistic]) = (owner.memory.Names.Of(softplus), owner.memory.Names.Of(logistic));
                lines.Line($"T {known[softplus]} = {Math}.Log1pExpAndLogistic({Lane(node.Arguments[0])}, out T {known[logistic]});");
                return;
            }
            if (node.Op == "samplesum")
                SumOverSamples(name, node.Arguments[0]);
            else
                lines.Line($"T {name} = {Trim(Text(node))};");
            known[id] = name;
        }

        private void SumOverSamples(string name, int argument)
        {
            string term = LaneOfSample(argument);
            lines.Line($"T {name} = T.Zero;");
            lines.Open("for (int k = 0; k < Samples; k++)");
            lines.Line("int sample = (k * Batch) + row;");
            lines.Line($"{name} += {Trim(term)};");
            lines.Close();
        }

        /// <summary>Elements of the sample that the loop of a sum over samples is at.</summary>
        private string LaneOfSample(int argument)
        {
            int id = Schedule.Resolve(graph, argument);
            TensorNode node = graph[id];
            if (node.Axis != Axis.Sample)
                return Lane(argument);
            if (node.Shape.Rank == 0)
                return $"T.Create({Trim(owner.NumberOfSample(id))})";
            if (Schedule.KindOf(node) != NodeKind.Local || node.Op == "slice" || owner.schedule.IsStored(id))
            {
                (string matrix, string offset) = owner.memory.Columns(id);
                return $"T.Load(ref Unsafe.Add(ref {matrix}.Start, ((nint)sample * {matrix}.Stride) + {offset}j))";
            }
            return node.Op == "expand" ? LaneOfSample(node.Arguments[0]) : Format(node, a => LaneOfSample(a));
        }

        private string Format(TensorNode node, Func<int, string> lane)
        {
            Primitive primitive = Primitives.All[node.Op];
            object[] arguments = [.. node.Arguments.Select(a => (object)lane(a))];
            return string.Format(System.Globalization.CultureInfo.InvariantCulture, primitive.Lanes.Replace("{T}", "T").Replace("LaneMath", Math), arguments);
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
                return node.Value == 0 ? "T.Zero" : $"T.Create({Trim(Memory.Number(node.Value))})";
            if (node.Op == "position")
                return "T.Position(j)";
            if (node.Op == "mul" && IsFused(id))
                return Text(node);
            if (node.Shape.Rank == 0)
            {
                name = owner.memory.Names.Of(id) + "_all";
                if (owner.broadcasts.Add(id))
                    before.Add($"T {name} = T.Create({Trim(owner.Number(id))});");
            }
            else if (owner.inside.Contains(id) && (nodes.Contains(id) || owner.schedule.IsCheap(id)))
            {
                Declare(id, node);
                return known[id];
            }
            else
            {
                name = owner.memory.Names.Of(id);
                lines.Line($"T {name} = T.Load(ref Unsafe.Add({owner.Reference(id)}, j));");
            }
            known[id] = name;
            return name;
        }
    }
}
