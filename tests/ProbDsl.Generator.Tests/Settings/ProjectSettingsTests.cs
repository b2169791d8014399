using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Batch;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Settings;

/// <summary>Models and what is generated for them, under the settings that projects have.</summary>
public sealed class ProjectSettingsTests
{
    private static readonly IReadOnlyDictionary<string, string> Sources = TestModels.All
        .Concat(new Dictionary<string, string> { ["DigitVae"] = BatchSources.DigitVae, ["BayesianRegression"] = BatchSources.BayesianRegression })
        .ToDictionary(m => m.Key + ".cs", m => "using System;\n" + m.Value);

    /// <summary>What an author who has every rule of analysis on would write.</summary>
    private const string Strict = """
        using System;
        using ProbDsl;
        using static ProbDsl.Distributions;

        [assembly: CLSCompliant(false)]
        [assembly: System.Reflection.AssemblyVersion("1.0.0.0")]

        namespace Strict;

        /// <summary>A hierarchy.</summary>
        [Model]
        public partial class Hierarchy
        {
            /// <summary>Known errors.</summary>
            [Data]
            public required double[] Sigma { get; init; }

            /// <summary>Table.</summary>
            [Data]
            public double[,] Table { get; init; } = { { 1 }, { 2 } };

            /// <summary>Outcomes.</summary>
            [Observed]
            public required double[] Y { get; set; }

            [Latent] private double mu;
            [Latent] private double tau;
            [Latent(nameof(Y), NonCentered = true)] private double[] theta;
            [Derived] private double twice;

            private void Generate()
            {
                mu = ~Normal(Table[0, 0], 5);
                tau = ~HalfCauchy(5);
                twice = 2 * mu;
                foreach (int j in Plate(Y.Length))
                {
                    theta[j] = ~Normal(mu, tau);
                    Y[j] = ~Normal(theta[j], Sigma[j]);
                }
            }
        }

        /// <summary>A regression with a parameter.</summary>
        [Model]
        public partial class Line
        {
            /// <summary>Inputs.</summary>
            [Data]
            public required double[] X { get; init; }

            /// <summary>Outcomes.</summary>
            [Observed]
            public required double[] Y { get; set; }

            [Parameter] private double slope;

            private void Generate()
            {
                foreach (int n in Minibatch(Y.Length))
                {
                    Y[n] = ~Normal(slope * X[n], 1);
                }
            }
        }
        """;

    public static TheoryData<string, string> Settings => new()
    {
        { "12", "-nullable:disable -checked+ -warnaserror+ -features:strict -warn:9999" },
        { "13", "-nullable:enable -warnaserror+ -optimize+ -unsafe-" },
        { "14", "-nullable:enable -checked+ -warnaserror+ -warn:9999" },
        { "latest", "-nullable:warnings -define:DEBUG;TRACE -debug:portable" },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task ModelsCompileWithoutAWord(string version, string options)
    {
        CompilerRun run = await CompilerRun.Of(Sources, analyzers: false, style: false, ["-langversion:" + version, .. options.Split(' ')]);
        Assert.Empty(run.Messages);
    }

    [Fact]
    public async Task AnalyzersHaveNothingToSayOfGeneratedCode()
    {
        CompilerRun run = await CompilerRun.Of(Sources, analyzers: true, style: true, "-langversion:14", "-nullable:enable", "-warnaserror+", "-doc:Models.xml");
        Assert.Contains(run.InSources, m => m.Id == "CS1591");
        Assert.Contains(run.InSources, m => m.Id.StartsWith("IDE", StringComparison.Ordinal));
        Assert.Empty(run.InGenerated);
    }

    [Fact]
    public async Task AModelOfAStrictProjectCompilesWithoutAWord()
    {
        CompilerRun run = await CompilerRun.Of(
            new Dictionary<string, string> { ["Strict.cs"] = Strict, ["Unused.cs"] = "namespace Strict; internal sealed class Unused { private int count; }" },
            analyzers: true, style: false, "-langversion:14", "-nullable:enable", "-warnaserror+", "-checked+", "-doc:Models.xml");
        Assert.Contains(run.InSources, m => m.Id == "CA1812");
        Assert.DoesNotContain(run.Messages, m => !m.File.EndsWith("Unused.cs", StringComparison.Ordinal));
    }

    public static TheoryData<string> Names => [.. TestModels.All.Keys];

    /// <summary>With checked arithmetic nothing of the generated code's own overflows.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void DensitiesAreTheSameWithCheckedArithmetic(string name)
    {
        CSharpCompilation plain = ModelCompilation.Create(TestModels.All[name]);
        CSharpCompilation withChecks = plain.WithOptions(plain.Options.WithOverflowChecks(true).WithNullableContextOptions(NullableContextOptions.Disable));
        LoadedModels loaded = LoadedModels.Load(GeneratorRun.Of(withChecks).AssertClean().Output);
        ILogDensity density = loaded.Condition("Models." + name), expected = LoadedModels.Of(TestModels.All[name]).Condition("Models." + name);
        foreach (double[] position in DensityChecks.Positions(density, 2))
            Assert.Equal(expected.LogDensity(position), density.LogDensity(position));
        DensityChecks.CheckBlock(density);
        dynamic model = loaded.Create("Models." + name);
        dynamic posterior = model.Fit(new FitOptions { Draws = 200, MaxIterations = 200 });
        Assert.Equal(2, ((System.Collections.ICollection)posterior.Predict(2, ulong.MaxValue)).Count);
        _ = model.Simulate(ulong.MaxValue);
    }
}
