using System;
using System.Collections.Generic;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Analysis;

/// <summary>Where a value lies, ends excluded where they are open.</summary>
internal readonly record struct ValueRange(double Low, bool IsLowOpen, double High, bool IsHighOpen)
{
    public static readonly ValueRange All = new(double.NegativeInfinity, true, double.PositiveInfinity, true);
    public static readonly ValueRange Positive = new(0, true, double.PositiveInfinity, true);
    public static readonly ValueRange NonNegative = new(0, false, double.PositiveInfinity, true);
    public static readonly ValueRange Unit = new(0, true, 1, true);

    public bool IsPositive => Above(0);

    public bool IsNonNegative => Low >= 0;

    /// <summary>Whether all values are larger than a bound.</summary>
    public bool Above(double bound) => Low > bound || (Low == bound && IsLowOpen);

    public static ValueRange Point(double value) => new(value, false, value, false);

    /// <summary>Where the elements of a latent lie by its constraint.</summary>
    public static ValueRange Of(LatentIr latent) => Of(latent.Constraint, latent.Lower, latent.Upper);

    /// <inheritdoc cref="Of(LatentIr)"/>
    public static ValueRange Of(ConstraintKind constraint, Expression? lower, Expression? upper) => constraint switch
    {
        ConstraintKind.Simplex => Unit,
        ConstraintKind.PositiveOrdered => Positive,
        ConstraintKind.Lower or ConstraintKind.Upper or ConstraintKind.Interval => new(
            lower is Constant low ? low.Value : double.NegativeInfinity, true,
            upper is Constant high ? high.Value : double.PositiveInfinity, true),
        _ => All,
    };

    public ValueRange Negated => new(-High, IsHighOpen, -Low, IsLowOpen);

    public static ValueRange operator +(ValueRange a, ValueRange b) => new(a.Low + b.Low, a.IsLowOpen || b.IsLowOpen, a.High + b.High, a.IsHighOpen || b.IsHighOpen);

    /// <summary>The product; where a factor may have either sign nothing is known.</summary>
    public static ValueRange operator *(ValueRange a, ValueRange b)
    {
        if (!a.IsNonNegative)
            return a.High <= 0 ? (a.Negated * b).Negated : All;
        if (!b.IsNonNegative)
            return b.High <= 0 ? (a * b.Negated).Negated : All;
        bool unbounded = double.IsInfinity(a.High) || double.IsInfinity(b.High);
        return new(a.Low * b.Low, a.Low == 0 || b.Low == 0 ? a.IsPositive && b.IsPositive : a.IsLowOpen || b.IsLowOpen,
            unbounded ? double.PositiveInfinity : a.High * b.High, unbounded || a.IsHighOpen || b.IsHighOpen);
    }

    /// <summary>Where the result of an operation lies.</summary>
    /// <param name="op">A primitive.</param>
    /// <param name="a">Where an argument lies.</param>
    public static ValueRange OfOperation(string op, Func<int, ValueRange> a)
    {
        switch (op)
        {
            case "exp" or "log1pExp":
                return Positive;
            case "logistic" or "share" or "phi":
                return Unit;
            case "tanh" or "erf":
                return new ValueRange(-1, true, 1, true);
            case "square" or "abs":
                return a(0).IsPositive || a(0).Negated.IsPositive ? Positive : NonNegative;
            case "add":
                return a(0) + a(1);
            case "sub":
                return a(0) + a(1).Negated;
            case "neg":
                return a(0).Negated;
            case "real":
                return a(0);
            case "mul":
                return a(0) * a(1);
            case "div":
                return a(1).IsPositive ? a(0) * Positive : All;
            case "sqrt":
                return a(0).IsPositive ? Positive : NonNegative;
            case "pow":
                return a(0).IsPositive ? Positive : All;
            case "min":
                return a(0).Min(a(1));
            case "max":
                return a(0).Negated.Min(a(1).Negated).Negated;
            case "select":
                return a(1).Or(a(2));
            default:
                return All;
        }
    }

    /// <summary>The range of values that lie in one of two.</summary>
    public ValueRange Or(ValueRange other) => new(
        Math.Min(Low, other.Low), Low < other.Low ? IsLowOpen : other.Low < Low ? other.IsLowOpen : IsLowOpen && other.IsLowOpen,
        Math.Max(High, other.High), High > other.High ? IsHighOpen : other.High > High ? other.IsHighOpen : IsHighOpen && other.IsHighOpen);

    /// <summary>The range of the smaller of two values.</summary>
    public ValueRange Min(ValueRange other)
    {
        ValueRange low = Or(other);
        ValueRange high = High < other.High ? this : other;
        return low with { High = high.High, IsHighOpen = high.IsHighOpen };
    }
}

/// <summary>Where values lie, by interval arithmetic over the graph.</summary>
/// <param name="ofLatent">Where the elements of a latent lie.</param>
internal sealed class Ranges(Func<ArrayInfo, ValueRange> ofLatent)
{
    private readonly Dictionary<Node, ValueRange> ranges = [];
    private readonly Dictionary<int, ValueRange> arrays = [];

    /// <summary>Notes what is assigned to an element of an array.</summary>
    public void Note(ArrayInfo array, Node value)
    {
        ValueRange range = Of(value);
        arrays[array.Id] = arrays.TryGetValue(array.Id, out ValueRange before) ? before.Or(range) : range;
    }

    public void Clear() => ranges.Clear();

    public ValueRange Of(Node node)
    {
        if (!ranges.TryGetValue(node, out ValueRange known))
            ranges[node] = known = Find(node);
        return known;
    }

    private ValueRange Find(Node node)
    {
        IReadOnlyList<Node> a = node.Arguments;
        switch (node.Op)
        {
            case "const":
                return double.IsNaN(node.Value) ? ValueRange.All : ValueRange.Point(node.Value);
            case "leaf":
                // A place that data give is set where the statement runs; elsewhere another latent is read there.
                return node.Leaf is not ElementLeaf element || (element.Index is not Constant && node.Variance == 0) ? ValueRange.All
                    : element.Array.Role == ArrayRole.Latent ? ofLatent(element.Array)
                    : arrays.TryGetValue(element.Array.Id, out ValueRange stored) ? stored : ValueRange.All;
            case "reduce":
                // A sum over nothing is zero.
                return node.Reduction!.Kind == ReduceKind.Sum && Of(a[0]).IsNonNegative ? ValueRange.NonNegative : ValueRange.All;
            default:
                return ValueRange.OfOperation(node.Op, i => Of(a[i]));
        }
    }
}
