using System.Globalization;
using System.Text;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter(NameCounter? counter = null)
{
    private readonly StringBuilder text = new();

    /// <summary>Numbers of fresh names; shared by writers whose texts end in one method.</summary>
    public NameCounter Counter { get; } = counter ?? new NameCounter();

    public int Depth { get; set; }

    public void Line(string line = "")
    {
        if (line.Length > 0)
            text.Append(' ', 4 * Depth).Append(line);
        text.Append('\n');
    }

    public void Open(string? header = null)
    {
        if (header is not null)
            Line(header);
        Line("{");
        Depth++;
    }

    public void Close(string end = "}")
    {
        Depth--;
        Line(end);
    }

    /// <summary>Appends lines written elsewhere, indented to this place.</summary>
    public void Append(CodeWriter other)
    {
        foreach (string line in other.ToString().TrimEnd('\n').Split('\n'))
            Line(line);
    }

    public override string ToString() => text.ToString();
}

/// <summary>What the code of one method shares: the numbers of fresh names, the budget of inlining.</summary>
internal sealed class NameCounter
{
    private int last;
    private bool inlined;

    public int Next() => ++last;

    /// <summary>Whether a long function may be inlined here: one a method, else the JIT's inlining budget runs out.</summary>
    public bool TryInline()
    {
        if (inlined)
            return false;
        return inlined = true;
    }
}

/// <summary>C# literals, the same on every machine.</summary>
internal static class Literal
{
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "double.NaN";
        if (double.IsPositiveInfinity(value))
            return "double.PositiveInfinity";
        if (double.IsNegativeInfinity(value))
            return "double.NegativeInfinity";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (double.Parse(text, CultureInfo.InvariantCulture) != value)
            text = value.ToString("G17", CultureInfo.InvariantCulture);
        return text.Contains('.') || text.Contains('E') ? text : text + ".0";
    }

    public static string Of(string value) => "\"" + value.Replace("\\", "\\\\").Replace("\"", "\\\"") + "\"";
}
