using Spectre.Console;

namespace ProbDsl;

/// <summary>Writes the result of a training as a table of the terminal.</summary>
public static class TrainingTable
{
    /// <summary>Writes why the training ended and the table of its epochs.</summary>
    /// <param name="result">The result.</param>
    /// <param name="console">Where to write; null for the process's console.</param>
    /// <param name="rows">The most rows: the first, the last and evenly spaced ones between; at least two.</param>
    public static void Write(this TrainingResult result, IAnsiConsole? console = null, int rows = 12)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        console ??= AnsiConsole.Console;
        string color = result.Stopped switch { TrainingStop.Diverged => "red", TrainingStop.Cancelled => "yellow", _ => "green" };
        console.Write(new Markup($"[{color}]{Markup.Escape(result.Reason)}[/]\n"));
        Table table = new() { Border = TableBorder.Rounded };
        foreach (string column in TrainingResult.Columns)
            table.AddColumn(new TableColumn(new Text(column)) { Alignment = Justify.Right });
        foreach (TrainingEpoch epoch in result.ShownEpochs(rows))
            table.AddRow(Array.ConvertAll(TrainingResult.Cells(epoch), cell => new Text(cell)));
        console.Write(table);
    }
}
