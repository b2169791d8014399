using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>LINQ over what depends on latents, by signatures. One row each; what has no row is not translated.</content>
internal sealed partial class Lowering
{
    private const string Numbers = "IEnumerable<double>";
    private const string Items = "IEnumerable<TSource>";

    private static readonly Dictionary<string, CallRule> SequenceRules = CollectSequenceRules();

    private static Dictionary<string, CallRule> CollectSequenceRules()
    {
        var rules = new Dictionary<string, CallRule>();
        AddTotals(rules);
        AddSelections(rules);
        AddParts(rules);
        return rules.ToDictionary(r => "Enumerable." + r.Key, r => r.Value);
    }

    private static void AddTotals(Dictionary<string, CallRule> rules)
    {
        rules.Add($"Sum({Numbers})", (l, c) => l.SumOf(c, x => x));
        rules.Add($"Sum({Items}, Func<TSource, double>)", (l, c) => l.SumOf(c, x => l.Apply(c.Function(1), x)));
        rules.Add($"Average({Numbers})", (l, c) => l.AverageOf(c, x => x));
        rules.Add($"Average({Items}, Func<TSource, double>)", (l, c) => l.AverageOf(c, x => l.Apply(c.Function(1), x)));
        foreach ((string name, string op) in new[] { ("Max", "max"), ("Min", "min") })
        {
            rules.Add($"{name}({Numbers})", (l, c) => l.Extreme(op, c.Array(0), c));
            rules.Add($"{name}({Items}, Func<TSource, double>)", (l, c) => l.Extreme(op, c.Array(0), c, x => l.Apply(c.Function(1), x)));
        }
        rules.Add($"Aggregate({Items}, Func<TSource, TSource, TSource>)", (l, c) => l.Aggregate(c, null, 1));
        rules.Add($"Aggregate({Items}, TAccumulate, Func<TAccumulate, TSource, TAccumulate>)", (l, c) => l.Aggregate(c, 1, 2));
        rules.Add($"Aggregate({Items}, TAccumulate, Func<TAccumulate, TSource, TAccumulate>, Func<TAccumulate, TResult>)", (l, c) => l.Aggregate(c, 1, 2, 3));
        rules.Add($"Count({Items})", (_, c) => new ScalarValue(c.Array(0).Count));
    }

    private static void AddSelections(Dictionary<string, CallRule> rules)
    {
        rules.Add($"Select({Items}, Func<TSource, TResult>)", (l, c) => l.Sequence(c.Array(0).Count, c.Function(1), k => [c.Array(0).Element(k)], c));
        rules.Add($"Select({Items}, Func<TSource, int, TResult>)", (l, c) => l.Sequence(c.Array(0).Count, c.Function(1), k => [c.Array(0).Element(k), k], c));
        rules.Add("Zip(IEnumerable<TFirst>, IEnumerable<TSecond>, Func<TFirst, TSecond, TResult>)", (l, c) =>
            l.Sequence(Least(c.Array(0).Count, c.Array(1).Count), c.Function(2), k => [c.Array(0).Element(k), c.Array(1).Element(k)], c));
        rules.Add("Range(int, int)", (l, c) => l.RangeOf(c));
        rules.Add("Repeat(TResult, int)", (l, c) => Listed(c.Values[0].Latent, l.DataIndex(c.Scalar(1), c.Operands[1].Syntax), _ => c.Scalar(0), c.Scalar(0).Type, false));
        rules.Add($"ToArray({Items})", (l, c) => c.Array(0).IsSequence ? l.Evaluated(c.Array(0), c.Operation) : CopyOf(c.Array(0)));
        rules.Add($"ToList({Items})", rules[$"ToArray({Items})"]);
        rules.Add($"AsEnumerable({Items})", (_, c) => Like(c.Array(0), c.Array(0).Count, k => k));
    }

    private static void AddParts(Dictionary<string, CallRule> rules)
    {
        rules.Add($"Take({Items}, int)", (l, c) => Like(c.Array(0), Least(l.AtLeastZero(c, 1), c.Array(0).Count), k => k));
        rules.Add($"Skip({Items}, int)", (l, c) => l.Skipped(c));
        foreach (string source in new[] { Items, "TSource[]" })
            rules.Add($"Reverse({source})", (_, c) => Like(c.Array(0), c.Array(0).Count, k => Build.Sub(Build.Sub(c.Array(0).Count, Constant.Int(1)), k)));
        rules.Add($"Concat({Items}, {Items})", (_, c) => Chained(c.Array(0), c.Array(1)));
        rules.Add($"Append({Items}, TSource)", (_, c) => Chained(c.Array(0), One(c.Scalar(1))));
        rules.Add($"Prepend({Items}, TSource)", (_, c) => Chained(One(c.Scalar(1)), c.Array(0)));
        rules.Add($"First({Items})", (l, c) => l.ElementFrom(c, Constant.Int(0)));
        rules.Add($"Last({Items})", (l, c) => l.ElementFrom(c, Build.Sub(c.Array(0).Count, Constant.Int(1))));
        rules.Add($"ElementAt({Items}, int)", (l, c) => l.ElementFrom(c, l.DataIndex(c.Scalar(1), c.Operands[1].Syntax)));
    }

    private static ArrayValue Listed(bool latent, Expression count, Func<Expression, Expression> element, Kind kind, bool isSequence) =>
        new(1, latent, i => element(i[0]), (_, _) => count, kind) { IsSequence = isSequence };

    /// <summary>Elements of a sequence by other places.</summary>
    private static ArrayValue Like(ArrayValue source, Expression count, Func<Expression, Expression> place) =>
        Listed(source.Latent, count, k => source.Element(place(k)), source.ElementKind, source.IsSequence);

    private static ArrayValue One(Expression value) => Listed(value.Latent, Constant.Int(1), _ => value, value.Type, false);

    /// <summary>A sequence after another: which of them an element comes from is data.</summary>
    private static ArrayValue Chained(ArrayValue first, ArrayValue second) =>
        Listed(first.Latent || second.Latent, Build.Add(first.Count, second.Count),
            k => Build.Select(Build.Call("lt", k, first.Count), first.Element(k), second.Element(Build.Sub(k, first.Count))),
            first.ElementKind, first.IsSequence || second.IsSequence);

    /// <summary>The values of a function, computed where they are read.</summary>
    private ArrayValue Sequence(Expression count, FunctionValue function, Func<Expression, Expression[]> arguments, BoundCall call)
    {
        bool latent = function.Latent || call.Values.Any(v => v is ArrayValue { Latent: true });
        Kind kind = call.Operation.TargetMethod.TypeArguments.LastOrDefault() is { } type ? KindOf(type) : Kind.Real;
        return Listed(latent, count, k => Apply(function, arguments(k)) ?? Constant.Zero, kind, isSequence: true);
    }

    private Value SumOf(BoundCall call, Func<Expression, Expression?> of)
    {
        ArrayValue array = call.Array(0);
        if (!array.IsSequence && call.Count == 1)
            return new ScalarValue(Total(array));
        Expression? sum = Fold("sum", Constant.Zero, Constant.Int(0), array.Count, (total, k) => of(array.Element(k)) is { } term ? Build.Add(total, Build.Real(term)) : null, call.Syntax);
        return sum is null ? ErrorValue.Instance : new ScalarValue(sum);
    }

    private Value AverageOf(BoundCall call, Func<Expression, Expression?> of)
    {
        Expression count = call.Array(0).Count;
        if (count is not Constant { Value: > 0 })
            CheckData("DataCheck.NotEmpty({0}, " + Emit.Literal.Of(Shorten(call.Syntax.ToString())) + ")", count);
        return SumOf(call, of) is ScalarValue sum ? new ScalarValue(Build.Div(sum.Expression, Build.Real(count))) : ErrorValue.Instance;
    }

    private Value Aggregate(BoundCall call, int? seed, int step, int? result = null)
    {
        ArrayValue array = call.Array(0);
        if (call.Operation.TargetMethod.TypeArguments.Any(t => t.SpecialType != SpecialType.System_Double))
            return Unsupported(call.Operation, "over latents, Aggregate carries a number of type double");
        if (seed is null)
            CheckData("DataCheck.NotEmpty({0}, " + Emit.Literal.Of(Shorten(call.Syntax.ToString())) + ")", array.Count);
        Expression initial = seed is { } given ? call.Scalar(given) : array.Element(Constant.Int(0));
        Expression? value = Fold("value", initial, Constant.Int(seed is null ? 1 : 0), array.Count, (entry, k) => Apply(call.Function(step), entry, array.Element(k)), call.Syntax);
        if (value is not null && result is { } last)
            value = Apply(call.Function(last), value);
        return value is null ? ErrorValue.Instance : new ScalarValue(value);
    }

    private Value RangeOf(BoundCall call)
    {
        Expression start = DataIndex(call.Scalar(0), call.Operands[0].Syntax);
        return Listed(false, DataIndex(call.Scalar(1), call.Operands[1].Syntax), k => Build.Add(start, k), Kind.Integer, false);
    }

    private Expression AtLeastZero(BoundCall call, int argument)
    {
        Expression count = DataIndex(call.Scalar(argument), call.Operands[argument].Syntax);
        return count is Constant known ? Constant.Int(Math.Max(0, (int)known.Value)) : Build.Call("max", count, Constant.Int(0));
    }

    private ArrayValue Skipped(BoundCall call)
    {
        ArrayValue array = call.Array(0);
        Expression skipped = AtLeastZero(call, 1);
        Expression rest = Build.Sub(array.Count, skipped);
        return Like(array, rest is Constant known ? Constant.Int(Math.Max(0, (int)known.Value)) : Build.Call("max", rest, Constant.Int(0)), k => Build.Add(skipped, k));
    }

    private ScalarValue ElementFrom(BoundCall call, Expression place)
    {
        ArrayValue array = call.Array(0);
        CheckData("DataCheck.Part({0}, 1, {1}, " + Emit.Literal.Of(Shorten(call.Syntax.ToString())) + ")", place, array.Count);
        return new ScalarValue(array.Element(place));
    }

    /// <summary>The values of a sequence as an array, computed here and now.</summary>
    private Value Evaluated(Value value, IOperation operation) =>
        value is ArrayValue { IsSequence: true } sequence
            ? FilledBy([sequence.Count], at => sequence.Element(at), operation, sequence.ElementKind)
            : value;
}
