using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Diagnostics;

namespace ProbDsl.Generator.Frontend;

/// <summary>Finds names in the user's text that generated code cannot write: types that are local to a file, and in other classes members that are private there.</summary>
internal sealed class Unreachable(ModelContext context)
{
    private readonly Dictionary<SyntaxTree, bool> declares = [];

    /// <summary>Whether a text has such a name.</summary>
    public bool AreIn(SyntaxNode text) => Find(text) is not null;

    /// <summary>What to say of a text that has such a name; null where it has none.</summary>
    public string? Advice(SyntaxNode text) => Find(text)?.Advice;

    /// <summary>Refuses a text that is copied, where it has such a name.</summary>
    public void Check(SyntaxNode text)
    {
        if (Find(text) is { } found)
            context.Report(Descriptors.UnsupportedExpression, found.Syntax, found.Syntax.ToString(), found.Advice);
    }

    /// <summary>The type itself, or one around it, that is local to its file; null where none is.</summary>
    public static INamedTypeSymbol? FileLocal(INamedTypeSymbol? type)
    {
        while (type is { IsFileLocal: false })
            type = type.ContainingType;
        return type;
    }

    private (SyntaxNode Syntax, string Advice)? Find(SyntaxNode text)
    {
        bool isForeign = context.Model.DeclaringSyntaxReferences.All(r => r.SyntaxTree != text.SyntaxTree || !r.Span.Contains(text.Span));
        if (!isForeign && !DeclaresFileLocals(text.SyntaxTree))
            return null;
        SemanticModel semantics = context.Semantics.Of(text.SyntaxTree);
        foreach (SimpleNameSyntax name in text.DescendantNodesAndSelf().OfType<SimpleNameSyntax>())
        {
            if (semantics.GetSymbolInfo(name).Symbol is not { } symbol)
                continue;
            INamedTypeSymbol? type = symbol switch
            {
                INamedTypeSymbol named => named,
                IMethodSymbol { ReducedFrom: { } extension } => extension.ContainingType,
                { IsStatic: true } => symbol.ContainingType,
                _ => null,
            };
            if (FileLocal(type) is { } local)
                return (name, $"'{local.Name}' is local to its file, but what is generated stands in another; declare it without 'file'");
            if (isForeign && symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ReducedExtension } or INamedTypeSymbol
                && !context.Compilation.IsSymbolAccessibleWithin(symbol, context.Model, context.Model))
                return (name, $"'{symbol.Name}' is private to '{symbol.ContainingType?.Name}', so that the model's estimator cannot reach it; make it internal or public");
        }
        return null;
    }

    private bool DeclaresFileLocals(SyntaxTree tree)
    {
        if (!declares.TryGetValue(tree, out bool known))
            declares[tree] = known = tree.GetRoot().DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
                .OfType<BaseTypeDeclarationSyntax>().Any(t => t.Modifiers.Any(SyntaxKind.FileKeyword));
        return known;
    }
}
