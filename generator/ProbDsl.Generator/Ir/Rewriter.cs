using System;
using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Ir;

/// <summary>Rebuilds expressions and statements with some locals replaced.</summary>
internal sealed class Rewriter(IReadOnlyDictionary<int, Expression> replacements)
{
    public Expression Visit(Expression expression) => expression switch
    {
        Local local => replacements.TryGetValue(local.Id, out Expression? value) ? value : local,
        DataText text => text with { Arguments = text.Arguments.Select(Visit).ToEquatable() },
        Element element => new Element(Visit(element.Array), Visit(element.Index)),
        Call call => Build.Call(call.Op, call.Arguments.Select(Visit)),
        Reduce reduce => reduce with
        {
            Variable = VisitTarget(reduce.Variable),
            From = Visit(reduce.From),
            To = Visit(reduce.To),
            Carried = reduce.Carried.Select(Visit).ToEquatable(),
            Body = reduce.Body.Select(Visit).ToEquatable(),
            Value = Visit(reduce.Value),
        },
        _ => expression,
    };

    public ArrayInfo Visit(ArrayInfo array) => array with
    {
        Base = Visit(array.Base),
        Dimensions = array.Dimensions.Select(Visit).ToEquatable(),
    };

    public Carried Visit(Carried carried) => carried with
    {
        Entry = VisitTarget(carried.Entry),
        Initial = Visit(carried.Initial),
        Next = Visit(carried.Next),
        Result = VisitTarget(carried.Result),
    };

    public Statement Visit(Statement statement) => statement switch
    {
        Let let => new Let(VisitTarget(let.Target), Visit(let.Value)),
        DataArray array => array with { Arguments = array.Arguments.Select(Visit).ToEquatable() },
        DataCall call => call with { Arguments = call.Arguments.Select(Visit).ToEquatable() },
        DataStore store => new DataStore((DataText)Visit(store.Target), Visit(store.Value)),
        Store store => store with { Array = Visit(store.Array), Index = Visit(store.Index), Value = Visit(store.Value) },
        For loop => new For(VisitTarget(loop.Variable), Visit(loop.From), Visit(loop.To),
            loop.Carried.Select(Visit).ToEquatable(), loop.Body.Select(Visit).ToEquatable()),
        If branch => new If(Visit(branch.Condition), branch.Then.Select(Visit).ToEquatable(), branch.Else.Select(Visit).ToEquatable()),
        ElementCheck check => check with { Array = Visit(check.Array), Index = Visit(check.Index) },
        Term term => term with { Value = Visit(term.Value) },
        Check check => check with { Condition = Visit(check.Condition), Value = Visit(check.Value), Index = check.Index.Select(Visit).ToEquatable() },
        _ => throw new InvalidOperationException($"unknown statement {statement.GetType().Name}"),
    };

    private Local VisitTarget(Local local) => replacements.TryGetValue(local.Id, out Expression? value) && value is Local renamed ? renamed : local;
}

/// <summary>Walks over expressions and statements.</summary>
internal static class Walk
{
    /// <summary>The expressions that stand directly in a statement, not those of nested statements.</summary>
    public static IEnumerable<Expression> Direct(Statement statement) => statement switch
    {
        Let let => [let.Value],
        DataArray array => array.Arguments,
        DataCall call => call.Arguments,
        DataStore store => [store.Target, store.Value],
        Store store => [store.Array.Base, store.Index, store.Value],
        For loop => loop.Carried.SelectMany(c => new[] { c.Initial, c.Next }).Concat([loop.From, loop.To]),
        If branch => [branch.Condition],
        ElementCheck check => check.Array.Dimensions.Concat([check.Array.Base, check.Index]),
        Term term => [term.Value],
        Check check => check.Index.Concat([check.Condition, check.Value]),
        _ => [],
    };

    public static IEnumerable<Statement> Nested(Statement statement) => statement switch
    {
        For loop => loop.Body,
        If branch => branch.Then.Concat(branch.Else),
        _ => [],
    };

    public static IEnumerable<Statement> All(IEnumerable<Statement> statements) =>
        statements.SelectMany(s => new[] { s }.Concat(All(Nested(s))));

    /// <summary>The locals that a statement itself binds.</summary>
    public static IEnumerable<Local> Defined(Statement statement) => statement switch
    {
        Let let => [let.Target],
        For loop => loop.Carried.SelectMany(c => new[] { c.Entry, c.Result }).Concat([loop.Variable]),
        _ => [],
    };

    /// <summary>An expression with all its parts, those inside reductions included; each before its own parts.</summary>
    public static IEnumerable<Expression> Parts(Expression expression)
    {
        // With a stack of its own: iterators inside iterators take the square of the depth.
        var open = new Stack<Expression>();
        open.Push(expression);
        while (open.Count > 0)
        {
            Expression part = open.Pop();
            yield return part;
            switch (part)
            {
                case DataText text:
                    PushAll(open, text.Arguments);
                    break;
                case Call call:
                    PushAll(open, call.Arguments);
                    break;
                case Element element:
                    open.Push(element.Index);
                    open.Push(element.Array.Base);
                    break;
                case Reduce reduce:
                    PushAll(open, [.. reduce.Carried.SelectMany(c => new[] { c.Initial, c.Next }), reduce.From, reduce.To, reduce.Value,
                        .. All(reduce.Body).SelectMany(Direct)]);
                    break;
            }
        }
    }

    private static void PushAll(Stack<Expression> open, IReadOnlyList<Expression> parts)
    {
        for (int i = parts.Count - 1; i >= 0; i--)
            open.Push(parts[i]);
    }

    public static IEnumerable<Local> Locals(Expression expression) => Parts(expression).OfType<Local>();
}
