using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <content>Expressions of the model as text of another class.</content>
internal sealed partial class Lowering
{
    /// <summary>
    /// Rewrites an expression of the model so that it can stand in another class: members get their owner, types their full
    /// names, values of the model places, and variables of its own names that nothing else there has.
    /// </summary>
    private sealed class DataRewriter(Lowering lowering, SemanticModel semantics, List<Expression> holes) : CSharpSyntaxRewriter
    {
        public static readonly Regex Holes = new("__hole([0-9]+)__");

        private readonly Dictionary<ISymbol, string> renamed = new(SymbolEqualityComparer.Default);

        public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Rewrite(node)?.WithTriviaFrom(node) ?? base.VisitIdentifierName(node);

        public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Rewrite(node)?.WithTriviaFrom(node) ?? base.VisitGenericName(node);

        public override SyntaxNode? VisitThisExpression(ThisExpressionSyntax node) => SyntaxFactory.ParseExpression("model").WithTriviaFrom(node);

        public override SyntaxNode? VisitBaseExpression(BaseExpressionSyntax node) => SyntaxFactory.ParseExpression("model").WithTriviaFrom(node);

        public override SyntaxNode? VisitParameter(ParameterSyntax node) => Renamed(node, semantics.GetDeclaredSymbol(node)) is { } name
            ? ((ParameterSyntax)base.VisitParameter(node)!).WithIdentifier(name.WithTriviaFrom(node.Identifier))
            : base.VisitParameter(node);

        public override SyntaxNode? VisitSingleVariableDesignation(SingleVariableDesignationSyntax node) => Renamed(node, semantics.GetDeclaredSymbol(node)) is { } name
            ? node.WithIdentifier(name.WithTriviaFrom(node.Identifier))
            : base.VisitSingleVariableDesignation(node);

        /// <summary>A name is that which the model's text has. A call of an extension method, where other using directives hold than in the generated file, names the method's class.</summary>
        public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
        {
            if (semantics.GetConstantValue(node) is { HasValue: true, Value: string name })
                return SyntaxFactory.ParseExpression(Emit.Literal.Of(name)).WithTriviaFrom(node);
            if (node.Expression is not MemberAccessExpressionSyntax access || !lowering.IsFromElsewhere(node)
                || semantics.GetSymbolInfo(node).Symbol is not IMethodSymbol { ReducedFrom.ContainingType: { } container })
                return base.VisitInvocationExpression(node);
            string method = access.Name is GenericNameSyntax generic ? base.VisitGenericName(generic)!.ToString() : access.Name.ToString();
            var arguments = (ArgumentListSyntax)Visit(node.ArgumentList)!;
            var receiver = (ExpressionSyntax)Visit(access.Expression)!;
            return SyntaxFactory.InvocationExpression(
                SyntaxFactory.ParseExpression($"{FullName(container)}.{method}"),
                arguments.WithArguments(arguments.Arguments.Insert(0, SyntaxFactory.Argument(receiver.WithoutTrivia())))).WithTriviaFrom(node);
        }

        /// <summary>An anonymous object's member keeps the name that it has from the variable.</summary>
        public override SyntaxNode? VisitAnonymousObjectMemberDeclarator(AnonymousObjectMemberDeclaratorSyntax node)
        {
            var visited = (AnonymousObjectMemberDeclaratorSyntax)base.VisitAnonymousObjectMemberDeclarator(node)!;
            return node is { NameEquals: null, Expression: IdentifierNameSyntax name }
                ? visited.WithNameEquals(SyntaxFactory.NameEquals(SyntaxFactory.IdentifierName(name.Identifier.WithoutTrivia())))
                : visited;
        }

        /// <summary>The new name of a variable that the expression declares: one that may be the data part's, or that leaves the expression.</summary>
        private SyntaxToken? Renamed(SyntaxNode declaration, ISymbol? symbol)
        {
            if (symbol is null || symbol.Name.Length == 0 || (declaration is ParameterSyntax && symbol.Name != "model" && char.IsLower(symbol.Name[0])))
                return null;
            string name = renamed[symbol] = $"{Emit.LaneCode.Identifier(symbol.Name)}_{lowering.context.NextId()}";
            return SyntaxFactory.Identifier(name);
        }

        private ExpressionSyntax? Rewrite(SimpleNameSyntax node)
        {
            if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node)
                return null;
            if (node.Parent is NameColonSyntax or NameEqualsSyntax or AliasQualifiedNameSyntax or MemberBindingExpressionSyntax
                || (node.Parent is QualifiedNameSyntax qualified && qualified.Right == node) || node is IdentifierNameSyntax { IsVar: true })
                return null;
            ISymbol? symbol = semantics.GetSymbolInfo(node).Symbol;
            switch (symbol)
            {
                case ILocalSymbol or IParameterSymbol when renamed.TryGetValue(symbol, out string? name):
                    return SyntaxFactory.IdentifierName(name);
                case ILocalSymbol or IParameterSymbol when lowering.environment.TryGetValue(symbol, out Value? value):
                    holes.Add(value switch { ScalarValue scalar => scalar.Expression, ObjectValue held => held.Text, _ => ((ArrayValue)value).Text! });
                    return SyntaxFactory.ParseExpression(HoleText(symbol, value));
                case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } when !symbol.IsStatic && IsOfModel(node, symbol):
                    return SyntaxFactory.ParseExpression($"model.{Argumented(node).WithoutTrivia()}");
                case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } when symbol.IsStatic:
                    return SyntaxFactory.ParseExpression($"{symbol.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{Argumented(node).WithoutTrivia()}");
                case INamedTypeSymbol type:
                    return SyntaxFactory.ParseTypeName(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
                case INamespaceSymbol { IsGlobalNamespace: false } space:
                    return SyntaxFactory.ParseName(space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
                default:
                    return null;
            }
        }

        private SimpleNameSyntax Argumented(SimpleNameSyntax node) => node is GenericNameSyntax generic ? (SimpleNameSyntax)base.VisitGenericName(generic)! : node;

        /// <summary>Whether a name stands for a member of the model, not for one of an object that is initialized or matched.</summary>
        private bool IsOfModel(SimpleNameSyntax node, ISymbol symbol)
        {
            if (node.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == node)
                return false;
            for (INamedTypeSymbol? type = lowering.context.Model; type is not null; type = type.BaseType)
                if (SymbolEqualityComparer.Default.Equals(type, symbol.ContainingType))
                    return true;
            return false;
        }

        /// <summary>The place of a value: an operand of its own, of the type that the variable has.</summary>
        private string HoleText(ISymbol symbol, Value value)
        {
            string hole = $"__hole{holes.Count - 1}__";
            ITypeSymbol type = symbol switch { ILocalSymbol local => local.Type, IParameterSymbol parameter => parameter.Type, _ => lowering.context.Model };
            if (value is ScalarValue && type.SpecialType is not (SpecialType.System_Double or SpecialType.System_Int32 or SpecialType.System_Boolean))
                return $"(({type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)})({hole}))";
            hole = lowering.Typed(hole, value, symbol);
            return value is ScalarValue { Expression: Call { Op: "real" } or DataText { Arguments.Count: > 0 } } or ScalarValue { Expression: Constant { Value: < 0 } } ? $"({hole})" : hole;
        }
    }
}
