using System.Globalization;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes indented C#.</summary>
internal sealed class CodeWriter(NameCounter? counter = null)
{
    private readonly StringBuilder text = new();

    /// <summary>Numbers of fresh names; shared by writers whose texts end in one method.</summary>
    public NameCounter Counter { get; } = counter ?? new NameCounter(new ScopeNames([]));

    public int Depth { get; set; }

    public void Line(string line = "")
    {
        if (line.Length > 0)
            text.Append(' ', 4 * Depth).Append(line);
        text.Append('\n');
    }

    /// <summary>Text of the user's as it is.</summary>
    public void Verbatim(string lines) => text.Append(lines).Append('\n');

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
/// <param name="around">The names of the class, which no local hides.</param>
internal sealed class NameCounter(ScopeNames around)
{
    private int last;
    private bool inlined;

    /// <summary>A name with a number that no other name of the method has.</summary>
    public string Fresh(string prefix)
    {
        string name;
        do
            name = prefix + (++last).ToString(CultureInfo.InvariantCulture);
        while (around.IsTaken(name));
        return name;
    }

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

    public static string Of(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>Text for a comment that ends with its line.</summary>
    public static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c));
}
