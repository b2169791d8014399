using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ProbDsl.Conformance;

namespace ProbDsl.Benchmarks;

/// <summary>Time and memory of one gradient, and of a block of them, for each posterior.</summary>
[Config(typeof(InProcess))]
[MemoryDiagnoser]
public class GradientBenchmarks
{
    private GradientWork work = null!;

    /// <summary>The posteriors; none where posteriordb is absent.</summary>
    public static IEnumerable<string> Names => PosteriorDb.Folder is null ? [] : Posteriors.Listed.Select(p => p.Name);

    /// <summary>The posterior measured.</summary>
    [ParamsSource(nameof(Names))]
    public string Name { get; set; } = "";

    /// <summary>Conditions the model.</summary>
    [GlobalSetup]
    public void Setup()
    {
        Posterior posterior = Posteriors.All.Single(p => p.Name == Name);
        work = new GradientWork(posterior.Load(PosteriorDb.Data(Name))(), PosteriorDb.Golden(Name));
    }

    /// <summary>One draw.</summary>
    [Benchmark(Baseline = true)]
    public double Single() => work.Single();

    /// <summary>A full block of lanes.</summary>
    [Benchmark]
    public double Block() => work.Block();

    /// <summary>Runs in this process: the models are compiled already, and no project has to be generated.</summary>
    private sealed class InProcess : ManualConfig
    {
        public InProcess()
        {
            AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
            WithSummaryStyle(SummaryStyle.Default.WithMaxParameterColumnWidth(60));
        }
    }
}
