using System.Collections.Generic;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Emit;

/// <summary>The names of a generated class or method: none is given twice, and none that C# or the emitters have for themselves.</summary>
/// <param name="reserved">Names that are taken from the start.</param>
internal sealed class ScopeNames(IEnumerable<string> reserved)
{
    // Fields and locals that emitters number by the table, column or loop to which they belong.
    private static readonly Regex Numbered = new("^(?:site|body|rows|from|scratch|buffer|products|index|column|matrix|consecutive|acc|groupTotal|r|g|Lane|FloatLane)[0-9]+$");

    private readonly HashSet<string> taken = [.. reserved];

    public bool IsTaken(string name) => taken.Contains(name) || Numbered.IsMatch(name) || SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None;

    /// <summary>A name of the scope's own: the one that is wanted, or one like it.</summary>
    public string Give(string wanted)
    {
        while (IsTaken(wanted))
            wanted += "_";
        taken.Add(wanted);
        return wanted;
    }
}
