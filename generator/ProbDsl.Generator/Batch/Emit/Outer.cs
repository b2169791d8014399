namespace ProbDsl.Generator.Batch.Emit;

/// <summary>Parentheses around a whole expression.</summary>
internal static class Outer
{
    /// <summary>The text without the parentheses that enclose all of it.</summary>
    public static string Strip(string text)
    {
        if (text.Length < 2 || text[0] != '(' || text[text.Length - 1] != ')')
            return text;
        int depth = 0;
        for (int i = 0; i < text.Length - 1; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (depth == 0)
                return text;
        }
        return text.Substring(1, text.Length - 2);
    }
}
