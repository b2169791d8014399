using System.Globalization;
using ProbDsl.Inference;
using Spectre.Console;

namespace ProbDsl;

/// <summary>Shows a running fit or training on one line of the terminal; silent when the output is redirected.</summary>
public sealed partial class ConsoleProgress : IProgress<FitProgress>
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly bool _shown;
    private TimeSpan _last = -_interval;

    /// <summary>Creates the display.</summary>
    /// <param name="console">Where to write; null for the process's console.</param>
    public ConsoleProgress(IAnsiConsole? console = null)
    {
        _console = console ?? AnsiConsole.Console;
        _shown = _console.Profile.Out.IsTerminal && _console.Profile.Capabilities.Ansi;
    }

    /// <inheritdoc/>
    public void Report(FitProgress value)
    {
        if (!_shown)
            return;
        if (value.Phase == FitPhase.Finished)
        {
            Overwrite("");
            _last = -_interval;
            return;
        }
        if (value.Elapsed - _last < _interval)
            return;
        _last = value.Elapsed;
        string phase = value.Phase.ToString().ToLowerInvariant();
        string elbo = double.IsNaN(value.Elbo) ? "" : string.Create(CultureInfo.InvariantCulture, $", ELBO {value.Elbo:F2}");
        Overwrite(VariationalInference.Invariant($"{phase}: iteration {value.Iteration}{elbo}, {value.Gradients} gradients, {value.Elapsed.TotalSeconds:F1} s"));
    }

    /// <summary>Returns to the line's beginning, erases it and writes, cut to the width so that the line never wraps.</summary>
    private void Overwrite(string text)
    {
        int width = Math.Max(1, _console.Profile.Width - 1);
        _console.Write(new ControlCode("\r\u001b[2K" + (text.Length > width ? text[..width] : text)));
    }
}
