using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Expressions that choose: conditional and switch expressions, 'and' and 'or'.</content>
internal sealed partial class Lowering
{
    // Local arrays that have another name since a choice: their elements may not change any more.
    private readonly HashSet<string> chosen = [];

    private Value Conditional(IConditionalOperation conditional)
    {
        Expression condition = Condition(conditional.Condition);
        if (Thrown(conditional.WhenTrue) is { } first)
            return Refuse(condition, first) ?? Evaluate(conditional.WhenFalse!);
        if (Thrown(conditional.WhenFalse!) is { } second)
            return Refuse(Build.Call("not", condition), second) ?? Evaluate(conditional.WhenTrue);
        return Choose(condition, () => Evaluate(conditional.WhenTrue), () => Evaluate(conditional.WhenFalse!), conditional);
    }

    /// <summary>One of two values; what a side computes beforehand, it computes only where data choose it.</summary>
    private Value Choose(Expression condition, Func<Value> first, Func<Value> second, IOperation operation)
    {
        if (condition is Constant known)
            return known.Value != 0 ? first() : second();
        if (condition.Latent)
        {
            latentChoices++;
            Value both = Choose(condition, first(), second(), operation);
            latentChoices--;
            return both;
        }
        int id = ++branchCount;
        (Value? whenTrue, EquatableArray<Statement> thenPart) = LowerSide(condition, $"/{id}t", first);
        (Value? whenFalse, EquatableArray<Statement> elsePart) = LowerSide(condition, $"/{id}e", second);
        if (thenPart.Count + elsePart.Count > 0)
        {
            condition = Bind("condition", condition);
            output.Add(new If(condition, thenPart, elsePart));
        }
        return Choose(condition, whenTrue!, whenFalse!, operation);
    }

    private Value Choose(Expression condition, Value whenTrue, Value whenFalse, IOperation operation) => (whenTrue, whenFalse) switch
    {
        (ScalarValue a, ScalarValue b) => new ScalarValue(Build.Select(condition, a.Expression, b.Expression)),
        (ArrayValue { IsSequence: true }, _) or (_, ArrayValue { IsSequence: true }) =>
            Unsupported(operation, "a choice is between arrays; end the sequences with ToArray()"),
        (ArrayValue a, ArrayValue b) when a.Rank == b.Rank => ChooseArray(condition, a, b, operation.Syntax),
        (ErrorValue, _) or (_, ErrorValue) => ErrorValue.Instance,
        _ => Unsupported(operation, "both sides must be numbers, or arrays of one rank"),
    };

    /// <summary>One of two arrays, element by element; a latent may choose between arrays of one size.</summary>
    private ArrayValue ChooseArray(Expression condition, ArrayValue a, ArrayValue b, SyntaxNode syntax)
    {
        foreach (ArrayValue side in new[] { a, b })
            chosen.Add(side.Storage is { } storage ? OriginKey(storage) : side.Text?.Template ?? "");
        if (condition.Latent)
            for (int axis = 0; axis < a.Rank; axis++)
                SameSize(a.Length(axis, [Constant.Int(0)]), "the first array", b.Length(axis, [Constant.Int(0)]), "the second array", syntax);
        return new ArrayValue(a.Rank, a.Latent || b.Latent || condition.Latent,
            indices => Build.Select(condition, a.Element(indices), b.Element(indices)),
            (axis, prefix) => condition.Latent ? a.Length(axis, prefix) : Build.Select(condition, a.Length(axis, prefix), b.Length(axis, prefix)),
            a.ElementKind)
        {
            IsChoice = true,
        };
    }

    /// <summary>A short-circuit 'and' or 'or'.</summary>
    private Value Logical(IBinaryOperation logical)
    {
        bool isAnd = logical.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        Value left = Evaluate(logical.LeftOperand);
        return left is ScalarValue { Latent: false } first
            ? ShortCircuit(first, isAnd, logical.RightOperand, (a, b) => Binary(logical, logical.OperatorKind, a, b))
            : Binary(logical, logical.OperatorKind, left, Evaluate(logical.RightOperand));
    }

    /// <summary>Whether a condition holds, and then another, which is evaluated only there.</summary>
    private Value And(ScalarValue first, IOperation second)
    {
        Value Both(Value a, Value b) => b is ScalarValue { Expression: var right } ? new ScalarValue(Build.Call("and", ((ScalarValue)a).Expression, right)) : b;
        return first.Latent ? Both(first, Evaluate(second)) : ShortCircuit(first, isAnd: true, second, Both);
    }

    private Value ShortCircuit(ScalarValue first, bool isAnd, IOperation second, Func<Value, Value, Value> combine)
    {
        if (first.Expression is Constant known)
            return known.Value != 0 == isAnd ? Evaluate(second) : first;
        (Value? right, EquatableArray<Statement> statements) = LowerSide(first.Expression, $"/{++branchCount}", () => Evaluate(second));
        if (statements.Count > 0)
        {
            first = new ScalarValue(Bind("condition", first.Expression));
            output.Add(new If(isAnd ? first.Expression : Build.Call("not", first.Expression), statements, EquatableArray<Statement>.Empty));
        }
        return combine(first, right!);
    }
}
