using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Frontend;

/// <summary>Text of the model that is copied into generated code.</summary>
internal static class CopiedText
{
    /// <summary>An expression without its comments, line breaks and directives: one line, unless a string in it has several.</summary>
    public static string Of(SyntaxNode expression)
    {
        var text = new StringBuilder();
        bool apart = false;
        foreach (SyntaxToken token in expression.DescendantTokens())
        {
            apart |= token.HasLeadingTrivia && token.LeadingTrivia.Any(t => t.FullSpan.Length > 0);
            if (apart && text.Length > 0)
                text.Append(' ');
            text.Append(TextOf(token));
            apart = token.HasTrailingTrivia && token.TrailingTrivia.Any(t => t.FullSpan.Length > 0);
        }
        return text.ToString();
    }

    /// <summary>A string over several lines is written with escapes: its lines must not be indented anew.</summary>
    private static string TextOf(SyntaxToken token) =>
        token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken && token.Text.IndexOfAny(['\r', '\n']) >= 0
            ? SymbolDisplay.FormatLiteral(token.ValueText, quote: true)
            : token.Text;
}
