using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>A computed array whose elements follow from their index: it need not be kept in memory.</summary>
/// <param name="Variable">The index, or null for a single value.</param>
/// <param name="Lets">What the value uses of its loop's body, in order.</param>
/// <param name="Value">The value of the element.</param>
internal sealed record Definition(Local? Variable, IReadOnlyList<Let> Lets, Expression Value);

/// <summary>Finds the arrays that can be replaced by the expression of their elements.</summary>
/// <remarks>
/// One statement assigns all elements, before any of them is read, and what it computes can be computed where they are
/// read: nothing in it changes until then, and it does not lead back to the array.
/// </remarks>
internal sealed class Definitions
{
    private readonly Dictionary<int, Definition> definitions = [];
    private readonly ReadOrder order;

    public Definitions(EquatableArray<Statement> program, ReadOrder order)
    {
        this.order = order;
        // An array whose address is handed on is read under another name.
        var escaped = new HashSet<int>(Walk.All(program).SelectMany(s => s switch
        {
            For loop => loop.Carried.SelectMany(c => Walk.Locals(c.Initial).Concat(Walk.Locals(c.Next))),
            Let { Value.Latent: false } let => Walk.Locals(let.Value),
            _ => [],
        }).Select(l => l.Id));
        foreach (Statement statement in program)
        {
            if (statement is Store { Array.Dimensions.Count: 0 } single && Suits(single, escaped))
                definitions[single.Array.Id] = new Definition(null, [], single.Value);
            else if (statement is For { Carried.Count: 0 } loop)
                Find(loop, escaped);
        }
        DropRecursive();
        DropUnsuitable(program);
    }

    public Definition? Of(ArrayInfo array) => definitions.TryGetValue(array.Id, out Definition? definition) ? definition : null;

    private bool Suits(Store store, HashSet<int> escaped) =>
        order.StoresOf(store.Array) == 1 && order.IsSettled(store.Array) && !(store.Array.Base is Local address && escaped.Contains(address.Id));

    private void Find(For loop, HashSet<int> escaped)
    {
        Motion? motion = null;
        List<Let>? lets = null;
        foreach (Store store in loop.Body.OfType<Store>())
        {
            if (!Covers(store, loop) || !Suits(store, escaped) || !(motion ??= new Motion(loop, loopsMoveAlong: false, order)).Allows(store.Value))
                continue;
            lets ??= [.. Walk.All(loop.Body).OfType<Let>()];
            definitions[store.Array.Id] = new Definition(loop.Variable, NeededBy(store.Value, lets), store.Value);
        }
    }

    /// <summary>Whether the loop runs over exactly the elements of the array, in its own index order.</summary>
    private static bool Covers(Store store, For loop) =>
        store.Array.Dimensions.Count == 1 && Build.IsZero(loop.From) && loop.To.Equals(store.Array.Dimensions[0]) && store.Index.Equals(loop.Variable);

    private static IReadOnlyList<Let> NeededBy(Expression value, List<Let> lets)
    {
        var needed = new HashSet<int>(Walk.Locals(value).Select(l => l.Id));
        var result = new List<Let>();
        for (int i = lets.Count - 1; i >= 0; i--)
        {
            if (!needed.Contains(lets[i].Target.Id))
                continue;
            result.Insert(0, lets[i]);
            needed.UnionWith(Walk.Locals(lets[i].Value).Select(l => l.Id));
        }
        return result;
    }

    /// <summary>Keeps in memory what follows from earlier elements of itself: its expression has no end.</summary>
    private void DropRecursive()
    {
        var reads = definitions.ToDictionary(d => d.Key, d => d.Value.Lets.Select(l => l.Value).Append(d.Value.Value)
            .SelectMany(Walk.Parts).OfType<Element>().Select(e => e.Array.Id).Where(definitions.ContainsKey).Distinct().ToArray());
        foreach (int id in reads.Keys)
        {
            var reached = new HashSet<int>();
            var open = new Stack<int>(reads[id]);
            while (open.Count > 0 && !reached.Contains(id))
                if (open.Pop() is int next && reached.Add(next))
                    foreach (int further in reads[next])
                        open.Push(further);
            if (reached.Contains(id))
                definitions.Remove(id);
        }
    }

    /// <summary>Keeps in memory what would be computed many times over: values with loops inside, elements read inside sums.</summary>
    private void DropUnsuitable(EquatableArray<Statement> program)
    {
        var uses = new Dictionary<int, int>();
        foreach (Statement statement in Walk.All(program))
            foreach (Expression direct in Walk.Direct(statement))
                CountUses(direct, [], uses);
        foreach (int id in definitions.Keys.ToList())
        {
            bool hasLoop = Walk.Parts(definitions[id].Value).Concat(definitions[id].Lets.SelectMany(l => Walk.Parts(l.Value))).Any(p => p is Reduce);
            if (hasLoop && uses.TryGetValue(id, out int count) && count > 1)
                definitions.Remove(id);
        }
    }

    private void CountUses(Expression expression, HashSet<int> reductionVariables, Dictionary<int, int> uses)
    {
        switch (expression)
        {
            case Element element:
                if (definitions.ContainsKey(element.Array.Id))
                {
                    uses[element.Array.Id] = uses.TryGetValue(element.Array.Id, out int count) ? count + 1 : 1;
                    if (Walk.Locals(element.Index).Any(l => reductionVariables.Contains(l.Id)))
                        definitions.Remove(element.Array.Id);
                }
                break;
            case Call call:
                foreach (Expression argument in call.Arguments)
                    CountUses(argument, reductionVariables, uses);
                break;
            case Reduce reduce:
                var inner = new HashSet<int>(reductionVariables) { reduce.Variable.Id };
                CountUses(reduce.Value, inner, uses);
                foreach (Statement statement in Walk.All(reduce.Body))
                    foreach (Expression direct in Walk.Direct(statement))
                        CountUses(direct, inner, uses);
                break;
        }
    }
}
