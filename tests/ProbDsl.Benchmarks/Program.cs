using System.Globalization;
using BenchmarkDotNet.Running;
using ProbDsl.Benchmarks;
using ProbDsl.Benchmarks.Networks;
using ProbDsl.Conformance;

if (args is ["gemm", ..])
{
    GemmComparison.Print(Console.Out);
    return 0;
}

if (args is ["networks", ..])
{
    if (args.Contains("--ours"))
    {
        NetworkComparison.PrintOurs(Console.Out);
        return 0;
    }

    return NetworkComparison.Print(Console.Out);
}

if (args is ["verdicts", ..])
{
    int seeds = args.Select(a => a.StartsWith("--seeds=", StringComparison.Ordinal) ? int.Parse(a[8..], CultureInfo.InvariantCulture) : 0).Max();
    VerdictTable.Print(Console.Out, args.Skip(1).FirstOrDefault(a => !a.StartsWith('-')) ?? "", seeds > 0 ? seeds : 10, args.Contains("--verbose"));
    return 0;
}

if (args is not ["table", ..])
{
    BenchmarkSwitcher.FromAssembly(typeof(GradientBenchmarks).Assembly).Run(args);
    return 0;
}

if (PosteriorDb.Folder is null)
{
    Console.WriteLine(PosteriorDb.Absent);
    return 0;
}

bool all = args.Contains("--all");
string filter = args.Skip(1).FirstOrDefault(a => !a.StartsWith('-')) ?? "";
return SpeedTable.Print(Console.Out, (all ? Posteriors.All : Posteriors.Listed).Where(p => p.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)));
