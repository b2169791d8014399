using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Autodiff;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <content>The way back through a block.</content>
internal sealed partial class SequentialEmitter
{
    // Adjoints of elements that a run of a block passes on in locals; what is not named here goes to memory.
    private Dictionary<Node, Passing> passing = [];

    /// <summary>A local that gathers an adjoint; it is declared where it first gets a value.</summary>
    private sealed class Passing(Body body, string name)
    {
        public Body Body => body;

        public string Name => name;

        public bool HasValue { get; set; }
    }

    /// <summary>What flows into an adjoint: a value, or where <paramref name="Seed"/> is given, its product with the seed.</summary>
    private sealed record Contribution(string? Seed, string Value, bool IsOperand = true)
    {
        public string Text => Seed is null ? Value : IsOperand ? $"{Seed} * {Value}" : $"{Seed} * ({Value})";
    }

    /// <summary>Writes the loop over the rows of a block, last row first.</summary>
    private void BackwardLoop(CodeWriter writer, Body body, string from, string to)
    {
        string r = $"r{body.Id}";
        var names = new Dictionary<CarriedElement, string>();
        foreach (CarriedElement carried in CarriedElements.Of(body))
        {
            string name = names[carried] = writer.Counter.Fresh("d_" + BeforeName(carried));
            writer.Line($"S {name} = S.Zero; // what the iteration after has added to the adjoint of {Describe(carried.Store)}");
        }
        writer.Open($"for (nint {r} = {to} - 1; {r} >= {from}; {r}--)");
        Backward(writer, body, names);
        writer.Close();
        foreach (KeyValuePair<CarriedElement, string> carried in names)
        {
            var element = (ElementLeaf)carried.Key.Read.Leaf!;
            string guard = from == "0" ? "" : $"if ({from} < {to}) ";
            writer.Line($"{guard}Add(ref Unsafe.Add(ref d, (nint){Address(element.Array, element.Index, body, (body, from))} * S.Count), {carried.Value});");
        }
    }

    /// <summary>Writes the adjoints of one run of a block.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="body">The block.</param>
    /// <param name="carried">For elements that the iteration before stored: the local that takes their adjoint there.</param>
    public void Backward(CodeWriter writer, Body body, IReadOnlyDictionary<CarriedElement, string>? carried = null)
    {
        LaneCode code = Scope(writer, body);
        List<(Sweep? Sweep, bool IsLinear)> sweeps = [.. body.Steps.Select(SweepOf)];
        foreach ((Sweep? sweep, _) in sweeps)
            foreach (Node root in sweep is null ? [] : Roots(sweep))
                NameShared(code, root, []);
        code.Count(sweeps.Where(s => s.Sweep is { Reductions.Count: 0 } && s.IsLinear).SelectMany(s => AdjointsOf(s.Sweep!)));
        Dictionary<Node, Passing> outer = passing;
        passing = [];
        foreach (CarriedElement element in carried?.Keys ?? [])
            passing[element.Read] = new Passing(body, code.Fresh("d"));
        for (int i = 0; i < body.Steps.Count; i++)
            if (body.Steps[i] is StoreStep kept && IsReadAfter(body, i))
                passing[ElementOf(kept)] = new Passing(body, code.Fresh("d"));
        for (int i = body.Steps.Count - 1; i >= 0; i--)
        {
            Comment(writer, body.Steps[i]);
            switch (body.Steps[i])
            {
                case NestedStep { Body: { } nested }:
                    (string from, string to) = RowsOf(body, nested);
                    BackwardLoop(writer, nested, from, to);
                    break;
                case StoreStep store:
                    BackwardStore(writer, code, store, sweeps[i], body, carried?.FirstOrDefault(c => c.Key.Store == store).Value);
                    break;
                case TermStep:
                    WriteSweep(writer, StepScope(writer, code, sweeps[i], body), sweeps[i].Sweep!, body, null);
                    break;
            }
        }
        foreach (KeyValuePair<CarriedElement, string> element in carried ?? new Dictionary<CarriedElement, string>())
            writer.Line($"{element.Value} = {(passing[element.Key.Read].HasValue ? passing[element.Key.Read].Name : "S.Zero")};");
        passing = outer;
    }

    /// <summary>
    /// The adjoints of a step. Those of a stored value are its partial derivatives, which do not wait for its adjoint; where
    /// a choice holds a derivative back or a loop takes it on, the adjoint flows through all of them.
    /// </summary>
    private (Sweep? Sweep, bool IsLinear) SweepOf(BodyStep step)
    {
        if (CarriedElements.ValueOf(step) is not { } value)
            return (null, false);
        bool isFinite = staged.IsFinite(step, value);
        bool isLinear = step is TermStep || (isFinite && !Any(value, n => n.Op is "select" or "reduce", []));
        Node adjoint = staged.Graph.Seed(value, staged.Graph.One);
        Node seed = isLinear ? staged.Graph.One : isFinite ? adjoint : staged.HeldBack(value, adjoint);
        return (reverse.Run([(value, seed)], IsShared), isLinear);
    }

    private bool Any(Node node, Func<Node, bool> test, HashSet<Node> seen) =>
        seen.Add(node) && !IsShared(node) && (test(node) || node.Arguments.Any(a => Any(a, test, seen)));

    private void BackwardStore(CodeWriter writer, LaneCode code, StoreStep store, (Sweep? Sweep, bool IsLinear) sweep, Body body, string? carried)
    {
        string seed = code.Fresh("d");
        string later = carried is null ? "" : $" + {carried}";
        if (passing.TryGetValue(ElementOf(store), out Passing? own))
        {
            later += own.HasValue ? $" + {own.Name}" : "";
            passing.Remove(ElementOf(store));
        }
        writer.Line($"S {seed} = S.Load(ref Unsafe.Add(ref d, (nint){Address(store.Array, store.Index, body)} * S.Count)){later}; // adjoint of {Describe(store)}");
        LaneCode step = StepScope(writer, code, sweep, body);
        if (store.Value.Op != "leaf" && !step.IsNamed(store.Value) && AdjointsOf(sweep.Sweep!).Any(a => Any(a, n => n == store.Value, [])))
        {
            string value = code.Fresh(LaneCode.Identifier(store.Array.Name) + "_");
            writer.Line($"S {value} = S.Load(ref Unsafe.Add(ref x, (nint){Address(store.Array, store.Index, body)} * S.Count));");
            step.Name(store.Value, value);
        }
        step.Name(staged.Graph.Seed(store.Value, staged.Graph.One), seed);
        WriteSweep(writer, step, sweep.Sweep!, body, sweep.IsLinear ? seed : null);
    }

    /// <summary>Steps share what they compute; where adjoints themselves are in what is computed, a step has its own.</summary>
    private LaneCode StepScope(CodeWriter writer, LaneCode code, (Sweep? Sweep, bool IsLinear) sweep, Body body)
    {
        if (sweep is { IsLinear: true, Sweep.Reductions.Count: 0 })
            return code;
        LaneCode own = Scope(writer, body, code);
        own.Count(AdjointsOf(sweep.Sweep!));
        return own;
    }

    private static IEnumerable<Node> AdjointsOf(Sweep sweep) => sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.Select(r => r.Adjoint));

    private static IEnumerable<Node> Roots(Sweep sweep) =>
        sweep.Adjoints.Select(a => a.Value).Concat(sweep.Reductions.SelectMany(r => Roots(r.Body).Concat([r.Adjoint])));

    private void WriteSweep(CodeWriter writer, LaneCode step, Sweep sweep, Body body, string? seed)
    {
        foreach (ReductionAdjoint reduction in sweep.Reductions)
            WriteReductionAdjoint(writer, step, reduction, body);
        foreach (KeyValuePair<Node, Node> adjoint in sweep.Adjoints)
            AddAdjoint(writer, adjoint.Key, ContributionOf(step, adjoint.Value, seed), body);
    }

    private static Contribution ContributionOf(LaneCode code, Node adjoint, string? seed)
    {
        if (seed is null)
            return new Contribution(null, code.Of(adjoint));
        if (adjoint.IsConstant && Math.Abs(adjoint.Value) == 1)
            return new Contribution(null, adjoint.Value == 1 ? seed : "-" + seed);
        string text = code.Of(adjoint, out bool isOperand);
        return new Contribution(seed, text, isOperand);
    }

    /// <summary>Adds to the adjoint of what a step reads.</summary>
    private void AddAdjoint(CodeWriter writer, Node node, Contribution contribution, Body body)
    {
        if (IsShared(node))
            Increase(writer, locals is null ? $"s.d_{shared.Of(node)}" : locals.Adjoint(shared.Of(node)), contribution);
        else if (passing.TryGetValue(node, out Passing? local) && local.Body == body)
        {
            if (local.HasValue)
                Increase(writer, local.Name, contribution);
            else
                writer.Line($"S {local.Name} = {contribution.Text};");
            local.HasValue = true;
        }
        else if (node.Leaf is ElementLeaf element)
            writer.Line($"Add(ref Unsafe.Add(ref d, (nint){Address(element.Array, element.Index, body)} * S.Count), {contribution.Text});");
        else
            throw new InvalidOperationException($"no adjoint for {node.Op}");
    }

    private static void Increase(CodeWriter writer, string target, Contribution contribution) => writer.Line(contribution.Seed is null
        ? $"{target} += {contribution.Value};"
        : $"{target} = S.MultiplyAdd({contribution.Seed}, {contribution.Value}, {target});");
}
