using System;
using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>
/// Which values, and derivatives of them, are finite wherever their inputs are. What is not may be NaN or infinite on the
/// side of a choice that is not taken, and zero times that is not zero: there, a zero must hold it back.
/// </summary>
/// <param name="rangeOf">Where the elements of a latent lie by its constraint.</param>
internal sealed class Finite(Func<ArrayInfo, ValueRange> rangeOf)
{
    private readonly Dictionary<Node, bool> finite = [];
    private readonly Dictionary<int, bool> arrays = [];
    private readonly Ranges ranges = new(rangeOf);

    private readonly HashSet<Node> doubted = [];

    /// <summary>Notes a value whose data are set under a branch alone: elsewhere it is anything.</summary>
    public void Doubt(Node node)
    {
        doubted.Add(node);
        finite[node] = false;
    }

    /// <summary>Notes an array that statements assign: until one of them assigns a value that may not be finite, its elements are.</summary>
    public void Expect(ArrayInfo array) => arrays[array.Id] = true;

    /// <summary>Notes what is assigned to an element of an array.</summary>
    public void Note(ArrayInfo array, Node value)
    {
        bool isFinite = Is(value);
        arrays[array.Id] = isFinite && (!arrays.TryGetValue(array.Id, out bool known) || known);
        ranges.Note(array, value);
    }

    /// <summary>Takes into account what has been noted since a value was looked at, until nothing changes any more.</summary>
    public void Settle(IReadOnlyList<StoreStep> stores)
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            finite.Clear();
            ranges.Clear();
            foreach (StoreStep store in stores)
            {
                if (!arrays[store.Array.Id] || Is(store.Value))
                    continue;
                arrays[store.Array.Id] = false;
                changed = true;
            }
        }
    }

    /// <summary>Whether a node and its partial derivatives, down to the leaves, are finite for all finite inputs.</summary>
    public bool Is(Node node)
    {
        if (!finite.TryGetValue(node, out bool known))
            finite[node] = known = !doubted.Contains(node) && Holds(node);
        return known;
    }

    private bool Holds(Node node)
    {
        IReadOnlyList<Node> a = node.Arguments;
        switch (node.Op)
        {
            case "const":
                return !double.IsInfinity(node.Value) && !double.IsNaN(node.Value);
            case "leaf":
                return node.Leaf is not ElementLeaf { Array.Role: ArrayRole.Computed } element || (arrays.TryGetValue(element.Array.Id, out bool known) && known);
            case "add" or "sub" or "mul" or "neg" or "exp" or "expm1" or "square" or "logistic" or "log1pExp" or "tanh" or "sin" or "cos" or "atan"
                or "abs" or "phi" or "erf" or "erfc" or "min" or "max" or "select" or "real" or "logSumExp2" or "share" or "reduce"
                or "lt" or "le" or "eq" or "and" or "or" or "not":
                return a.All(Is);
            case "log" or "sqrt" or "lgamma" or "digamma" or "lbeta":
                return a.All(x => Is(x) && ranges.Of(x).IsPositive);
            case "log1p":
                return Is(a[0]) && ranges.Of(a[0]).Above(-1);
            case "div" or "xlogy":
                return Is(a[0]) && Is(a[1]) && ranges.Of(a[1]).IsPositive;
            case "pow":
                return Is(a[0]) && Is(a[1]) && (ranges.Of(a[0]).IsPositive || (a[1].IsConstant && a[1].Value >= 1 && a[1].Value == Math.Floor(a[1].Value)));
            default:
                return false;
        }
    }
}
