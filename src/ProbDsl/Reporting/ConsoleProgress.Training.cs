using System.Globalization;
using ProbDsl.Inference;

namespace ProbDsl;

/// <content>Trainings, which limit the number of their reports themselves.</content>
public sealed partial class ConsoleProgress : IProgress<TrainingProgress>
{
    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (!_shown)
            return;
        if (value.IsFinished)
        {
            Overwrite("");
            return;
        }
        string held = double.IsNaN(value.HeldOutBound) ? "" : string.Create(CultureInfo.InvariantCulture, $", held-out {value.HeldOutBound:F2}");
        string rate = double.IsNaN(value.DataPerSecond) ? "" : string.Create(CultureInfo.InvariantCulture, $", {value.DataPerSecond:N0} data/s");
        string left = value.TimeLeft is TimeSpan time ? ", " + Duration(time) + " left" : "";
        Overwrite(VariationalInference.Invariant($"epoch {value.Epoch}/{value.Epochs}, step {value.Step}/{value.Steps}: bound {value.Bound:F2}{held}{rate}{left}"));
    }

    private static string Duration(TimeSpan time) => time.TotalMinutes < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F0} s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
}
