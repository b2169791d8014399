using System.Globalization;
using System.Text;

namespace ProbDsl;

/// <summary>How a training went. The weights are in the model.</summary>
public sealed class TrainingResult
{
    private static readonly string[] _columns = ["Epoch", "Bound", "LogLik", "Divergence", "HeldOut", "Rate", "KlWeight", "Seconds"];

    internal TrainingResult(IReadOnlyList<TrainingEpoch> epochs) => Epochs = [.. epochs];

    /// <summary>The complete epochs.</summary>
    public IReadOnlyList<TrainingEpoch> Epochs { get; }

    /// <summary>Why it ended.</summary>
    public required TrainingStop Stopped { get; init; }

    /// <summary>Why it ended, in a sentence, with advice where it is needed.</summary>
    public required string Reason { get; init; }

    /// <summary>Steps taken, those of before a resumption included.</summary>
    public required long Steps { get; init; }

    /// <summary>The epoch with the best held-out bound, from 1; null without held-out data or epochs.</summary>
    public int? BestEpoch { get; init; }

    /// <summary>The epoch after which the weights are those in the model, from 1; null where they are of another step.</summary>
    public int? WeightsOfEpoch { get; init; }

    /// <summary>Time that this run took.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>The last epoch's mean bound, in nats a datum; NaN where none is complete.</summary>
    public double Bound => Epochs.Count > 0 ? Epochs[^1].Bound : double.NaN;

    /// <summary>The held-out bound after the best epoch; NaN without held-out data.</summary>
    public double HeldOutBound => BestEpoch is int best ? Epochs[best - 1].HeldOutBound : double.NaN;

    /// <summary>Whether the model can be used: the training did not diverge.</summary>
    public bool IsUsable => Stopped != TrainingStop.Diverged;

    /// <summary>The headings of the table.</summary>
    public static IReadOnlyList<string> Columns => _columns;

    /// <summary>The cells of one epoch as text.</summary>
    public static string[] Cells(in TrainingEpoch epoch) =>
    [
        epoch.Epoch.ToString(CultureInfo.InvariantCulture), Number(epoch.Bound, "F3"), Number(epoch.LogLikelihood, "F3"), Number(epoch.Divergence, "F3"),
        Number(epoch.HeldOutBound, "F3"), Number(epoch.LearningRate, "G4"), Number(epoch.KlWeight, "F3"), Number(epoch.Seconds, "F2"),
    ];

    /// <summary>The reason and a table of the epochs, the same in every culture.</summary>
    /// <param name="rows">The most rows: the first, the last and evenly spaced ones between.</param>
    public string Summary(int rows = 12)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        List<string[]> table = [_columns, .. ShownEpochs(rows).Select(epoch => Cells(epoch))];
        StringBuilder text = new StringBuilder(Reason).Append('\n');
        foreach (string[] line in table)
        {
            for (int c = 0; c < line.Length; c++)
                text.Append(c == 0 ? "" : "  ").Append(line[c].PadLeft(table.Max(cells => cells[c].Length)));
            text.Append('\n');
        }
        return text.ToString();
    }

    /// <inheritdoc/>
    public override string ToString() => Reason;

    internal IEnumerable<TrainingEpoch> ShownEpochs(int rows)
    {
        int shown = Math.Min(rows, Epochs.Count);
        for (int r = 0; r < shown; r++)
            yield return Epochs[shown == 1 ? 0 : (int)((long)r * (Epochs.Count - 1) / (shown - 1))];
    }

    private static string Number(double value, string format) => double.IsNaN(value) ? "" : value.ToString(format, CultureInfo.InvariantCulture);
}
