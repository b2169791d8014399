using System.Collections.Generic;
using System.Linq;

namespace ProbDsl.Generator.Emit;

/// <summary>Writes calls that draw counts.</summary>
internal static class CountDraws
{
    /// <summary>Writes a call; where it draws whole numbers, a draw that is larger than they are names its member and statement.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="call">The statement that calls.</param>
    /// <param name="draws">Members of whole numbers that it draws, and the statements.</param>
    public static void Run(CodeWriter writer, string call, IEnumerable<(string Member, string Statement)> draws)
    {
        List<string> names = [.. draws.Where(d => CanBeLarge(d.Statement)).SelectMany(d => new[] { Literal.Of(d.Member), Literal.Of(d.Statement) })];
        if (names.Count == 0)
        {
            writer.Line(call);
            return;
        }
        writer.Open("try");
        writer.Line(call);
        writer.Close();
        writer.Open("catch (OverflowException thrown)");
        writer.Line($"throw DrawnCounts.Named(thrown, {string.Join(", ", names)});");
        writer.Close();
    }

    /// <summary>Whether a statement may draw a count without an upper end: not by a distribution that has one.</summary>
    private static bool CanBeLarge(string statement) =>
        !new[] { "~Bernoulli(", "~BernoulliLogits(", "~Binomial(", "~BinomialLogits(", "~Categorical(", "~CategoricalLogits(" }.Any(d => statement.Replace(" ", "").Contains(d));
}
