using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;

namespace ProbDsl.Generator.Ir;

/// <summary>The objects of the data part that texts of the data part name: <c>values_3</c> in <c>values_3[{0}]</c>.</summary>
internal static class DataNames
{
    /// <summary>The names in a text that may be those of such objects: none is a member of something.</summary>
    public static IEnumerable<string> In(string template)
    {
        int at = 0;
        while (at < template.Length)
        {
            char c = template[at];
            if (c == '"')
            {
                at = template.IndexOf('"', at + 1) is > 0 and int close ? close + 1 : template.Length;
                continue;
            }
            if (!SyntaxFacts.IsIdentifierStartCharacter(c))
            {
                at++;
                continue;
            }
            int start = at;
            while (at < template.Length && SyntaxFacts.IsIdentifierPartCharacter(template[at]))
                at++;
            bool isMember = start > 0 && template[start - 1] is '.' or ':' or '@';
            if (!isMember && template.IndexOf('_', start, at - start) >= 0)
                yield return template.Substring(start, at - start);
        }
    }

    /// <summary>The names in the texts of an expression, those inside reductions included.</summary>
    public static IEnumerable<string> In(Expression expression) => Walk.Parts(expression).OfType<DataText>().SelectMany(t => In(t.Template));

    /// <summary>The names in the texts of a statement itself, not in those of the statements nested in it.</summary>
    public static IEnumerable<string> In(Statement statement) => Walk.Direct(statement).SelectMany(In).Concat(statement switch
    {
        DataArray array => In(array.Template),
        DataCall call => In(call.Target).Concat(In(call.Template)),
        _ => [],
    });

    /// <summary>The objects that statements make, those inside loops, branches and reductions included.</summary>
    public static IEnumerable<string> MadeIn(IEnumerable<Statement> statements) => Walk.All(statements).SelectMany(s => (s is DataArray array ? [array.Name] : Enumerable.Empty<string>())
        .Concat(Walk.Direct(s).SelectMany(Walk.Parts).OfType<Reduce>().SelectMany(r => MadeIn(r.Body))));
}
