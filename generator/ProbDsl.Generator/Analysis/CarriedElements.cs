using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>The loop whose iterations are the rows of a block: its variable, and the locals that change with it.</summary>
internal sealed record BodyLoop(Local Variable, HashSet<int> Inside);

/// <summary>An element that each iteration reads and the iteration before it has stored, as <c>h[t - 1]</c> where <c>h[t]</c> is assigned.</summary>
/// <param name="Read">The element as the iteration reads it.</param>
/// <param name="Store">What stores it, an iteration earlier.</param>
/// <param name="AsSquare">Whether a square root is stored and only its square is read: what passes is then the value under the root.</param>
internal sealed record CarriedElement(Node Read, StoreStep Store, bool AsSquare);

/// <summary>Finds values that pass from one iteration of a block to the next, so that they need no way through memory.</summary>
internal static class CarriedElements
{
    public static IReadOnlyList<CarriedElement> Of(Body body)
    {
        if (body.Loop is not { } loop)
            return [];
        var result = new List<CarriedElement>();
        List<StoreStep> stores = [.. body.Steps.OfType<StoreStep>()];
        var seen = new HashSet<Node>();
        foreach (Node value in body.Steps.Select(ValueOf).OfType<Node>())
            foreach (Node read in Elements(value, seen))
                if (stores.FirstOrDefault(s => IsStepAhead(s, (ElementLeaf)read.Leaf!, loop)) is { } store)
                    result.Add(new CarriedElement(read, store, store.Value.Op == "sqrt" && body.Steps.Select(ValueOf).OfType<Node>().All(v => IsOnlySquared(v, read, []))));
        return result;
    }

    private static bool IsOnlySquared(Node node, Node read, HashSet<Node> seen) =>
        !seen.Add(node) || (node != read && (node.Op == "square" && node.Arguments[0] == read || node.Arguments.All(a => IsOnlySquared(a, read, seen))));

    public static Node? ValueOf(BodyStep step) => step switch { StoreStep store => store.Value, TermStep term => term.Value, _ => null };

    /// <summary>The elements that a value reads.</summary>
    public static IEnumerable<Node> Elements(Node node, HashSet<Node> seen)
    {
        if (!seen.Add(node))
            return [];
        return node.Leaf is ElementLeaf ? [node] : node.Arguments.SelectMany(a => Elements(a, seen));
    }

    /// <summary>Whether what is read is what the iteration before stored: the index is the same, one step earlier.</summary>
    private static bool IsStepAhead(StoreStep store, ElementLeaf read, BodyLoop loop)
    {
        if (!store.Array.Base.Equals(read.Array.Base) || !IsFixed(read.Array.Base, loop)
            || InnerAddress.Read(store.Index, loop.Variable) is not { } stored || InnerAddress.Read(read.Index, loop.Variable) is not { } wanted)
            return false;
        (Expression storedRest, double storedAt) = InnerAddress.Split(stored.Offset);
        (Expression wantedRest, double wantedAt) = InnerAddress.Split(wanted.Offset);
        return stored.Stride is Constant stride && stride.Value != 0 && stride.Equals(wanted.Stride)
            && storedRest.Equals(wantedRest) && storedAt - wantedAt == stride.Value && IsFixed(storedRest, loop);
    }

    /// <summary>Whether an expression keeps its value over the iterations: it reads no array, and no local of the loop.</summary>
    private static bool IsFixed(Expression expression, BodyLoop loop) => Walk.Parts(expression).All(part => part switch
    {
        Local local => local.Id != loop.Variable.Id && !loop.Inside.Contains(local.Id),
        DataText text => text.Arguments.Count == 0,
        _ => true,
    });
}
