using System.Text;

namespace ProbDsl.Generator.Tests.Census;

/// <summary>What became of the calls of a family, as a text with a line for each overload.</summary>
internal static class CensusTable
{
    public static string Of(IReadOnlyList<CensusCall> calls, IReadOnlyList<string> outcomes)
    {
        var text = new StringBuilder();
        foreach (IGrouping<string, int> overload in Enumerable.Range(0, calls.Count).GroupBy(k => calls[k].Signature))
        {
            var latent = overload.Where(k => calls[k].Given != Given.Data).ToList();
            IEnumerable<string> parts = latent.Select(k => outcomes[k]).Distinct().Count() <= 1
                ? latent.Take(1).Select(k => "latents: " + outcomes[k])
                : latent.Select(k => $"{calls[k].Given.ToString().ToLowerInvariant()}: {outcomes[k]}");
            text.Append($"{overload.Key} → {string.Join(" → ", [.. parts, .. overload.Where(k => calls[k].Given == Given.Data).Select(k => "data: " + outcomes[k])])}\n");
        }
        return text.ToString();
    }

    /// <summary>Calls that a table says are refused, each as <c>signature, Given</c>.</summary>
    public static HashSet<string> Refused(string table)
    {
        var refused = new HashSet<string>();
        foreach (string[] parts in table.Split('\n').Select(line => line.Split(" → ")))
            foreach (string part in parts.Skip(1).Where(p => p.Contains(": PDSL", StringComparison.Ordinal)))
                foreach (Given given in Enum.GetValues<Given>())
                    if (part.StartsWith(given + ":", StringComparison.OrdinalIgnoreCase) || (given != Given.Data && part.StartsWith("latents:", StringComparison.Ordinal) && parts.Length == 3))
                        refused.Add($"{parts[0]}, {given}");
        return refused;
    }

    /// <summary>Outcomes in capitals are faults.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<CensusCall> calls, IReadOnlyList<string> outcomes) =>
        Enumerable.Range(0, calls.Count).Where(k => IsFault(outcomes[k])).Select(k => $"{calls[k].Signature}, {calls[k].Given}: {calls[k].Expression}: {outcomes[k]}");

    private static bool IsFault(string outcome) =>
        outcome.StartsWith("WRONG", StringComparison.Ordinal) || outcome.StartsWith("THROWS", StringComparison.Ordinal) || outcome.StartsWith("FAULT", StringComparison.Ordinal)
        || outcome.StartsWith("UNCOMPILABLE", StringComparison.Ordinal) || outcome.StartsWith("no C#", StringComparison.Ordinal) || outcome.Contains("A VALUE", StringComparison.Ordinal);
}
