using System.Diagnostics;
using System.Globalization;
using System.Runtime.Intrinsics;
using System.Text.RegularExpressions;

namespace ProbDsl.Benchmarks.Networks;

/// <summary>The same training step in PyTorch, in a process of its own; absent on most machines.</summary>
internal sealed partial class TorchPeer
{
    /// <summary>Environment variable that names the folder of the script.</summary>
    public const string FolderVariable = "PROBDSL_PEERS";

    /// <summary>Environment variable that names the Python to run it.</summary>
    public const string PythonVariable = "PROBDSL_PYTHON";

    private const string CoreVariable = "OPENBLAS_CORETYPE";
    private const string ScriptName = "vae_step.py";
    private readonly string python;
    private readonly string script;

    private TorchPeer(string python, string script) => (this.python, this.script) = (python, script);

    /// <summary>Finds script and PyTorch.</summary>
    /// <param name="absence">What is missing, where null is returned.</param>
    public static TorchPeer? TryFind(out string absence)
    {
        absence = "";
        string? script = FindScript();
        if (script is null)
        {
            absence = $"{ScriptName} is not here: set {FolderVariable} or put it in ../shared/peers beside the repository";
            return null;
        }
        string python = Environment.GetEnvironmentVariable(PythonVariable) is { Length: > 0 } named ? named : "/usr/bin/python3";
        if (!File.Exists(python) || Run(python, ["-c", "import torch"], new TorchSetting(1, null)) is null)
        {
            absence = $"{python} cannot import torch: set {PythonVariable} to a Python that can";
            return null;
        }
        return new(python, script);
    }

    /// <summary>
    /// The settings to choose the best from: one thread, which leaves all cores to OpenBLAS, with its kernels as the environment has them, as the
    /// library chooses them and, where the processor has registers of 512 bits, for those; and two threads.
    /// </summary>
    public static IReadOnlyList<TorchSetting> Settings { get; } =
    [
        .. new[] { Environment.GetEnvironmentVariable(CoreVariable) ?? "", "", Vector512.IsHardwareAccelerated ? "SKYLAKEX" : "" }
            .Distinct().Select(core => new TorchSetting(1, core)),
        new TorchSetting(2, null),
    ];

    /// <summary>Times a block of steps.</summary>
    /// <returns>Milliseconds of a step: the median and the first decile; null where it failed.</returns>
    public (double Median, double Decile)? Measure(TorchSetting setting, int batch, int samples, int steps)
    {
        string? output = Run(python, [script, Text(setting.Threads), Text(batch), Text(samples), Text(steps)], setting);
        if (output is null || Times().Match(output) is not { Success: true } match)
            return null;
        return (double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture), double.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture));
    }

    private static string? Run(string python, string[] arguments, TorchSetting setting)
    {
        var start = new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (setting.Core is { Length: > 0 } core)
            start.Environment[CoreVariable] = core;
        else
            start.Environment.Remove(CoreVariable);
        using Process process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : null;
    }

    private static string? FindScript()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } named)
            return Path.Combine(named, ScriptName) is var file && File.Exists(file) ? file : null;
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ProbDsl.sln")))
                return Path.Combine(folder.Parent?.FullName ?? "", "shared", "peers", ScriptName) is var beside && File.Exists(beside) ? beside : null;
        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"ms_per_step=([\d.]+) p10=([\d.]+)")]
    private static partial Regex Times();
}

/// <summary>How PyTorch runs.</summary>
/// <param name="Threads">Its threads.</param>
/// <param name="Core">The kernels that OpenBLAS is told to use; null or empty for its own choice.</param>
internal sealed record TorchSetting(int Threads, string? Core)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Threads} thread{(Threads == 1 ? "" : "s")}, {(string.IsNullOrEmpty(Core) ? "OpenBLAS's own choice of kernels" : $"OpenBLAS set to {Core}")}");
}
