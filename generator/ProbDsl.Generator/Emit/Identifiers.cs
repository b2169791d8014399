using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Emit;

/// <summary>Names of the user's members in generated code.</summary>
internal static class Identifiers
{
    /// <summary>A member's name as C# writes it: keywords keep their @.</summary>
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    /// <summary>A name for a local or field of the generator's own that cannot be a keyword.</summary>
    public static string Safe(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : name + "_";
}
