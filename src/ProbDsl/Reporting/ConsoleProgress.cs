using System.Globalization;
using ProbDsl.Inference;
using Spectre.Console;

namespace ProbDsl;

/// <summary>Shows a running fit on one line of the terminal; silent when the output is redirected.</summary>
public sealed class ConsoleProgress : IProgress<FitProgress>
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    private readonly IAnsiConsole _console;
    private readonly bool _shown;
    private TimeSpan _last = -_interval;
    private int _width;

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

    private void Overwrite(string text)
    {
        _console.Write(new Text("\r" + text.PadRight(_width) + (text.Length == 0 ? "\r" : "")));
        _width = text.Length;
    }
}
