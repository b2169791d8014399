namespace ProbDsl.Runtime;

/// <summary>What generated code does where a draw is a larger count than an <see cref="int"/> holds: it names the member and the statement.</summary>
public static class DrawnCounts
{
    /// <summary>The exception with the draw that it may come from.</summary>
    /// <param name="thrown">What a sampler has thrown: a sentence that begins with "A draw of D(".</param>
    /// <param name="draws">Members and statements that draw counts: a member, its statement, the next member, …</param>
    public static OverflowException Named(OverflowException thrown, params string[] draws)
    {
        ArgumentNullException.ThrowIfNull(thrown);
        ArgumentNullException.ThrowIfNull(draws);
        string distribution = DistributionOf(thrown.Message);
        (string Member, string Statement)[] all = [.. draws.Chunk(2).Select(d => (d[0], d[1]))];
        (string Member, string Statement)[] named = [.. all.Where(d => distribution.Length > 0 && d.Statement.Contains(distribution, StringComparison.Ordinal))];
        if (named.Length == 0)
            named = all;
        string members = string.Join(" or ", named.Select(d => d.Member).Distinct()), statements = string.Join(" or ", named.Select(d => $"'{d.Statement}'").Distinct());
        return named.Length == 0 ? thrown : new OverflowException($"{members} cannot hold a draw, in {statements}: {thrown.Message}", thrown);
    }

    /// <summary>"Poisson(" of "A draw of Poisson(rate = 1e10) is …"; empty for another sentence.</summary>
    private static string DistributionOf(string message)
    {
        const string Start = "A draw of ";
        int open = message.IndexOf('(', StringComparison.Ordinal);
        return message.StartsWith(Start, StringComparison.Ordinal) && open > 0 ? message[Start.Length..(open + 1)] : "";
    }
}
