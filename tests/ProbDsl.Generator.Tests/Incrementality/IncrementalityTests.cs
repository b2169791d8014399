using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProbDsl.Generator.Tests.Harness;
using ProbDsl.Generator.Tests.Models;
using Xunit;

namespace ProbDsl.Generator.Tests.Incrementality;

/// <summary>Which edits make the generator write again.</summary>
public sealed class IncrementalityTests
{
    private const string Unrelated = "namespace Other; public class Unrelated { public int Answer() => 42; }";

    private const string Helper = "\npublic static class Elsewhere { public static double Twice(double v) => 2 * v; }\n";

    private static readonly string Source = TestModels.All["Radon"] + "\n\npublic partial class Radon\n{\n    public double Untouched(double v) => v + 1;\n}\n" + Helper;

    /// <summary>Edit, and what becomes of the IR: unchanged IR means that no text is written.</summary>
    public static TheoryData<string, string, string, bool> Edits => new()
    {
        { "nothing", "", "", true },
        { "blank lines above", "[Model]", "\n\n\n[Model]", true },
        { "comment above", "[Model]", "// A comment.\n[Model]", true },
        { "comment inside", "muAlpha = ~Normal(0, 10);", "muAlpha = ~Normal(0, 10);   // vague", true },
        { "comment between statements", "beta = ~Normal(0, 10);", "/* slope */\n        beta = ~Normal(0, 10);", true },
        { "comment inside a statement", "muAlpha = ~Normal(0, 10);", "muAlpha = /* vague */ ~Normal(0, 10);", true },
        { "blanks inside a statement", "sigma = ~Normal(0, 1);", "sigma  =  ~Normal( 0,1 );", false },
        { "unrelated method of the model", "=> v + 1;", "=> v + 2;", true },
        { "unrelated class in the file", "2 * v", "3 * v", true },
        { "changed constant", "muAlpha = ~Normal(0, 10);", "muAlpha = ~Normal(0, 11);", false },
        { "other distribution", "beta = ~Normal(0, 10);", "beta = ~Cauchy(0, 10);", false },
        { "renamed field", "muAlpha", "muIntercept", false },
        { "other constraint", "[Latent(Lower = 0)] double sigma;", "[Latent(Lower = 0.5)] double sigma;", false },
        { "other namespace", "namespace Models;", "namespace Models.Inner;", false },
        { "data in the initialiser", "= [0.8, 0.3,", "= [0.9, 0.3,", true },
    };

    [Theory]
    [MemberData(nameof(Edits))]
    public void OnlyWhatChangesTheModelIsWrittenAgain(string edit, string from, string to, bool unchanged)
    {
        string edited = from.Length == 0 ? Source : Source.Replace(from, to, StringComparison.Ordinal);
        Assert.True(from.Length == 0 || edited != Source, edit);
        Step[] steps = RunTwice(Source, edited);
        AssertSteps(steps, unchanged);
    }

    [Fact]
    public void MovingTheClassWritesNothing()
    {
        string model = Source[Source.IndexOf("[Model]", StringComparison.Ordinal)..];
        string moved = Source[..^model.Length] + "public enum First { One }\n\n" + model;
        AssertSteps(RunTwice(Source, moved), unchanged: true);
    }

    [Fact]
    public void AnEditInAnotherFileWritesNothing() =>
        AssertSteps(RunTwice(Source, Source, Unrelated, Unrelated.Replace("42", "43", StringComparison.Ordinal)), unchanged: true);

    [Fact]
    public void AHelperInAnotherFileIsPartOfTheModel()
    {
        string model = TestModels.All["Helpers"];
        int start = model.IndexOf("internal static class Shape", StringComparison.Ordinal);
        string helper = "namespace Models;\n" + model[start..];
        AssertSteps(RunTwice(model[..start], model[..start], helper, helper.Replace("y / k", "y / (k + 1)", StringComparison.Ordinal)), unchanged: false);
        AssertSteps(RunTwice(model[..start], model[..start], helper, helper + "// comment"), unchanged: true);
    }

    [Fact]
    public void AnUnrelatedEditReportsNothingAgain()
    {
        Step[] steps = RunTwice(Source, Source + "\n// end", Unrelated, Unrelated);
        Assert.All(steps.Where(s => s.Name is "SourceOutput"), s => Assert.Equal(IncrementalStepRunReason.Cached, s.Reason));
    }

    private sealed record Step(string Name, IncrementalStepRunReason Reason);

    private static void AssertSteps(Step[] steps, bool unchanged)
    {
        Step read = Assert.Single(steps, s => s.Name == ModelGenerator.ReadStep);
        Step ir = Assert.Single(steps, s => s.Name == ModelGenerator.ModelStep);
        string all = string.Join(", ", steps.Select(s => $"{s.Name}: {s.Reason}"));
        if (unchanged)
        {
            Assert.True(ir.Reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached, all);
            Assert.Contains(steps, s => s is { Name: "SourceOutput", Reason: IncrementalStepRunReason.Cached });
        }
        else
        {
            Assert.Equal(IncrementalStepRunReason.Modified, read.Reason);
            Assert.Equal(IncrementalStepRunReason.Modified, ir.Reason);
            Assert.Contains(steps, s => s is { Name: "SourceOutput", Reason: IncrementalStepRunReason.Modified });
        }
    }

    private static Step[] RunTwice(string before, string after, string otherBefore = Unrelated, string otherAfter = Unrelated)
    {
        CSharpCompilation first = ModelCompilation.Create(("Model.cs", before), ("Other.cs", otherBefore));
        GeneratorDriver driver = GeneratorRun.Driver(track: true).RunGenerators(first);
        Assert.Empty(driver.GetRunResult().Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error));
        CSharpCompilation second = first;
        if (before != after)
            second = second.ReplaceSyntaxTree(Tree(second, "Model.cs"), ModelCompilation.Parse(after));
        if (otherBefore != otherAfter)
            second = second.ReplaceSyntaxTree(Tree(second, "Other.cs"), ModelCompilation.Parse(otherAfter, "Other.cs"));
        GeneratorRunResult result = driver.RunGenerators(second).GetRunResult().Results.Single();
        ImmutableArray<IncrementalGeneratorRunStep> outputs = [.. result.TrackedOutputSteps.SelectMany(s => s.Value)];
        return [.. Reasons(ModelGenerator.ReadStep, result.TrackedSteps), .. Reasons(ModelGenerator.ModelStep, result.TrackedSteps),
            .. outputs.SelectMany(s => s.Outputs).Select(o => new Step("SourceOutput", o.Reason))];
    }

    private static IEnumerable<Step> Reasons(string name, ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> steps) =>
        steps[name].SelectMany(s => s.Outputs).Select(o => new Step(name, o.Reason));

    private static SyntaxTree Tree(Compilation compilation, string path) => compilation.SyntaxTrees.Single(t => t.FilePath == path);

    public static TheoryData<string> Names => [.. TestModels.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void TextIsTheSameInEveryRunAndCulture(string name)
    {
        string first = Text(name);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CommaCulture();
            Assert.Equal(first, Text(name));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
        Assert.Equal(first, Text(name));
        Assert.DoesNotContain("\r", first, StringComparison.Ordinal);
    }

    /// <summary>A culture whose decimal separator is a comma; globalisation itself is invariant here.</summary>
    private static CultureInfo CommaCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        culture.NumberFormat.NumberGroupSeparator = ".";
        culture.NumberFormat.NegativeSign = "~";
        return culture;
    }

    private static string Text(string name) => string.Join('\n', GeneratorRun.Of(TestModels.All[name]).Texts.Select(t => t.Name + t.Text));
}
