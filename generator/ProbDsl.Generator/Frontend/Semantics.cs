using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProbDsl.Generator.Frontend;

/// <summary>What the compiler knows of the texts that a model is read from: a method is bound once, however often it is asked about.</summary>
internal sealed class Semantics(Compilation compilation)
{
    private readonly Dictionary<SyntaxTree, SemanticModel> models = [];
    private readonly Dictionary<ISymbol, IOperation?> bodies = new(SymbolEqualityComparer.Default);

    public SemanticModel Of(SyntaxTree tree)
    {
        if (!models.TryGetValue(tree, out SemanticModel? model))
            models.Add(tree, model = compilation.GetSemanticModel(tree));
        return model;
    }

    /// <summary>The body of a method or accessor; null where it has none in this compilation.</summary>
    public IOperation? BodyOf(IMethodSymbol method)
    {
        method = method switch
        {
            { PartialImplementationPart: { } implementation } => implementation,
            { AssociatedSymbol: IPropertySymbol { PartialImplementationPart.GetMethod: { } getter } } => getter,
            _ => method,
        };
        if (!bodies.TryGetValue(method, out IOperation? body))
            bodies.Add(method, body = Bind(method));
        return body;
    }

    /// <summary>The override of a method that a call on an object of a class reaches, or the method itself; null where the class has neither.</summary>
    public static IMethodSymbol? OverrideIn(INamedTypeSymbol? type, IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        for (; type is not null; type = type.BaseType)
            foreach (IMethodSymbol candidate in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                for (IMethodSymbol? overridden = candidate; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method))
                        return candidate;
        return null;
    }

    /// <summary>The initializer of a field or property; null where it has none.</summary>
    public IOperation? InitializerOf(ISymbol member)
    {
        EqualsValueClauseSyntax? clause = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax declarator => declarator.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        // Of the clause: an expression in parentheses has no operation of its own.
        IOperation? value = clause is null ? null : (Of(clause.SyntaxTree).GetOperation(clause) as ISymbolInitializerOperation)?.Value;
        while (value is IConversionOperation { IsImplicit: true } conversion)
            value = conversion.Operand;
        return value;
    }

    private IOperation? Bind(IMethodSymbol method)
    {
        foreach (SyntaxReference reference in method.DeclaringSyntaxReferences)
        {
            SyntaxNode syntax = reference.GetSyntax();
            if (syntax is ArrowExpressionClauseSyntax { Parent: AccessorDeclarationSyntax accessor })
                syntax = accessor;
            if (Of(syntax.SyntaxTree).GetOperation(syntax) is { } operation)
                return operation;
        }
        return null;
    }
}
