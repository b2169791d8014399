using Spectre.Console;

namespace ProbDsl;

/// <summary>Writes a posterior summary as a table of the terminal.</summary>
public static class SummaryTable
{
    /// <summary>Writes the header and the table.</summary>
    /// <param name="summary">The summary.</param>
    /// <param name="console">Where to write; null for the process's console.</param>
    public static void Write(this PosteriorSummary summary, IAnsiConsole? console = null)
    {
        ArgumentNullException.ThrowIfNull(summary);
        console ??= AnsiConsole.Console;
        string color = summary.Result.IsReliable ? "green" : summary.Result.Converged ? "yellow" : "red";
        console.Write(new Markup($"[{color}]{Markup.Escape(summary.Header[0])}[/]\n"));
        console.Write(new Text(summary.Header[1] + "\n"));
        Table table = new() { Border = TableBorder.Rounded };
        for (int c = 0; c < PosteriorSummary.Columns.Count; c++)
        {
            TableColumn column = new(new Text(PosteriorSummary.Columns[c])) { Alignment = c == 0 ? Justify.Left : Justify.Right };
            table.AddColumn(column);
        }
        foreach (SummaryRow row in summary.Rows)
            table.AddRow(Array.ConvertAll(PosteriorSummary.Cells(row), cell => new Text(cell)));
        console.Write(table);
    }
}
