using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generator.Frontend;

/// <content>What a piece of code assigns, in the helpers that it calls too.</content>
internal sealed partial class Lowering
{
    /// <summary>Variables that code assigns, and arrays whose elements it assigns, each with the place in the text.</summary>
    private sealed class Effects
    {
        public List<ISymbol> Variables { get; } = [];

        public List<(ISymbol Array, int Position)> Elements { get; } = [];
    }

    private readonly Dictionary<IOperation, Effects> effects = [];

    private Effects EffectsOf(IOperation body)
    {
        if (!effects.TryGetValue(body, out Effects? result))
            effects.Add(body, result = CollectEffects(body, new HashSet<ISymbol>(SymbolEqualityComparer.Default)));
        return result;
    }

    private Effects CollectEffects(IOperation body, HashSet<ISymbol> seen)
    {
        var result = new Effects();
        var aliases = new List<(ISymbol Name, ISymbol Source)>();
        foreach (IOperation operation in body.DescendantsAndSelf())
        {
            switch (operation)
            {
                case IAssignmentOperation assignment:
                    AddTarget(assignment.Target, result);
                    break;
                case IIncrementOrDecrementOperation step:
                    AddTarget(step.Target, result);
                    break;
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when SymbolOf(RootOf(value)) is { } source:
                    aliases.Add((declarator.Symbol, source));
                    break;
                case IInvocationOperation invocation when seen.Add(invocation.TargetMethod.OriginalDefinition):
                    AddCall(invocation, result, seen);
                    break;
            }
        }
        foreach ((ISymbol name, ISymbol source) in Enumerable.Reverse(aliases))
            foreach ((ISymbol array, int position) in result.Elements.ToList())
                if (SymbolEqualityComparer.Default.Equals(array, name))
                    result.Elements.Add((source, position));
        return result;
    }

    private static void AddTarget(IOperation target, Effects result)
    {
        if (SymbolOf(RootOf(target)) is not { } symbol)
            return;
        if (IndicesOf(target).Count > 0)
            result.Elements.Add((symbol, target.Syntax.SpanStart));
        else if (!result.Variables.Contains(symbol, SymbolEqualityComparer.Default))
            result.Variables.Add(symbol);
    }

    private void AddCall(IInvocationOperation invocation, Effects result, HashSet<ISymbol> seen)
    {
        IMethodSymbol method = invocation.IsVirtual ? Reached(invocation.TargetMethod) : invocation.TargetMethod.OriginalDefinition;
        if (method.DeclaringSyntaxReferences.Length == 0 || BodyOf(method) is not { } body)
            return;
        Effects inner = CollectEffects(body, seen);
        bool IsOwn(ISymbol symbol) => symbol is ILocalSymbol or IParameterSymbol && IsWithin(symbol, method.DeclaringSyntaxReferences[0].GetSyntax());
        foreach (ISymbol variable in inner.Variables.Where(v => !IsOwn(v)))
            if (!result.Variables.Contains(variable, SymbolEqualityComparer.Default))
                result.Variables.Add(variable);
        foreach ((ISymbol array, int _) in inner.Elements)
        {
            ISymbol? root = !IsOwn(array) ? array
                : array is IParameterSymbol parameter && invocation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == parameter.Ordinal) is { } argument
                    ? SymbolOf(RootOf(argument.Value))
                    : null;
            if (root is not null)
                result.Elements.Add((root, invocation.Syntax.SpanStart));
        }
    }

    private static ISymbol? SymbolOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IMemberReferenceOperation member => member.Member,
        _ => null,
    };

    /// <summary>Variables from outside a loop that its body assigns.</summary>
    private IReadOnlyList<ISymbol> AssignedOutside(IOperation body) =>
        [.. EffectsOf(body).Variables.Where(symbol => environment.ContainsKey(symbol) && !IsDeclaredIn(symbol, body.Syntax))];

    /// <summary>Texts of the arrays of the data part whose elements a loop's body assigns.</summary>
    private HashSet<string> StoredIn(IOperation body) =>
        [.. EffectsOf(body).Elements.Where(e => !IsDeclaredIn(e.Array, body.Syntax)).Select(e => TextOf(e.Array)).Where(text => text.Length > 0)];

    private string TextOf(ISymbol symbol) =>
        environment.TryGetValue(symbol, out Value? value) && value is ArrayValue { Text: { } text } ? text.Template : "";

    /// <summary>A helper that is inlined twice leaves its locals behind; those of the loop itself start afresh.</summary>
    private static bool IsDeclaredIn(ISymbol symbol, SyntaxNode scope) => symbol is ILocalSymbol && IsWithin(symbol, scope);

    private static bool IsWithin(ISymbol symbol, SyntaxNode scope) =>
        symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == scope.SyntaxTree && scope.Span.Contains(r.Span));

    /// <summary>Whether a piece of the text can name a variable: the locals of a helper that was inlined before mean nothing to it.</summary>
    private static bool IsVisibleAt(ISymbol symbol, SyntaxNode place) =>
        symbol is not (ILocalSymbol or IParameterSymbol) || symbol.DeclaringSyntaxReferences.Length == 0
        || symbol.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == place.SyntaxTree && ScopeOf(r.GetSyntax()).Span.Contains(place.Span));

    private static SyntaxNode ScopeOf(SyntaxNode declaration) => declaration.Ancestors().First(node => node is BlockSyntax or SwitchSectionSyntax or ForStatementSyntax
        or CommonForEachStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax or CompilationUnitSyntax);

    /// <summary>Whether the loop's variable, or a variable of its bound, changes in the body.</summary>
    private bool ChangesItsHeader(IForLoopOperation loop, ILocalSymbol variable, IOperation bound)
    {
        var assigned = new HashSet<ISymbol>(EffectsOf(loop.Body).Variables, SymbolEqualityComparer.Default);
        return assigned.Contains(variable)
            || Reached(bound, 0).Any(part => SymbolOf(part) is { } symbol && assigned.Contains(symbol));
    }

    /// <summary>The parts of an expression and of the helpers and properties that it calls.</summary>
    private IEnumerable<IOperation> Reached(IOperation expression, int depth)
    {
        foreach (IOperation part in expression.DescendantsAndSelf())
        {
            yield return part;
            IMethodSymbol? called = part switch
            {
                IInvocationOperation { IsVirtual: true } invocation => Reached(invocation.TargetMethod),
                IInvocationOperation invocation => invocation.TargetMethod.OriginalDefinition,
                IPropertyReferenceOperation { Property.GetMethod: { } getter } => Reached(getter),
                _ => null,
            };
            if (called is { DeclaringSyntaxReferences.Length: > 0 } && depth < 8 && BodyOf(called) is { } body)
                foreach (IOperation inner in Reached(body, depth + 1))
                    yield return inner;
        }
    }
}
