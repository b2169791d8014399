using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Batch;
using ProbDsl.Generator.Tests.Harness;
using Xunit;

namespace ProbDsl.Generator.Tests.Incrementality;

/// <summary>Which edits of a model with networks make the generator write again.</summary>
public sealed class BatchIncrementalityTests
{
    private static readonly string Source = BatchSources.DigitVae + "\n\npublic partial class DigitVae\n{\n    public double Untouched(double v) => v + 1;\n}\n";

    /// <summary>Edit, and whether the IR stays as it was.</summary>
    public static TheoryData<string, string, string, bool> Edits => new()
    {
        { "nothing", "", "", true },
        { "blank lines above", "[Model(", "\n\n\n[Model(", true },
        { "comment inside", "z[n] = ~StandardNormal(20);", "z[n] = ~StandardNormal(20);   // the code", true },
        { "comment in the guide", "var (mean, raw)", "/* two halves */\n            var (mean, raw)", true },
        { "unrelated method of the model", "=> v + 1;", "=> v + 2;", true },
        { "hidden size", "new(784, 400, 40)", "new(784, 200, 40)", true },
        { "local that nothing uses", "var (mean, raw)", "var unused = X[n];\n            var (mean, raw)", true },
        { "other distribution in the guide", "~Normal(mean, Softplus(raw))", "~Normal(mean, Exp(raw))", false },
        { "other precision", "Precision = Precision.Single", "Precision = Precision.Double", false },
        { "other network", "BernoulliLogits(decoder.Forward(z[n]))", "BernoulliLogits(Tanh(decoder.Forward(z[n])))", false },
        { "renamed latent", "z[n]", "code[n]", false },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void OnlyWhatChangesTheModelIsWrittenAgain(string edit, string from, string to, bool unchanged)
    {
        string edited = from.Length == 0 ? Source : Source.Replace(from, to, StringComparison.Ordinal);
        if (edit == "renamed latent")
            edited = edited.Replace("Vector<double>[] z;", "Vector<double>[] code;", StringComparison.Ordinal);
        Assert.True(from.Length == 0 || edited != Source, edit);
        CSharpCompilation first = ModelCompilation.Create(Source);
        GeneratorDriver driver = GeneratorRun.Driver(track: true).RunGenerators(first);
        Assert.Empty(driver.GetRunResult().Diagnostics);
        CSharpCompilation second = first.ReplaceSyntaxTree(first.SyntaxTrees.Single(t => t.FilePath == "Model.cs"), ModelCompilation.Parse(edited));
        GeneratorRunResult result = driver.RunGenerators(second).GetRunResult().Results.Single();
        Assert.Empty(result.Diagnostics);
        IncrementalStepRunReason reason = Assert.Single(result.TrackedSteps[ModelGenerator.BatchStep].SelectMany(s => s.Outputs)).Reason;
        IncrementalStepRunReason[] outputs = [.. result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)];
        if (unchanged)
        {
            Assert.True(reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, reason.ToString());
            Assert.Contains(IncrementalStepRunReason.Cached, outputs);
        }
        else
        {
            Assert.Equal(IncrementalStepRunReason.Modified, reason);
            Assert.Contains(IncrementalStepRunReason.Modified, outputs);
        }
    }

    [Fact]
    public void AModelIsReadByOneOfTheTwoReaders()
    {
        GeneratorRunResult result = GeneratorRun.Driver(track: true).RunGenerators(ModelCompilation.Create(Source)).GetRunResult().Results.Single();
        Assert.False(result.TrackedSteps.ContainsKey(ModelGenerator.ModelStep) && result.TrackedSteps[ModelGenerator.ModelStep].Any(s => s.Outputs.Length > 0));
        Assert.Equal("Models.DigitVae.g.cs", Assert.Single(result.GeneratedSources).HintName);
    }
}
