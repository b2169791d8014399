using System.Globalization;
using System.Text;
using ProbDsl.Inference;
using Spectre.Console;
using Xunit;

namespace ProbDsl.Tests.Training;

public sealed class TrainingReportTests
{
    private static readonly TrainingProgress _progress = new(3, 100, 40, 80, -107.456, double.NaN, 43_210.9, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(3725), false);

    [Fact]
    public void A_line_of_the_terminal_shows_the_training()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NumberGroupSeparator = "." } };
        try
        {
            Assert.EndsWith("epoch 3/100, step 40/80: bound -107.46, 43,211 data/s, 1:02:05 left", Shown(_progress), StringComparison.Ordinal);
            Assert.EndsWith("bound -107.46, held-out -110.00, 43,211 data/s, 7 s left", Shown(_progress with { HeldOutBound = -110, TimeLeft = TimeSpan.FromSeconds(7) }), StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal("\r\u001b[2K", Shown(_progress with { IsFinished = true }));
        Assert.Equal("", Shown(_progress, terminal: false));
    }

    [Fact]
    public void The_table_has_a_row_for_each_epoch_up_to_the_limit()
    {
        TrainingResult result = new([.. Enumerable.Range(1, 40).Select(i => new TrainingEpoch(i, -100 + i, -90, 10, double.NaN, 0.001, 1, 2.5))])
        {
            Stopped = TrainingStop.Completed, Reason = "All 40 epochs [done].", Steps = 400, Elapsed = TimeSpan.FromSeconds(100),
        };
        StringBuilder text = new();
        using StringWriter writer = new(text, CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 120;
        result.Write(console, 3);
        string[] lines = text.ToString().TrimEnd().Split('\n');
        Assert.Equal("All 40 epochs [done].", lines[0].TrimEnd());
        Assert.Equal(["1", "20", "40"], lines[4..^1].Select(line => line.Split('│')[1].Trim()));
        Assert.Contains("-60.000", lines[^2], StringComparison.Ordinal);
    }

    private static string Shown(TrainingProgress progress, bool terminal = true)
    {
        StringBuilder text = new();
        using StringWriter writer = new(text, CultureInfo.InvariantCulture);
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new Screen(writer, terminal) });
        ((IProgress<TrainingProgress>)new ConsoleProgress(console)).Report(progress);
        return text.ToString();
    }

    private sealed class Screen(TextWriter writer, bool terminal) : IAnsiConsoleOutput
    {
        public TextWriter Writer => writer;

        public bool IsTerminal => terminal;

        public int Width => 120;

        public int Height => 40;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
