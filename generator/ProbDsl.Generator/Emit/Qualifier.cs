using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes the runtime's names in full where something of the user's hides them; elsewhere they stay short for the reader.</summary>
internal sealed class Qualifier : CSharpSyntaxRewriter
{
    private readonly Dictionary<string, string> hidden;

    private Qualifier(IEnumerable<(string Name, string Full)> hidden) => this.hidden = hidden.ToDictionary(h => h.Name, h => h.Full);

    public static string Run(string code, IReadOnlyCollection<(string Name, string Full)> hidden) =>
        hidden.Count == 0 ? code : new Qualifier(hidden).Visit(CSharpSyntaxTree.ParseText(code).GetRoot()).ToFullString();

    public override SyntaxNode? VisitUsingDirective(UsingDirectiveSyntax node) => node;

    public override SyntaxNode? VisitNamespaceDeclaration(NamespaceDeclarationSyntax node) => node.WithMembers(VisitList(node.Members));

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => FullName(node) is { } full
        ? SyntaxFactory.ParseName(full).WithTriviaFrom(node)
        : node;

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node)
    {
        var visited = (GenericNameSyntax)base.VisitGenericName(node)!;
        return FullName(node) is { } full ? SyntaxFactory.ParseName(full + visited.WithoutTrivia().ToFullString().Substring(node.Identifier.Text.Length)).WithTriviaFrom(node) : visited;
    }

    /// <summary>The full name of the type for which a name stands; null for a member of something and for what need not be qualified.</summary>
    private string? FullName(SimpleNameSyntax node)
    {
        bool isMember = node.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == node,
            QualifiedNameSyntax qualified => qualified.Right == node,
            AliasQualifiedNameSyntax or NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax => true,
            _ => false,
        };
        return !isMember && hidden.TryGetValue(node.Identifier.Text, out string? full) ? "global::" + full : null;
    }
}
