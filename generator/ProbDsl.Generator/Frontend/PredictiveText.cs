using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProbDsl.Generator.Ir;

namespace ProbDsl.Generator.Frontend;

/// <summary>
/// The text of <c>Generate()</c> without the draws of latents: what runs for each posterior draw. Where outcomes are kept,
/// their draws go too, so that derived quantities see the data.
/// </summary>
internal static class PredictiveText
{
    public static BodyIr Of(IMethodSymbol generate, ModelContext context, bool keepOutcomes)
    {
        if (generate.DeclaringSyntaxReferences[0].GetSyntax() is not MethodDeclarationSyntax method)
            return new BodyIr("{ }", false);
        var rewriter = new Rewriter(context.Compilation.GetSemanticModel(method.SyntaxTree), context, keepOutcomes);
        if (method.Body is { } body)
            return BodyOf(rewriter.Visit(body).WithoutTrivia());
        ExpressionSyntax expression = method.ExpressionBody!.Expression;
        return rewriter.IsDropped(expression) ? new BodyIr("{ }", false) : new BodyIr($"{{ {CopiedText.Of(rewriter.Visit(expression))}; }}", true);
    }

    /// <summary>The lines that have code, without the indentation that they share; or the text as it is, where a string stands on several lines.</summary>
    private static BodyIr BodyOf(SyntaxNode body)
    {
        string text = body.ToFullString();
        if (body.DescendantTokens().Any(t => t.Text.IndexOf('\n') >= 0))
            return new BodyIr(text, true);
        List<string> lines = [.. text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.Length > 0)];
        int common = lines.Skip(1).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty(0).Min();
        return new BodyIr(string.Join("\n", lines.Select((l, i) => i == 0 ? l : l.Substring(common))), false);
    }

    /// <summary>What stands around the class in the file of <c>Generate()</c>: its names mean the same in a copy that has it.</summary>
    public static EquatableArray<SpaceIr> SpacesOf(IMethodSymbol generate)
    {
        var spaces = new List<SpaceIr>();
        for (SyntaxNode? node = generate.DeclaringSyntaxReferences[0].GetSyntax(); node is not null; node = node.Parent)
        {
            if (node is BaseNamespaceDeclarationSyntax space)
                spaces.Insert(0, new SpaceIr(CopiedText.Of(space.Name), UsingsOf(space.Externs, space.Usings)));
            else if (node is CompilationUnitSyntax unit)
                spaces.Insert(0, new SpaceIr("", UsingsOf(unit.Externs, unit.Usings)));
        }
        return spaces.ToEquatable();
    }

    private static EquatableArray<string> UsingsOf(IEnumerable<ExternAliasDirectiveSyntax> externs, IEnumerable<UsingDirectiveSyntax> usings) =>
        externs.Cast<SyntaxNode>().Concat(usings.Where(u => u.GlobalKeyword == default)).Select(CopiedText.Of).ToEquatable();

    private sealed class Rewriter(SemanticModel semantics, ModelContext context, bool keepOutcomes) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node) =>
            IsDropped(node.Expression)
                ? SyntaxFactory.EmptyStatement().WithLeadingTrivia(VisitList(node.GetLeadingTrivia())).WithTrailingTrivia(VisitList(node.GetTrailingTrivia()))
                : base.VisitExpressionStatement(node);

        public bool IsDropped(ExpressionSyntax expression)
        {
            if (expression is not AssignmentExpressionSyntax { Right: { } right } assignment
                || !right.DescendantNodesAndSelf().OfType<PrefixUnaryExpressionSyntax>().Any(u => u.IsKind(SyntaxKind.BitwiseNotExpression)))
                return false;
            ExpressionSyntax target = assignment.Left;
            while (target is ElementAccessExpressionSyntax element)
                target = element.Expression;
            ISymbol? symbol = semantics.GetSymbolInfo(target).Symbol;
            return symbol is not null && context.Members.TryGetValue(symbol, out ModelMember? member)
                && (member.Role == MemberRole.Latent || (keepOutcomes && member.Role == MemberRole.Observed));
        }

        /// <summary>What directives leave out stays out; a comment changes no model.</summary>
        public override SyntaxTrivia VisitTrivia(SyntaxTrivia trivia) => trivia.Kind() switch
        {
            SyntaxKind.MultiLineCommentTrivia => SyntaxFactory.Space,
            SyntaxKind.SingleLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
                or SyntaxKind.DisabledTextTrivia => default,
            _ => trivia.IsDirective ? default : trivia,
        };
    }
}
