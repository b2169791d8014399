using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ProbDsl.Generator.Tests.Harness;

namespace ProbDsl.Generator.Tests.Settings;

/// <summary>A run of the compiler of the installed SDK, with the generator and, where asked for, all of the SDK's analyzers: what <c>dotnet build</c> would say.</summary>
internal sealed partial class CompilerRun
{
    private CompilerRun(IEnumerable<(string File, string Severity, string Id, string Line)> messages) => Messages = [.. messages];

    /// <summary>What the compiler said, suppressed diagnostics aside.</summary>
    public IReadOnlyList<(string File, string Severity, string Id, string Line)> Messages { get; }

    public IEnumerable<string> InGenerated => Messages.Where(m => m.File.EndsWith(".g.cs", StringComparison.Ordinal)).Select(m => m.Line);

    public IEnumerable<(string Id, string Line)> InSources => Messages.Where(m => !m.File.EndsWith(".g.cs", StringComparison.Ordinal)).Select(m => (m.Id, m.Line));

    /// <param name="sources">Names and texts of files.</param>
    /// <param name="analyzers">Whether the SDK's analyzers run, with every rule an error.</param>
    /// <param name="style">Whether the rules of code style are among them.</param>
    /// <param name="options">Options of the compiler.</param>
    public static async Task<CompilerRun> Of(IReadOnlyDictionary<string, string> sources, bool analyzers, bool style, params string[] options)
    {
        string folder = Directory.CreateTempSubdirectory("settings").FullName;
        try
        {
            foreach (KeyValuePair<string, string> source in sources)
                await File.WriteAllTextAsync(Path.Combine(folder, source.Key), source.Value);
            string response = Path.Combine(folder, "options.rsp");
            await File.WriteAllLinesAsync(response, Options(folder, analyzers, style).Concat(options).Select(o => '"' + o + '"'));
            var start = new ProcessStartInfo(Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"), [Path.Combine(Sdk, "Roslyn", "bincore", "csc.dll"), "-noconfig", "@" + response])
            {
                RedirectStandardOutput = true,
                WorkingDirectory = folder,
            };
            using Process process = Process.Start(start)!;
            string said = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return new CompilerRun(said.Split('\n').Select(l => Message().Match(l)).Where(m => m.Success && m.Groups["id"].Value != "SP0001")
                .Select(m => (m.Groups["file"].Value, m.Groups["severity"].Value, m.Groups["id"].Value, m.Value.Trim())));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Root => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));

    private static string Sdk => Directory.GetDirectories(Path.Combine(Root, "sdk")).Where(d => File.Exists(Path.Combine(d, "Roslyn", "bincore", "csc.dll")))
        .OrderBy(d => Version.Parse(Path.GetFileName(d).Split('-')[0])).Last();

    private static IEnumerable<string> Options(string folder, bool analyzers, bool style)
    {
        // What a project has without being asked: references of two framework versions are no warning.
        yield return "-nostdlib+";
        yield return "-target:library";
        yield return "-nowarn:1701,1702";
        yield return "-out:" + Path.Combine(folder, "Models.dll");
        foreach (string reference in ModelCompilation.References.Select(r => r.Display!))
            yield return "-reference:" + reference;
        yield return "-analyzer:" + typeof(ModelGenerator).Assembly.Location;
        string sdks = Path.Combine(Sdk, "Sdks", "Microsoft.NET.Sdk"), net = Path.Combine(sdks, "analyzers"), styles = Path.Combine(sdks, "codestyle", "cs");
        if (analyzers)
        {
            yield return "-analyzer:" + Path.Combine(net, "Microsoft.CodeAnalysis.NetAnalyzers.dll");
            yield return "-analyzer:" + Path.Combine(net, "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll");
            yield return "-analyzerconfig:" + Path.Combine(net, "build", "config", string.Create(CultureInfo.InvariantCulture, $"analysislevel_{Environment.Version.Major}_all_warnaserror.globalconfig"));
        }
        if (style)
        {
            yield return "-analyzer:" + Path.Combine(styles, "Microsoft.CodeAnalysis.CodeStyle.dll");
            yield return "-analyzer:" + Path.Combine(styles, "Microsoft.CodeAnalysis.CSharp.CodeStyle.dll");
            yield return "-analyzerconfig:" + Path.Combine(styles, "build", "config", "analysislevelstyle_all.globalconfig");
        }
        foreach (string source in Directory.GetFiles(folder, "*.cs"))
            yield return source;
    }

    [GeneratedRegex(@"^(?:(?<file>[^(]*)\([0-9,]+\): )?(?<severity>error|warning|info) (?<id>[A-Z]+[0-9]+): .*$")]
    private static partial Regex Message();
}
