using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Functions as arguments: lambdas and names of methods, read where they are applied; folds over elements.</content>
internal sealed partial class Lowering
{
    /// <summary>The function that an argument is, or null where it is something else.</summary>
    private FunctionValue? FunctionOf(IOperation value)
    {
        IOperation? target = Unconverted(value) switch
        {
            IDelegateCreationOperation { Target: IAnonymousFunctionOperation or IMethodReferenceOperation } creation => creation.Target,
            IAnonymousFunctionOperation function => function,
            _ => null,
        };
        return target is null ? null : new FunctionValue(target, !IsDataOnly(target));
    }

    /// <summary>The value of a function at given arguments; null where it is no number, which has been reported.</summary>
    private Expression? Apply(FunctionValue function, params Expression[] arguments)
    {
        Value result = function.Target switch
        {
            IAnonymousFunctionOperation lambda => ApplyLambda(lambda, arguments),
            IMethodReferenceOperation reference => ApplyMethod(reference, arguments),
            _ => ErrorValue.Instance,
        };
        if (result is ScalarValue scalar)
            return scalar.Expression;
        if (result is not ErrorValue)
            Unsupported(function.Target, "a function that is applied to elements gives numbers");
        return null;
    }

    private Value ApplyLambda(IAnonymousFunctionOperation lambda, Expression[] arguments)
    {
        if (AssignsOutside(lambda))
            return Unsupported(lambda, "a function that is applied to elements assigns nothing outside of itself; write a loop");
        for (int i = 0; i < arguments.Length; i++)
            environment[lambda.Symbol.Parameters[i]] = new ScalarValue(arguments[i]);
        int outer = loopDepthAtCall;
        string outerPath = callPath;
        callPath += "/" + lambda.Syntax.SpanStart;
        loopDepthAtCall = LoopDepth;
        Value result = LowerBody(lambda.Body) ?? ErrorValue.Instance;
        loopDepthAtCall = outer;
        callPath = outerPath;
        foreach (IParameterSymbol parameter in lambda.Symbol.Parameters)
            environment.Remove(parameter);
        return result;
    }

    private Value ApplyMethod(IMethodReferenceOperation reference, Expression[] arguments)
    {
        if (FunctionTable.Find(CallSignature.Of(reference.Method)) is { } function)
            return new ScalarValue(function.Build([.. arguments.Select(Build.Real)]));
        if (reference.Method.DeclaringSyntaxReferences.Length > 0 && BodyOf(reference.Method.OriginalDefinition) is { } body)
            return Inline(reference.Method.OriginalDefinition, body, [.. arguments.Select(a => new ScalarValue(a))], reference.Syntax);
        return Unsupported(reference, "this method has no translation as a function of elements");
    }

    private bool AssignsOutside(IAnonymousFunctionOperation lambda)
    {
        Effects found = EffectsOf(lambda.Body);
        bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingSymbol, lambda.Symbol) || IsDeclaredIn(symbol, lambda.Syntax);
        return found.Variables.Concat(found.Elements.Select(e => e.Array)).Any(s => !IsOwn(s));
    }

    /// <summary>A function of corresponding elements of arrays of one shape, whose values get a place.</summary>
    private Value Mapped(BoundCall call, int function, params int[] arrays)
    {
        ArrayValue first = call.Array(arrays[0]);
        foreach (int other in arrays.Skip(1))
            SameSizes(BinaryOperatorKind.Add, first, call.Text(arrays[0]), call.Values[other], call.Text(other), call.Syntax);
        return FilledBy([.. Enumerable.Range(0, first.Rank).Select(axis => first.Length(axis, [Constant.Int(0)]))],
            at => Apply(call.Function(function), [.. arrays.Select(a => Build.Real(call.Array(a).Element(at)))]), call.Operation);
    }

    /// <summary>An array with a value for each index: computed here and now, since what the values are made of may change.</summary>
    private Value FilledBy(List<Expression> sizes, Func<IReadOnlyList<Expression>, Expression?> element, IOperation operation, Kind kind = Kind.Real)
    {
        string key = ArrayKeyAt(operation.Syntax);
        bool latent = context.KnownLatent.Contains(key);
        string name = NameHint(operation);
        ArrayValue array = latent ? NewComputedArray(name, sizes, filled: true) : NewDataArray(name, sizes, kind, operation.Syntax);
        bool failed = false;
        var shape = new ArrayValue(sizes.Count, latent, at =>
        {
            Expression? value = element(at);
            failed |= value is null;
            return value ?? Constant.Zero;
        }, (axis, _) => sizes[axis], kind);
        FillElements(shape, sizes, (indices, value) =>
        {
            if (value.Latent && !latent)
            {
                context.MarkLatent(key);
                array = NewComputedArray(name, sizes, filled: true);
                latent = true;
            }
            Put(array, indices, latent || kind == Kind.Real ? Build.Real(value) : value);
        });
        return failed ? ErrorValue.Instance : array;
    }

    /// <summary>What is left of a value after a loop has changed it for each index: a sum, a maximum, any recursion.</summary>
    private Expression? Fold(string name, Expression initial, Expression from, Expression to, Func<Expression, Expression, Expression?> next, SyntaxNode syntax)
    {
        string key = $"carried:{name}{callPath}@{syntax.SpanStart}";
        initial = Build.Real(initial);
        Local index = NewLocal("k", Kind.Integer, false);
        Local entry = NewLocal(name, Kind.Real, initial.Latent || context.KnownLatent.Contains(key));
        OpenLoop(index, from, to, []);
        Expression? value = next(entry, index);
        EquatableArray<Statement> body = CloseLoop();
        if (value is null)
            return null;
        value = Build.Real(value);
        if (value.Latent && !entry.Latent)
            context.MarkLatent(key);
        Local result = NewLocal(name, Kind.Real, entry.Latent || value.Latent);
        string text = StatementText(currentStatement);
        output.Add(new For(index, from, to, EquatableArray.Of(new Carried(entry, initial, value, result, text, text)), body));
        return result;
    }

    /// <summary>The largest or smallest element of an array that is not empty.</summary>
    private Value Extreme(string op, ArrayValue array, BoundCall call, Func<Expression, Expression?>? of = null)
    {
        CheckData("DataCheck.NotEmpty({0}, " + Emit.Literal.Of(Shorten(call.Syntax.ToString())) + ")", array.Count);
        Expression? At(Expression index) => of is null ? array.Element(index) : of(array.Element(index));
        if (At(Constant.Int(0)) is not { } first)
            return ErrorValue.Instance;
        Expression? result = Fold(op == "max" ? "largest" : "smallest", first, Constant.Int(1), array.Count,
            (extreme, k) => At(k) is { } next ? Build.Call(op, extreme, Build.Real(next)) : null, call.Syntax);
        return result is null ? ErrorValue.Instance : new ScalarValue(result);
    }
}
