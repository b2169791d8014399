using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Calls of one helper with the same numbers: its body is read once, so that helpers which call helpers do not multiply.</content>
internal sealed partial class Lowering
{
    /// <summary>What calls have given whose statements come before the present place, whatever way the program goes.</summary>
    private ImmutableDictionary<(ISymbol Method, EquatableArray<Expression> Arguments), Expression> calls =
        ImmutableDictionary<(ISymbol Method, EquatableArray<Expression> Arguments), Expression>.Empty.WithComparers(new CallComparer());

    // Parameters of helpers, with what they stand for in terms of what is outside every helper.
    private readonly Dictionary<int, Expression> standsFor = [];
    private readonly Dictionary<ISymbol, bool> valueMethods = new(SymbolEqualityComparer.Default);

    private sealed class CallComparer : IEqualityComparer<(ISymbol Method, EquatableArray<Expression> Arguments)>
    {
        public bool Equals((ISymbol Method, EquatableArray<Expression> Arguments) x, (ISymbol Method, EquatableArray<Expression> Arguments) y) =>
            SymbolEqualityComparer.Default.Equals(x.Method, y.Method) && x.Arguments.Equals(y.Arguments);

        public int GetHashCode((ISymbol Method, EquatableArray<Expression> Arguments) key) =>
            unchecked((SymbolEqualityComparer.Default.GetHashCode(key.Method) * 31) + key.Arguments.GetHashCode());
    }

    /// <summary>Inlines a helper, unless a call with the same numbers stands before.</summary>
    private Value InlineOnce(IMethodSymbol method, IOperation body, IReadOnlyList<Value> arguments, SyntaxNode call)
    {
        if (!arguments.All(a => a is ScalarValue) || !GivesValue(method))
            return Inline(method, body, arguments, call);
        var key = ((ISymbol)method, arguments.Select(a => Outside(((ScalarValue)a).Expression)).ToEquatable());
        if (calls.TryGetValue(key, out Expression? known))
            return new ScalarValue(known);
        Value result = Inline(method, body, arguments, call);
        if (result is not ScalarValue scalar)
            return result;
        Expression value = Bind(method.Name, scalar.Expression);
        calls = calls.SetItem(key, value);
        return new ScalarValue(value);
    }

    /// <summary>An expression in terms of what is outside every helper.</summary>
    private Expression Outside(Expression expression)
    {
        if (standsFor.Count == 0)
            return expression;
        if (expression is Local local)
            return standsFor.TryGetValue(local.Id, out Expression? outside) ? outside : local;
        if (expression is not Call call)
            return expression;
        Expression[] arguments = [.. call.Arguments.Select(Outside)];
        return arguments.Zip(call.Arguments, ReferenceEquals).All(same => same) ? call : new Call(call.Op, arguments.ToEquatable(), call.Type);
    }

    /// <summary>Whether what a method gives follows from its arguments and from what does not change while the model runs, and it does nothing else.</summary>
    private bool GivesValue(IMethodSymbol method)
    {
        if (valueMethods.TryGetValue(method, out bool known))
            return known;
        valueMethods[method] = false;
        return valueMethods[method] = method.MethodKind is MethodKind.Ordinary or MethodKind.PropertyGet && method is { ReturnsVoid: false, Arity: 0 }
            && BodyOf(method) is { } body && body.DescendantsAndSelf().All(IsPartOfValue);
    }

    private bool IsPartOfValue(IOperation part) => part switch
    {
        IUnaryOperation { OperatorKind: UnaryOperatorKind.BitwiseNegation } negation => !DistributionInfo.CanBeDrawn(negation.Operand.Type),
        IInvocationOperation { TargetMethod: { DeclaringSyntaxReferences.Length: > 0 } own } => GivesValue(own.OriginalDefinition) && GivesValue(Reached(own)),
        IInvocationOperation { TargetMethod: var library } => CallSignature.Of(library) is var signature
            && !signature.StartsWith("Distributions.Factor(", System.StringComparison.Ordinal) && !signature.StartsWith("Distributions.Observe", System.StringComparison.Ordinal),
        IMemberReferenceOperation { Member: var member } when context.Members.TryGetValue(member, out ModelMember? role) => role.Role != MemberRole.Derived,
        IPropertyReferenceOperation { Property: { IsIndexer: false, DeclaringSyntaxReferences.Length: > 0, GetMethod: { } getter } property } when !IsAutoProperty(property) =>
            GivesValue(getter.OriginalDefinition) && GivesValue(Reached(getter)),
        IAssignmentOperation assignment => IsOwn(assignment.Target),
        IIncrementOrDecrementOperation step => IsOwn(step.Target),
        _ => true,
    };

    private static bool IsOwn(IOperation target) => RootOf(target) is ILocalReferenceOperation || Strip(target) is IParameterReferenceOperation or IDiscardOperation;
}
