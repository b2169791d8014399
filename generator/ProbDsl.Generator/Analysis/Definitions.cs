using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>A computed array whose elements follow from their index: it need not be kept in memory.</summary>
internal sealed record Definition(IReadOnlyList<Local> Variables, IReadOnlyDictionary<int, Expression> Lets, Expression Value);

/// <summary>Finds the arrays that can be replaced by the expression of their elements.</summary>
internal sealed class Definitions
{
    private readonly Dictionary<int, Definition> definitions = [];

    public Definitions(EquatableArray<Statement> program)
    {
        var stores = new Dictionary<int, int>();
        foreach (Store store in Walk.All(program).OfType<Store>())
            stores[store.Array.Id] = stores.TryGetValue(store.Array.Id, out int count) ? count + 1 : 1;
        // An array whose address is handed on is read under another name.
        var escaped = new HashSet<int>(Walk.All(program).SelectMany(s => s switch
        {
            For loop => loop.Carried.SelectMany(c => Walk.Locals(c.Initial).Concat(Walk.Locals(c.Next))),
            Let { Value.Latent: false } let => Walk.Locals(let.Value),
            _ => [],
        }).Select(l => l.Id));
        foreach (Store store in Walk.All(program).OfType<Store>())
            if (store.Array.Base is Local address && escaped.Contains(address.Id))
                stores[store.Array.Id] = 2;
        Find(program, [], new Dictionary<int, Expression>(), stores);
        DropUnsuitable(program);
    }

    public Definition? Of(ArrayInfo array) => definitions.TryGetValue(array.Id, out Definition? definition) ? definition : null;

    private void Find(IEnumerable<Statement> statements, List<For> loops, Dictionary<int, Expression> lets, Dictionary<int, int> stores)
    {
        foreach (Statement statement in statements)
        {
            switch (statement)
            {
                case Let let when loops.Count > 0:
                    lets[let.Target.Id] = let.Value;
                    break;
                case For { Carried.Count: 0 } loop:
                    Find(loop.Body, [.. loops, loop], new Dictionary<int, Expression>(lets), stores);
                    break;
                case Store store when stores[store.Array.Id] == 1 && Covers(store, loops):
                    definitions[store.Array.Id] = new Definition([.. loops.Select(l => l.Variable)], lets, store.Value);
                    break;
            }
        }
    }

    /// <summary>Whether the loops run over exactly the elements of the array, in its own index order.</summary>
    private static bool Covers(Store store, List<For> loops)
    {
        EquatableArray<Expression> dimensions = store.Array.Dimensions;
        if (loops.Count != dimensions.Count || loops.Where((l, i) => !Build.IsZero(l.From) || !l.To.Equals(dimensions[i])).Any())
            return false;
        return dimensions.Count switch
        {
            0 => true,
            1 => store.Index.Equals(loops[0].Variable),
            _ => false,
        };
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
            bool hasLoop = Walk.Parts(definitions[id].Value).Any(p => p is Reduce)
                || definitions[id].Lets.Values.SelectMany(Walk.Parts).Any(p => p is Reduce);
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
