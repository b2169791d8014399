using System.Collections.Generic;
using System.Linq;
using ProbDsl.Generator.Analysis;
using ProbDsl.Generator.Formulas;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Parameters of distributions that latents decide: outside their range the density is NaN, as that of the library's distributions is.</content>
internal sealed partial class Lowering
{
    private static readonly Constant NotANumber = new(double.NaN, Kind.Real);

    /// <summary>The parameters of a formula; those whose values may leave their range, where the formula itself would not be NaN, are NaN there.</summary>
    private Dictionary<string, Value> Guarded(DistributionInfo info, string formula, Dictionary<string, Value> names)
    {
        var guarded = new Dictionary<string, Value>(names);
        foreach (KeyValuePair<string, Value> parameter in names.Where(n => n.Value.Latent))
            if (ParameterRanges.HighOf(info, parameter.Key) is { } high && !ParameterRanges.IsNaNBelowZero(formula, parameter.Key, high))
                guarded[parameter.Key] = parameter.Value switch
                {
                    ScalarValue scalar when !ParameterRanges.IsInLogarithm(formula, parameter.Key) => new ScalarValue(Guarded(Bind("parameter", scalar.Expression), high)),
                    // An element has no name: a sum reads it at an index of its own.
                    ArrayValue array => new ArrayValue(array.Rank, true, at => Guarded(Build.Real(array.Element(at)), high), array.Length, Kind.Real),
                    var other => other,
                };
        return guarded;
    }

    /// <summary>What is added to the density of a number: zero, or NaN where a parameter is outside its range. The formula's logarithms meet the parameters as they are.</summary>
    private Expression GuardOf(DistributionInfo info, string formula, Dictionary<string, Value> names)
    {
        Expression guards = Constant.Zero;
        foreach (KeyValuePair<string, Value> parameter in names)
            if (parameter.Value is ScalarValue { Latent: true, Expression: var value } && ParameterRanges.HighOf(info, parameter.Key) is { } high
                && ParameterRanges.IsInLogarithm(formula, parameter.Key) && InRange(value, high) is { } inside)
                guards = Build.Add(guards, Build.Select(inside, Constant.Zero, NotANumber));
        return guards;
    }

    /// <summary>A value, or NaN where it is below zero or above an end.</summary>
    private Expression Guarded(Expression value, double high) =>
        value.Latent && InRange(value, high) is { } inside ? Build.Select(inside, value, NotANumber) : value;

    /// <summary>Whether a value lies between zero and an end; null where its text shows that it does.</summary>
    private Expression? InRange(Expression value, double high)
    {
        ValueRange range = RangeOfNumber(value);
        if (range.IsNonNegative && range.High <= high)
            return null;
        // The sign of a factor of the data is known once a fit.
        if (double.IsPositiveInfinity(high) && Unbound(value) is Call { Op: "mul" } product)
            foreach ((Expression data, Expression other) in new[] { (product.Arguments[0], product.Arguments[1]), (product.Arguments[1], product.Arguments[0]) })
                if (!data.Latent && RangeOfNumber(other).IsNonNegative)
                    return Build.Call("le", Constant.Zero, data);
        Expression above = Build.Call("le", Constant.Zero, value), below = Build.Call("le", value, new Constant(high, Kind.Real));
        return range.High <= high ? above : range.IsNonNegative ? below : Build.Call("and", above, below);
    }

    private Expression Unbound(Expression value)
    {
        while (value is Local local && bindings.TryGetValue(local.Id, out Expression? bound))
            value = bound;
        return value;
    }

    // Of values with names: what is shared is looked at once.
    private readonly Dictionary<int, ValueRange> namedRanges = [];

    /// <summary>Where a value lies, as far as its text shows.</summary>
    private ValueRange RangeOfNumber(Expression value)
    {
        if (value is not Local local)
            return FindRange(value);
        if (!namedRanges.TryGetValue(local.Id, out ValueRange known))
            namedRanges[local.Id] = known = bindings.TryGetValue(local.Id, out Expression? bound) ? RangeOfNumber(bound) : ValueRange.All;
        return known;
    }

    private ValueRange FindRange(Expression value) => value switch
    {
        Constant constant => double.IsNaN(constant.Value) ? ValueRange.All : ValueRange.Point(constant.Value),
        Element { Array.Role: ArrayRole.Latent } element when latents.TryGetValue(element.Array.Name, out LatentState? latent) => RangeOfNumber(latent),
        Call { Length: <= 400 } call => ValueRange.OfOperation(call.Op, i => RangeOfNumber(call.Arguments[i])),
        Reduce { Reduction: ReduceKind.Sum } sum when RangeOfNumber(sum.Value).IsNonNegative => ValueRange.NonNegative,
        _ => ValueRange.All,
    };

    private static ValueRange RangeOfNumber(LatentState latent) => latent.Constraint is { } kind
        ? ValueRange.Of(kind, latent.Lower, latent.Upper)
        : ValueRange.All;
}
