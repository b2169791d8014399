using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Emit;

/// <summary>The values outside every loop that a method of the sequential part reads, and the sums that it adds to, as locals.</summary>
/// <remarks>Stores to arrays could change fields as far as the JIT knows; locals it keeps in registers over a loop.</remarks>
internal sealed class SharedLocals
{
    private readonly List<string> values = [];
    private readonly List<string> adjoints = [];
    private bool hasSum;

    /// <summary>The local that holds a shared value.</summary>
    public string Value(string field) => Noted(values, field) + "S";

    /// <summary>The local that gathers the adjoint of a shared value.</summary>
    public string Adjoint(string field) => "d_" + Noted(adjoints, field) + "S";

    /// <summary>The local that gathers terms of the log density.</summary>
    public string Sum()
    {
        hasSum = true;
        return "lp";
    }

    public void Declare(CodeWriter writer)
    {
        foreach (string field in values)
            writer.Line($"S {field}S = s.{field};");
        if (hasSum)
            writer.Line("S lp = S.Zero;");
        foreach (string field in adjoints)
            writer.Line($"S d_{field}S = S.Zero;");
    }

    public void WriteBack(CodeWriter writer)
    {
        if (hasSum)
            writer.Line("s.lp += lp;");
        foreach (string field in adjoints)
            writer.Line($"s.d_{field} += d_{field}S;");
    }

    private static string Noted(List<string> fields, string field)
    {
        if (!fields.Contains(field))
            fields.Add(field);
        return field;
    }
}
