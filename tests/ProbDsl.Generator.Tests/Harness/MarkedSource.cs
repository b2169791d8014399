using Microsoft.CodeAnalysis.Text;

namespace ProbDsl.Generator.Tests.Harness;

/// <summary>A source text with a place marked by <c>[|</c> and <c>|]</c>.</summary>
internal sealed record MarkedSource(string Text, TextSpan Span)
{
    public static MarkedSource Parse(string marked)
    {
        int start = marked.IndexOf("[|", StringComparison.Ordinal);
        int end = marked.IndexOf("|]", StringComparison.Ordinal);
        if (start < 0 || end < start)
            throw new ArgumentException("the source marks no place with [| and |]", nameof(marked));
        return new MarkedSource(
            marked.Remove(end, 2).Remove(start, 2),
            TextSpan.FromBounds(start, end - 2));
    }

    public string SpanText => Text.Substring(Span.Start, Span.Length);
}
