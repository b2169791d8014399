using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProbDsl.Generator.Frontend;

/// <summary>
/// The text of <c>Generate()</c> without the draws of latents: what runs for each posterior draw. Where outcomes are kept,
/// their draws go too, so that derived quantities see the data.
/// </summary>
internal static class PredictiveText
{
    public static string Of(IMethodSymbol generate, ModelContext context, bool keepOutcomes)
    {
        if (generate.DeclaringSyntaxReferences[0].GetSyntax() is not MethodDeclarationSyntax method)
            return "{ }";
        SemanticModel semantics = context.Compilation.GetSemanticModel(method.SyntaxTree);
        var rewriter = new Rewriter(semantics, context, keepOutcomes);
        SyntaxNode body = method.Body is not null
            ? rewriter.Visit(method.Body)
            : SyntaxFactory.Block(SyntaxFactory.ExpressionStatement(method.ExpressionBody!.Expression));
        return body.NormalizeWhitespace("    ", "\n").ToFullString();
    }

    private sealed class Rewriter(SemanticModel semantics, ModelContext context, bool keepOutcomes) : CSharpSyntaxRewriter
    {
        public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
        {
            if (node.Expression is not AssignmentExpressionSyntax { Right: { } right } assignment
                || !right.DescendantNodesAndSelf().OfType<PrefixUnaryExpressionSyntax>().Any(u => u.IsKind(SyntaxKind.BitwiseNotExpression)))
                return base.VisitExpressionStatement(node);
            ExpressionSyntax target = assignment.Left;
            while (target is ElementAccessExpressionSyntax element)
                target = element.Expression;
            ISymbol? symbol = semantics.GetSymbolInfo(target).Symbol;
            return symbol is not null && context.Members.TryGetValue(symbol, out ModelMember? member) && (member.Role == MemberRole.Latent || (keepOutcomes && member.Role == MemberRole.Observed))
                ? SyntaxFactory.EmptyStatement()
                : base.VisitExpressionStatement(node);
        }

        public override SyntaxTrivia VisitTrivia(SyntaxTrivia trivia) =>
            trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective
                ? default
                : trivia;
    }
}
